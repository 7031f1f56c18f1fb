# left: `num_ctx` is among them, and changes
from langchain_ollama import ChatOllama


def load(name, **options):
    return ChatOllama(model=name, base_url="http://localhost:11434", **options)


print(load("llama3.2", num_ctx=8192).invoke("hi").content)
