# left: is read of an object that becomes a dictionary
import ollama

message = ollama.Message(role="user", content="hi")
print(message.content)
print(ollama.chat("llama3.2", [message]).message.content)
