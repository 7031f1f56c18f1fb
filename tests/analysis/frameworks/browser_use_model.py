import asyncio

from browser_use import ChatOllama
from browser_use.llm.messages import UserMessage

llm = ChatOllama(model="llama3.2", host="http://localhost:11434", ollama_options={"num_predict": 50, "temperature": 0.1})
print(asyncio.run(llm.ainvoke([UserMessage(content="hi")])).completion)
