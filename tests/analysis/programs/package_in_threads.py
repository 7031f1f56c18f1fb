import asyncio
from typing import cast

from ollama import Client

client = Client()
THINK = "yes" == "no"


async def ask(text):
    loop = asyncio.get_running_loop()
    reply = await loop.run_in_executor(
        None, lambda: client.chat(model="llama3.2", messages=[{"role": "user", "content": text}], think=THINK)
    )
    return cast(str, reply["message"]["content"])


print(asyncio.run(ask("hello")))
stream = cast(list, client.generate("llama3.2", "again", stream=True))
print(bool(stream))
for part in stream:
    print(part.response, end="")
client.close()
local = Client()


async def vector(text):
    reply = await asyncio.to_thread(local.embeddings, model="nomic-embed-text", prompt=text)
    said = await asyncio.to_thread(local.generate, "llama3.2", text)
    return reply["embedding"][:2], said["response"]


print(asyncio.run(vector("x")))
