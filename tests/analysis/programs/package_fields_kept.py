import ollama

r = ollama.chat(model="llama3.2", messages=[{"role": "user", "content": "hi"}])
print(r["model"], r.get("model"), r.model, "model" in r)
m = r["message"]
print(m["role"], m.role, m.get("role"))
print(sorted(m["model"] for m in ollama.list()["models"]))
