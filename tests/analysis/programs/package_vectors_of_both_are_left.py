# left: changes together
import ollama


def stored(texts, how):
    return ollama.embed(model="nomic-embed-text", input=texts, truncate=how)["embeddings"]


def asked(text):
    return ollama.embed(model="nomic-embed-text", input=text)["embeddings"][0]


print(asked("hello")[:3])
