# left: the path of the address is put together of several texts
from haystack_integrations.components.embedders.ollama import OllamaTextEmbedder

API = "http://localhost:11434/api"
embedder = OllamaTextEmbedder(model="nomic-embed-text", url=API + "/embed" + "dings")
