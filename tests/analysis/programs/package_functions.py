import ollama

print(ollama.chat(model="llama3.2", messages=[{"role": "user", "content": "hello"}])["message"]["content"])
response = ollama.generate("llama3.2", "hello", options={"temperature": 0.1, "top_k": 10, "num_predict": 20}, keep_alive=-1)
print(response["response"], response.done_reason)
print(sorted(m.model for m in ollama.list().models))
