# left: the parts that carry counts alone cannot be skipped here
import ollama

parts = [part["eval_count"] for part in ollama.generate("llama3.2", "hello", stream=True) if part["done"]]
print(parts)
