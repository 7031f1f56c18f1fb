# left: `num_batch` is not known
from langchain_ollama import ChatOllama

llm = ChatOllama(model="llama3.2", num_batch=4)
