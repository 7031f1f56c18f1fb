from ollama import Client, Message, Options

OPTIONS = Options(temperature=0.1, num_predict=12)
client = Client()
history: list[Message] = [Message(role="system", content="Be brief.")]


def ask(text: str, options: Options | None = None) -> str:
    history.append(Message(role="user", content=text))
    reply = client.chat("llama3.2", messages=history, options=OPTIONS)
    history.append(reply.message)
    return reply.message.content


print(ask("one"), ask("two"))
print(client.generate("llama3.2", "three", options=Options(top_k=3, num_ctx=2048)).response)
print(client.chat("llama3.2", [Message(role="user", content="x")], options=Options(seed=1)).message.content)
