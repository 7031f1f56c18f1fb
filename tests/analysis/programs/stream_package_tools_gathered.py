import asyncio

from ollama import AsyncClient


async def weather(city: str) -> str:
    """The weather in a city."""
    return f"sunny in {city}"


async def main():
    messages = [{"role": "user", "content": "What is the weather?"}]
    client = AsyncClient()
    while True:
        text = ""
        calls = []
        async for part in await client.chat(model="llama3.2", messages=messages, tools=[weather], stream=True):
            if part.message.tool_calls:
                calls.extend(part.message.tool_calls)
            if part.message.content:
                text += part.message.content
        messages.append({"role": "assistant", "content": text, "tool_calls": calls})
        if not calls:
            print(text)
            break
        for call in calls:
            args = call.function.arguments
            result = await weather(**args)
            print(call.function.name, args, result)
            messages.append({"role": "tool", "content": result, "tool_name": call.function.name})


asyncio.run(main())
