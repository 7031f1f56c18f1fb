# left: logprobs is read, but was not asked for
import ollama

reply = ollama.chat(model="llama3.2", messages=[{"role": "user", "content": "hi"}])
print(reply.message.content, reply.logprobs or "no probabilities")
