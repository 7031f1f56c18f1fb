import asyncio
import json

import aiohttp


async def main():
    tokens = []
    async with aiohttp.ClientSession() as session:
        async with session.post(
            "http://localhost:11434/api/chat",
            json={"model": "llama3.2", "stream": True, "messages": [{"role": "user", "content": "hi"}]},
        ) as resp:
            resp.raise_for_status()
            async for raw in resp.content:
                line = raw.decode("utf-8").strip()
                if not line:
                    continue
                chunk = json.loads(line)
                token = chunk.get("message", {}).get("content", "")
                if token:
                    tokens.append(token)
                if chunk.get("done"):
                    break
    print(len(tokens), "".join(tokens))


asyncio.run(main())
