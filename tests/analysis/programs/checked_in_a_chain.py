import httpx

with httpx.Client(base_url="http://localhost:11434", timeout=30) as client:
    body = {"model": "llama3.2", "messages": [{"role": "user", "content": "hello"}], "stream": False}
    data = client.post("/api/chat", json=body).raise_for_status().json()
    print(data["message"]["content"], data["eval_count"])
    print(client.post("/api/generate", json={"model": "llama3.2", "prompt": "x", "stream": False}).raise_for_status().json().get("response"))
