# left: and the text that it gives elsewhere
from langchain.chains import RetrievalQA
from langchain_ollama import OllamaLLM

llm = OllamaLLM(model="llama3.2")
chain = RetrievalQA.from_chain_type(llm=llm)
print(llm.invoke("hi"))
