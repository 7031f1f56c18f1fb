# left: handed to a function
from ollama import chat

for part in chat("llama3.2", [{"role": "user", "content": "hi"}], stream=True):
    print(part)
