from ollama import Client, ResponseError

client = Client(host="http://localhost:11434", timeout=60)


def ask(model):
    try:
        r = client.chat(model=model, messages=[{"role": "user", "content": "hi"}], format="json")
        return r.message.content
    except ResponseError as e:
        return f"failed with {e.status_code}"
    except ConnectionError:
        return "not there"


print(ask("llama3.2"))
print(ask("nosuch"))
