# left: given several times
import ollama

SAMPLING = {"top_k": 5}
COMMON = {"model": "llama3.2", "options": {"min_p": 0.1}}


def ask(prompt):
    return ollama.generate(prompt=prompt, **COMMON)["response"]


def other(prompt):
    return ollama.generate(prompt=prompt, think=False, model="llama3.2", options=SAMPLING)["response"]


print(ask("x"), other("y"))
