# left: a line of the stream is used whole
import httpx


def proxy(prompt):
    body = {"model": "llama3.2", "prompt": prompt, "stream": True}
    with httpx.stream("POST", "http://localhost:11434/api/generate", json=body) as response:
        for line in response.iter_lines():
            if line:
                yield line + "\n"


print("".join(proxy("hello")))
