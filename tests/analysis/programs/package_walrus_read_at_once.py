import ollama

messages = [{"role": "user", "content": "hello"}]
print((reply := ollama.chat(model="llama3.2", messages=messages))["message"]["content"])
print(reply["done_reason"])
