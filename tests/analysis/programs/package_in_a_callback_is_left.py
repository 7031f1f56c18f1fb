# left: a function without a name is called by others
import ollama

hooks = {}


def on(event, hook):
    hooks[event] = hook


def setup():
    on("ask", lambda text: ollama.generate(model="llama3.2", prompt=text))


setup()
print(hooks["ask"]("hi")["response"])
