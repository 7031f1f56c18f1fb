from ollama import Client

client = Client(host="http://localhost:11434")


def tell(prompt):
    parts = []
    for part in client.generate(model="llama3.2", prompt=prompt, stream=True, options={"num_predict": 6}):
        parts.append(part.response)
        if part.done:
            print(part.eval_count, part.prompt_eval_count, part.done_reason)
    return "".join(parts)


print(tell("hello"))
print("".join(part["response"] for part in client.generate("llama3.2", "again", stream=True)))
