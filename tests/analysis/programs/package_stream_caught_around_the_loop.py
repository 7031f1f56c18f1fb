import ollama


def ask(prompt, model="llama3.2"):
    text = ""
    stream = ollama.chat(
        model=model,
        messages=[{"role": "user", "content": prompt}],
        options={
            "temperature": 0,
            "num_predict": 40,
        },
        stream=True,
    )

    # Errors of the server end the answer.
    try:
        for chunk in stream:
            text += chunk["message"]["content"]
    except ollama.ResponseError as error:
        return f"status {error.status_code}"
    return text


def tell(prompt, model):
    try:
        stream = ollama.generate(model=model, prompt=prompt, stream=True)
        try:
            for chunk in stream:
                print(chunk.response, end="", flush=True)
        except ConnectionError:
            print("gone")
    except ollama.ResponseError as error:
        print(error.status_code)


print(ask("hello"), ask("hello", "missing"))
tell("hi", "llama3.2")
tell("hi", "missing")
