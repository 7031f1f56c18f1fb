from typing import Iterable

import ollama


def show(logprobs: Iterable[dict], label: str) -> None:
    print(label)
    for entry in logprobs:
        token = entry.get("token", "")
        print(token, entry.get("logprob"))
        for other in entry.get("top_logprobs", []):
            if other["token"] != token:
                print(" or", other["token"], other["logprob"])


messages = [{"role": "user", "content": "hi! be concise."}]
options = {"num_predict": 3}
response = ollama.chat(model="llama3.2", messages=messages, logprobs=True, top_logprobs=3, options=options)
print(response["message"]["content"])
show(response.get("logprobs", []), "chat")
other = ollama.generate(model="llama3.2", prompt="hi", logprobs=True, options=options)
print([(one.token, one.logprob) for one in other.logprobs])
