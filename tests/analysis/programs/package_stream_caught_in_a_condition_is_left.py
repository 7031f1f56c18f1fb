# left: caught around the loop
import ollama


def ask(prompt):
    if prompt:
        stream = ollama.chat(model="llama3.2", messages=[{"role": "user", "content": prompt}], stream=True)
    else:
        stream = ollama.chat(model="llama3.2", messages=[{"role": "user", "content": "?"}], stream=True)
    try:
        for chunk in stream:
            print(chunk["message"]["content"], end="")
    except ConnectionError:
        print("gone")


ask("hello")
