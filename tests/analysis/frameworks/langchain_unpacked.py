import os

from langchain_ollama import ChatOllama

URL = os.environ["OLLAMA_HOST"]


def load(name=None, **options):
    if name is not None:
        return ChatOllama(model=name, num_predict=4096, base_url=URL, **options)
    return ChatOllama(model="llama3.2", base_url=URL, **options)


def built(name, warm=False):
    settings = {"base_url": URL, "model": name, "num_predict": 100, "num_ctx": 4096}
    if warm:
        settings["temperature"] = 0.9
    return ChatOllama(**settings)


def seeded(name, seed):
    settings = dict(model=name, temperature=0, base_url=URL)
    settings.update(seed=seed)
    return ChatOllama(**settings)


for model in (load(), load("llama3.2", temperature=0.5), built("llama3.2"), built("llama3.2", True), seeded("llama3.2", 3)):
    print(model.invoke("hi").content)


def tuned(name, num_ctx=None, limit=None):
    settings = {"model": name, "base_url": URL}
    if num_ctx is not None:
        settings["num_ctx"] = num_ctx
    if limit:
        settings["num_predict"] = limit
    return ChatOllama(**settings)


print(tuned("llama3.2", 4096, 20).invoke("hi").content)
