import os

from openai import APIStatusError, OpenAI

OLLAMA_HOST = os.getenv("OLLAMA_URL", "http://localhost:11434")
client = OpenAI(base_url=f"{OLLAMA_HOST}/v1", api_key="ollama")


def ask(text):
    reply = client.chat.completions.create(model="llama3.2", messages=[{"role": "user", "content": text}], temperature=0)
    return reply.choices[0].message.content


print(ask("hi"))
for part in client.chat.completions.create(
    model="llama3.2", messages=[{"role": "user", "content": "count"}], stream=True
):
    print(part.choices[0].delta.content or "", end="")
try:
    client.with_options(max_retries=0).chat.completions.create(model="nosuch", messages=[{"role": "user", "content": "x"}])
except APIStatusError as error:
    print(error.status_code)
