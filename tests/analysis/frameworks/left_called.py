# left: the object is called as a function
from langchain_community.llms import Ollama

llm = Ollama(model="llama3.2")
print(llm("hi"))
