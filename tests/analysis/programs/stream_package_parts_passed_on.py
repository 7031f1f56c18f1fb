import asyncio

import ollama

MESSAGES = [{"role": "user", "content": "hi"}]


def keep(part, into):
    into.append(part["message"]["content"])
    text = part.message.content
    if text.strip():
        print(text)


def parts():
    for part in ollama.chat(model="llama3.2", messages=MESSAGES, stream=True):
        yield part


async def waited():
    async for part in await ollama.AsyncClient().generate(model="llama3.2", prompt="hello", stream=True):
        yield part


async def main():
    async for part in waited():
        print(part.response, end="")
        if part.done:
            print(part.eval_count)


texts = []
for part in ollama.chat(model="llama3.2", messages=MESSAGES, stream=True):
    keep(part, texts)
    print(part["message"]["content"], end="")
print("".join(texts))
print("".join(part["message"]["content"] for part in parts()))
for part in parts():
    print(part["message"]["content"], end="")
asyncio.run(main())
