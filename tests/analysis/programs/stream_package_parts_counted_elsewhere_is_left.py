# left: looks at more than the text of a part
import ollama


def show(part):
    print(part["response"], end="")
    if part["done"]:
        print(part["eval_count"])


for part in ollama.generate(model="llama3.2", prompt="hello", stream=True):
    show(part)
