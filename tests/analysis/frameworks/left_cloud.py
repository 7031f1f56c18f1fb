# left: the vendor's own service
from langchain_ollama import ChatOllama

llm = ChatOllama(model="gpt-oss:120b", base_url="https://ollama.com")
