# left: caught around the loop
import ollama


def ask(prompt):
    stream = ollama.chat(model="llama3.2", messages=[{"role": "user", "content": prompt}], stream=True)
    try:
        for chunk in stream:
            print(chunk["message"]["content"], end="")
    except ConnectionError:
        print("gone")
    return stream is None


ask("hello")
