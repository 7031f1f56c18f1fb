# left: reads `eval_count` of `response_metadata`
from langchain_ollama import ChatOllama

reply = ChatOllama(model="llama3.2").invoke("hi")
meta = reply.response_metadata
print(meta.get("eval_count"))
