import ollama

last = None
text = ""
for part in ollama.generate(model="llama3.2", prompt="count", stream=True):
    text += part["response"]
    if part["done"] is True:
        last = part["eval_count"]
print(text, last)
