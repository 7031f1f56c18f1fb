# left: Client is used as a value
import ollama

make = ollama.Client
client = make()
print(client.generate(model="llama3.2", prompt="hello")["response"])
