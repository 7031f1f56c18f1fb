# left: another loop over the same stream reads its counts
import ollama


def parts():
    for part in ollama.generate(model="llama3.2", prompt="hello", stream=True):
        yield part


print("".join(part["response"] for part in parts()))
for part in parts():
    if part.done:
        print(part.eval_count)
