# left: its images may be files or bytes
import ollama

print(ollama.chat(model="llama3.2", messages=[{"role": "user", "content": "x", "images": ["cat.png"]}])["message"]["content"])
