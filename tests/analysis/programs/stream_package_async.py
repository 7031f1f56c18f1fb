import asyncio

from ollama import AsyncClient


async def tokens(text):
    async for part in await AsyncClient(host="http://localhost:11434").chat(
        model="llama3.2", messages=[{"role": "user", "content": text}], stream=True
    ):
        token = part.get("message", {}).get("content", "")
        if token:
            yield token


async def main():
    print([token async for token in tokens("hello")])


asyncio.run(main())
