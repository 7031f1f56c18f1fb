# left: context
import ollama

client = ollama.Client(host="http://localhost:11434")


def go_on(prompt, tokens):
    return client.generate(model="llama3.2", prompt=prompt, context=tokens)["context"]


def ask(prompt):
    return client.generate(model="llama3.2", prompt=prompt)["response"]


print(ask("hello"))
