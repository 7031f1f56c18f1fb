import ollama

client = ollama.Client()
answer = ""
count = 0
for chunk in client.generate(model="llama3.2", prompt="hello", stream=True):
    if hasattr(chunk, "response") and chunk.response:
        token = chunk.response
        answer += token
        count += 1
print(count, answer)
whole = client.chat(model="llama3.2", messages=[{"role": "user", "content": "hi"}])
if hasattr(whole, "message") and hasattr(whole.message, "content"):
    print(whole.message.content)
