# left: total_duration has no counterpart
import asyncio

from ollama import AsyncClient


async def ask(prompt):
    task = asyncio.create_task(AsyncClient().generate(model="llama3.2", prompt=prompt))
    await asyncio.sleep(0)
    reply = await task
    return reply["total_duration"] / 1e9


print(asyncio.run(ask("hello")) > 0)
