# left: it is unpacked somewhere else too
from langchain_ollama import ChatOllama, OllamaEmbeddings

SETTINGS = {"base_url": "http://localhost:11434", "model": "llama3.2"}
print(ChatOllama(**SETTINGS).invoke("hi").content)
print(len(OllamaEmbeddings(**SETTINGS).embed_query("hi")))
