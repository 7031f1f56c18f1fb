from ollama import Client

client = Client(
  # somewhere else
  # host="https://example.com", headers={"Authorization": os.getenv("KEY")}
)
print(client.chat(model="llama3.2", messages=[{"role": "user", "content": "hi"}]).message.content)
