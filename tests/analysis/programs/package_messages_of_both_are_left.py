# left: changes together
import ollama

messages = [{"role": "user", "content": "hello"}]


def first():
    return ollama.chat(model="llama3.2", messages=messages, options={"mirostat": 1, "num_keep": 3}, web=True)


def second():
    return ollama.chat(model="llama3.2", messages=messages)["message"]["content"]


print(second())
