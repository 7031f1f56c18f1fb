# left: unpacks arguments
from langchain_ollama import ChatOllama

OPTIONS = {"num_ctx": 4096}
llm = ChatOllama(model="llama3.2", **OPTIONS)
