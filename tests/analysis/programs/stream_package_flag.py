import asyncio

from ollama import AsyncClient, Client


class Wrapper:
    def __init__(self, model):
        self.client = Client()
        self.model = model

    def ask(self, prompt, stream=False):
        response = self.client.generate(model=self.model, prompt=prompt, stream=stream)
        if stream:
            return "".join(part["response"] for part in response)
        return response["response"]

    async def later(self, text, stream):
        client = AsyncClient()
        reply = await client.chat(model=self.model, messages=[{"role": "user", "content": text}], stream=stream)
        if not stream:
            return reply.message.content
        found = []
        async for part in reply:
            found.append(part.message.content)
        return "".join(found)


def shown(parts):
    text = ""
    for part in parts:
        text += part.message.content
    print(text)


wrapper = Wrapper("llama3.2")
print(wrapper.ask("one"), wrapper.ask("two", stream=True))
print(asyncio.run(wrapper.later("three", True)), asyncio.run(wrapper.later("four", False)))


def start(text):
    return wrapper.client.chat("llama3.2", [{"role": "user", "content": text}], stream=True)


shown(start("five"))
for piece in start("six"):
    print(piece.message.content, end="")
