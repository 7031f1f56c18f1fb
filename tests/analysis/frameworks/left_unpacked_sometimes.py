# left: `base_url` may be unpacked here, and is given
from langchain_ollama import ChatOllama


def load(near):
    settings = {"model": "llama3.2", "base_url": "http://localhost:11434"} if near else {"model": "llama3.2"}
    return ChatOllama(**settings)


print(load(True).invoke("hi").content)
