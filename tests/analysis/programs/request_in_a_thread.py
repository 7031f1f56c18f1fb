import asyncio
import functools
import requests
URL = "http://localhost:11434/api/generate"
def post(payload):
    response = requests.post(URL, json=payload, timeout=9)
    response.raise_for_status()
    return response.json()
async def a(prompt):
    r = await asyncio.to_thread(requests.post, URL, json={"model": "llama3.2", "prompt": prompt, "stream": False})
    return r.json()["response"]
async def b(prompt):
    loop = asyncio.get_running_loop()
    r = await loop.run_in_executor(None, lambda: requests.post(URL, json={"model": "llama3.2", "prompt": prompt, "stream": False}))
    return r.json()["response"]
async def c(prompt):
    loop = asyncio.get_running_loop()
    r = await loop.run_in_executor(None, functools.partial(requests.post, URL, json={"model": "llama3.2", "prompt": prompt, "stream": False}))
    return r.json()["response"]
async def d(prompt):
    data = await asyncio.to_thread(post, {"model": "llama3.2", "prompt": prompt, "stream": False})
    return data["response"]
for f in (a, b, c, d):
    print(asyncio.run(f("hello")))
