import ollama


def vector(text):
    return ollama.embeddings(
        model="nomic-embed-text",
        prompt=text,
        keep_alive=-1,
    )["embedding"]


print(len(vector("hello")))
print(len(ollama.embeddings(model="nomic-embed-text", prompt="more", keep_alive="10m").embedding))
print(len(ollama.embed(model="nomic-embed-text", input=["a", "b"], keep_alive=0).embeddings))
