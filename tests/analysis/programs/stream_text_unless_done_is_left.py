# left: the last part of the new stream may carry text, which is not read here
import ollama

for part in ollama.generate(model="llama3.2", prompt="hello", stream=True):
    if not part.done:
        print(part.response, end="")
    else:
        print(part.eval_count)
