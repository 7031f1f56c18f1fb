import ollama

vector = ollama.embeddings(model="nomic-embed-text", prompt="hello")["embedding"]
print(len(vector), vector[0])
many = ollama.embed(model="nomic-embed-text", input=["hello", "you"]).embeddings
print(len(many), many[1][0])
