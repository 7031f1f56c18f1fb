# left: may be the model that the project makes
import ollama


def make(name, system):
    ollama.create(model=f"my-{name}", from_="llama3.2", system=system)


def ask(model, prompt):
    return ollama.generate(model=model, prompt=prompt)["response"]


print(ask("llama3.2", "hello"))
