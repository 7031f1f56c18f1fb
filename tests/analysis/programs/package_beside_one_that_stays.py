import ollama


def ask(prompt):
    return ollama.generate(model="llama3.2", prompt=prompt)["response"]


def go_on(prompt, tokens):
    reply = ollama.generate(model="llama3.2", prompt=prompt, context=tokens)
    return reply["response"], reply["context"]


def talk(text):
    try:
        reply = ollama.chat(model="llama3.2", messages=[{"role": "user", "content": text}])
    except ConnectionError:
        return "nobody is there"
    return reply.message.content


print(ask("hello"), talk("hi"))
