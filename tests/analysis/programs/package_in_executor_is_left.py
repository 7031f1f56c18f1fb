# left: an event loop hands a function no keywords
import asyncio

from ollama import Client

client = Client()


async def ask(text):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, client.generate, "llama3.2", text)


print(asyncio.run(ask("x"))["response"])
print(client.generate("llama3.2", "y").response)
