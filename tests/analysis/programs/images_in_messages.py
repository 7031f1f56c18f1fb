import base64

import httpx

CHAT = "http://localhost:11434/api/chat"
TEXT = base64.b64encode(b"picture").decode()


def ask(messages):
    r = httpx.post(CHAT, json={"model": "llama3.2", "messages": messages, "stream": False})
    r.raise_for_status()
    return r.json()["message"]["content"]


def one(image):
    r = httpx.post(
        CHAT,
        json={
            "model": "llama3.2",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "What is this?", "images": [image]},
            ],
            "stream": False,
        },
    )
    r.raise_for_status()
    return r.json()["message"]["content"]


def conversation(images):
    history = [{"role": "system", "content": "Be brief."}]
    for image in images:
        history.append({"role": "user", "content": "And this?", "images": [image]})
    message = {"role": "user", "content": "Which one is best?"}
    if len(images) > 1:
        message["images"] = images
    history.append(message)
    return ask(history)


print(one(TEXT), conversation([TEXT]), conversation([TEXT, TEXT]))
