import json, ollama, sys

from openai import OpenAI
from ollama import Client, ResponseError
import os

print(json.dumps(ollama.generate(model="llama3.2", prompt="hi")["response"]), len(sys.argv) > 0)
try:
    print(Client().chat(model="llama3.2", messages=[{"role": "user", "content": "hi"}]).message.content)
except (ollama.ResponseError, ResponseError) as error:
    print(error.status_code)
print(OpenAI.__name__, bool(os.name))
