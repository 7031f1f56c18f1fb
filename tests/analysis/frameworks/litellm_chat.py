import litellm

reply = litellm.completion(
    model="ollama_chat/llama3.2",
    messages=[{"role": "user", "content": "hi"}],
    api_base="http://localhost:11434",
    temperature=0,
    num_ctx=8192,
)
print(reply.choices[0].message.content)
