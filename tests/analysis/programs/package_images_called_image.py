import base64

import ollama


def ask(image, seen):
    messages = [{"role": "user", "content": "What is this?", "images": image if seen else []}]
    return ollama.chat(model="llama3.2", messages=messages)["message"]["content"]


def tell(image):
    return ollama.generate(model="llama3.2", prompt="And this?", images=image)["response"]


pictures = [base64.b64encode(b"picture").decode()]
print(ask(pictures, True), ask(pictures, False), tell(pictures))
