# left: the new server has no counterpart
import ollama

for progress in ollama.pull("llama3.2", stream=True):
    print(progress.status, progress.completed, progress.total)
print(ollama.generate(model="llama3.2", prompt="hi").response)
