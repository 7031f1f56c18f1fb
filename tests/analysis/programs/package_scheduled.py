import asyncio

from ollama import AsyncClient

client = AsyncClient()
MESSAGES = [{"role": "user", "content": "hi"}]


async def ask():
    reply = await asyncio.wait_for(client.chat(model="llama3.2", messages=MESSAGES), timeout=30)
    print(reply["message"]["content"])
    task = asyncio.create_task(client.generate(model="llama3.2", prompt="hello"))
    print((await task)["response"])
    return await asyncio.shield(client.chat(model="llama3.2", messages=MESSAGES))


async def tokens():
    async for part in await asyncio.wait_for(client.chat(model="llama3.2", messages=MESSAGES, stream=True), 30):
        print(part["message"]["content"], end="")


async def main():
    print((await ask()).message.content)
    await tokens()


asyncio.run(main())
