# left: `options` is built elsewhere
import ollama


def route(function):
    return function


class Talker:
    def __init__(self, sampling):
        self.sampling = sampling

    def ask(self, text):
        messages = [{"role": "user", "content": text}]
        return ollama.chat(model="llama3.2", messages=messages, options=self.sampling)["message"]["content"]


@route
def asked(talker: Talker):
    return talker.ask("hello")


print(Talker({"num_predict": 20}).ask("x"))
