from ollama import chat


class st:
    """Stands for the library of this name."""

    @staticmethod
    def cache_resource(function):
        return function


session = {"messages": []}


@st.cache_resource
def chat_model():
    return lambda messages: chat(model="llama3.2", messages=messages, stream=True)


@st.cache_resource
def answer(question=None, history=None):
    if history:
        messages = history
    else:
        messages = [{"role": "user", "content": question}]
    return chat(model="llama3.2", messages=messages)


def handle(question):
    messages = session.get("messages")
    messages.append({"role": "user", "content": question})
    ask = chat_model()
    text = ""
    for part in ask(messages):
        text += part["message"]["content"] or ""
    return text


def later(messages=None, question=None):
    if question:
        messages = [{"role": "user", "content": question}]
    elif not messages:
        return None
    else:
        messages = list(messages)
    return chat(model="llama3.2", messages=messages).message.content


print(handle("hi"))
print(answer("hi").message.content, answer(history=[{"role": "user", "content": "a"}])["message"]["content"])
print(later(question="hi"), later())
