# left: gets `options`
from langchain_ollama import ChatOllama

llm = ChatOllama(model="llama3.2")
print(llm.invoke("hi", options={"num_ctx": 4096}).content)
