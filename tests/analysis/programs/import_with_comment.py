import ollama  # the model

# asks once
assert isinstance(ollama.Client(), ollama.Client)
print(ollama.generate(model="llama3.2", prompt="hello")["response"])
