# left: gets a `max_tokens` that the new server refuses
from openai import OpenAI

client = OpenAI(base_url="http://localhost:11434/v1", api_key="ollama")
reply = client.chat.completions.create(model="llama3.2", messages=[{"role": "user", "content": "hi"}], max_tokens=-1)
print(reply.choices[0].message.content)
