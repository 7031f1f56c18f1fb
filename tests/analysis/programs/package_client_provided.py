from typing import Annotated

from ollama import Client


def Depends(function):
    """Stands for a framework's function of this name, which it calls for every request."""
    return function()


def get_client() -> Client:
    return Client(host="http://localhost:11434")


def ask(prompt: str, client: Client = Depends(get_client)) -> str:
    return client.generate(model="llama3.2", prompt=prompt)["response"]


def talk(text: str, client: Annotated[Client, Depends(get_client)]) -> str:
    return client.chat(model="llama3.2", messages=[{"role": "user", "content": text}])["message"]["content"]


print(ask("hello"), talk("hi", get_client()))
