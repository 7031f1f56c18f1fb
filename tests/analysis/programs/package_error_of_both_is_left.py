# left: context
import ollama


def go_on(prompt, tokens):
    return ollama.generate(model="llama3.2", prompt=prompt, context=tokens)["context"]


def ask(prompt):
    return ollama.generate(model="llama3.2", prompt=prompt)["response"]


try:
    print(ask("hello"))
except ollama.ResponseError as error:
    print(error.error)
