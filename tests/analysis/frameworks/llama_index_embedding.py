from llama_index.embeddings.ollama import OllamaEmbedding

embedding = OllamaEmbedding(model_name="nomic-embed-text", base_url="http://localhost:11434")
print([round(x, 3) for x in embedding.get_text_embedding("one")[:4]])
