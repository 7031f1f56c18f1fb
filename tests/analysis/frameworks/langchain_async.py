import asyncio

import langchain_ollama
from langchain_core.messages import HumanMessage, SystemMessage


async def main():
    llm = langchain_ollama.ChatOllama(model="llama3.2", base_url="http://localhost:11434")
    reply = await llm.ainvoke([SystemMessage("Be brief."), HumanMessage("hi")])
    print(reply.content, reply.usage_metadata["output_tokens"])


asyncio.run(main())
