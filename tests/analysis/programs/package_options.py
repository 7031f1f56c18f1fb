import ollama

OPTIONS = {"temperature": 0.1, "top_k": 5}
COMMON = {"model": "llama3.2", "options": {"num_predict": 9, "min_p": 0.1}, "keep_alive": -1}


def ask(messages, fmt=None, **extra):
    return ollama.chat(model="llama3.2", messages=messages, format=fmt, options=OPTIONS, **extra).message.content


def common(prompt):
    return ollama.generate(prompt=prompt, **COMMON)["response"]


print(ask([{"role": "user", "content": "x"}]))
print(ask([{"role": "user", "content": "x, JSON"}], "json"))
print(common("y"))
