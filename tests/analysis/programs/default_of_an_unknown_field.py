import ollama

MESSAGES = [{"role": "user", "content": "hi"}]


def stream():
    for chunk in ollama.chat(model="llama3.2", messages=MESSAGES, stream=True):
        content = chunk.get("message", {}).get("content", "") or chunk.get("content", "")
        if content:
            yield content


text = ""
for chunk in ollama.chat(model="llama3.2", messages=MESSAGES, stream=True):
    text += chunk.get("message", {}).get("content", "") or chunk.get("content", "")
print("".join(stream()), text)

reply = ollama.chat(model="llama3.2", messages=MESSAGES)
print(reply.get("message", {}).get("content", "") or reply.get("text", "no text"))
print(reply.get("text", "no text"), len(reply.get("message", {}).get("content") or reply.get("content", "")))
