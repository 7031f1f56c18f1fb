# left: the client
from ollama import Client


def handed(function):
    return function()


def get_client():
    return Client(host="http://localhost:11434")


def ask(prompt, client=handed(get_client)):
    return client.generate(model="llama3.2", prompt=prompt)["response"]


print(ask("hello"))
