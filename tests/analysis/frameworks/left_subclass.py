# left: a class derives from it
from langchain_ollama import ChatOllama


class Patient(ChatOllama):
    def invoke(self, *args, **kwargs):
        return super().invoke(*args, **kwargs)


llm = ChatOllama(model="llama3.2")
