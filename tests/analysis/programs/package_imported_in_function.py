def ask(prompt):
    import ollama

    return ollama.generate(model="llama3.2", prompt=prompt)["response"]


def talk(text):
    from ollama import chat

    reply = chat(model="llama3.2", messages=[{"role": "user", "content": text}])
    return reply["message"]["content"]


class Service:
    def vector(self, text):
        try:
            import ollama
        except ImportError:
            return []
        return ollama.embed(model="nomic-embed-text", input=text)["embeddings"][0][:3]


print(ask("hello"), talk("hi"), Service().vector("x"))
