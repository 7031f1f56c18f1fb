from chromadb.utils.embedding_functions import OllamaEmbeddingFunction

embed = OllamaEmbeddingFunction(url="http://localhost:11434", model_name="nomic-embed-text")
print(len(embed(["a", "b"])))
