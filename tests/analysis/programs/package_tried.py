try:
    import ollama
    from ollama import Client, ResponseError

    FOUND = True
except ImportError:
    ollama = None
    Client = None
    ResponseError = Exception
    FOUND = False


def ask(prompt):
    if ollama is None or not FOUND:
        return "not installed"
    try:
        return ollama.generate(model="llama3.2", prompt=prompt)["response"]
    except ResponseError as error:
        return f"status {error.status_code}"


print(ask("hello"))
if Client is not None:
    print(Client(host="http://localhost:11434").chat(model="llama3.2", messages=[{"role": "user", "content": "hi"}]).message.content)
