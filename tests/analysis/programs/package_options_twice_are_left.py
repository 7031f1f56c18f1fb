# left: given several times
import ollama

SAMPLING = {"top_k": 5}


def other(prompt):
    return ollama.generate(prompt=prompt, think=False, model="llama3.2", options=SAMPLING)["response"]


print(other("y"))
