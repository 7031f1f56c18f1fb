from langchain_ollama import OllamaEmbeddings

embeddings = OllamaEmbeddings(model="nomic-embed-text", base_url="http://localhost:11434", num_ctx=2048)
vectors = embeddings.embed_documents(["one", "two"])
print(len(vectors), len(vectors[0]), [round(x, 3) for x in vectors[1][:4]])
print([round(x, 3) for x in embeddings.embed_query("three")[:4]])
