# left: the class itself is handed on
from langchain_ollama import ChatOllama


def is_local(model):
    return isinstance(model, ChatOllama)


llm = ChatOllama(model="llama3.2")
