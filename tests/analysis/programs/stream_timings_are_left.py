# left: eval_duration has no counterpart
import ollama

for part in ollama.chat("llama3.2", [{"role": "user", "content": "hi"}], stream=True):
    print(part["message"]["content"], end="")
    if part["done"]:
        print(part["eval_count"] / part["eval_duration"])
