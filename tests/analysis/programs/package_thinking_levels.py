# the model thinks
from ollama import chat

LEVELS = ["low", "medium", "high"]
messages = [{"role": "user", "content": "What is 10 + 23?"}]
for i, level in enumerate(LEVELS):
    response = chat("llama3.2", messages=messages, think=level)
    print(i, level, response.message.thinking, response.message.content)
