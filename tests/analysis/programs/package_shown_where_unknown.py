import ollama


def ask(question):
    reply = ollama.chat(model="llama3.2", messages=[{"role": "user", "content": question}])
    if isinstance(reply, dict):
        return reply.get("message", {}).get("content", "").strip()
    if hasattr(reply, "message"):
        return reply.message.content.strip()
    return str(reply)


print(ask("hi"))
