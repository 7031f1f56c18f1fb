# left: the URL is also handed to `to_thread`
import asyncio

import requests

URL = "http://localhost:11434/api/generate"
BODY = {"model": "llama3.2", "prompt": "hello", "stream": False}


async def main():
    reply = await asyncio.to_thread(requests.post, URL, json=BODY)
    print(reply.json()["response"])


asyncio.run(main())
print(requests.post(URL, json={"model": "llama3.2", "prompt": "hi", "stream": False}).json()["response"])
