import ollama


def search(query: str) -> str:
    return query


reply = ollama.chat(
    model="qwen3:8b",
    messages=[],
    tools=[search],
    think=True,
    options={"num_ctx": 32768},
)
