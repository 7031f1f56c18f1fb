# left: has no counterpart
import ollama


def ask(prompt):
    if not any(one.model == "llama3.2:latest" and one.size for one in ollama.list().models):
        return "no model"
    return ollama.generate(model="llama3.2", prompt=prompt)["response"]


print(ask("hello"))
