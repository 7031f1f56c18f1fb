import base64

import ollama


def ask(data: bytes):
    encoded = base64.b64encode(data).decode()
    one = ollama.generate(model="llama3.2", prompt="What is this?", images=[encoded])
    two = ollama.chat(model="llama3.2", messages=[{"role": "user", "content": "And this?", "images": [encoded]}])
    return one["response"], two["message"]["content"]


print(ask(b"picture"))
