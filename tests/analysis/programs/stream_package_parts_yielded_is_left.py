# left: nothing in the project calls this function
import ollama


def parts():
    for part in ollama.generate(model="llama3.2", prompt="hello", stream=True):
        yield part
