import os

from ollama import Client, chat, generate


class Memory:
    def __init__(self):
        self.client = Client(host="http://localhost:11434")
        self.tokens = []

    def ask(self, prompt):
        reply = self.client.generate("llama3.2", prompt, context=self.tokens)
        self.tokens = reply["context"]
        return reply["response"]


class Talk:
    def __init__(self):
        self.client = Client(host="http://localhost:11434")
        self.messages = []

    def ask(self, text):
        self.messages.append({"role": "user", "content": text})
        reply = self.client.chat(model="llama3.2", messages=self.messages)
        self.messages.append(reply["message"])
        return reply["message"]["content"]


def once(prompt):
    return generate("llama3.2", prompt, options={"temperature": 0}).response


def first(prompt, tokens):
    return generate("llama3.2", prompt, context=tokens).context


def twice(text):
    return chat("llama3.2", [{"role": "user", "content": text}, {"role": "user", "content": text}]).message.content


talk = Talk()
print(os.name != "", talk.ask("hello"), talk.ask("and now?"), once("hi"), twice("x"))
