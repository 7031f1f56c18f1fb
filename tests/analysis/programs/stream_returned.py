import ollama


def start(prompt):
    return ollama.generate(model="llama3.2", prompt=prompt, stream=True)


print("".join(part["response"] for part in start("hello")))
