# left: done is called: this is something else than the reply
import asyncio

from ollama import AsyncClient


async def ask():
    task = asyncio.create_task(AsyncClient().generate(model="llama3.2", prompt="hello"))
    while not task.done():
        await asyncio.sleep(0.1)
    print((await task)["response"])


asyncio.run(ask())
