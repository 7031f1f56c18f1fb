import base64
import os
import tempfile
from pathlib import Path

import ollama

folder = Path(tempfile.mkdtemp())
path = folder / "cat.png"
path.write_bytes(b"picture of a cat")
QUESTION = "What is this?"


def of_path(image):
    reply = ollama.chat(model="llama3.2", messages=[{"role": "user", "content": QUESTION, "images": [image]}])
    return reply["message"]["content"]


def of_bytes(image):
    with open(image, "rb") as file:
        return ollama.generate("llama3.2", QUESTION, images=[file.read()]).response


def of_any(prompt, images=None):
    return ollama.generate(model="llama3.2", prompt=prompt, images=images)["response"]


message = {"role": "user", "content": "And these?", "images": [str(path), path.read_bytes()]}
print(of_path(path), of_path(str(path)), of_bytes(path))
print(of_any("x", [base64.b64encode(b"dog").decode()]), of_any("y"))
print(ollama.chat(model="llama3.2", messages=[{"role": "system", "content": "Look."}, message]).message.content)
os.unlink(path)
try:
    of_path(str(path))
except ValueError:
    print("no such file")
