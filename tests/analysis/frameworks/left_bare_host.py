# left: the host has no scheme
from langchain_ollama import ChatOllama

llm = ChatOllama(model="llama3.2", base_url="localhost:11434")
