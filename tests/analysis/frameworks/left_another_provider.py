# left: it may name a model of another provider
import litellm

MODELS = ["ollama/llama3.2", "gpt-4o-mini"]


def ask(local, text):
    model = "ollama/llama3.2" if local else "gpt-4o-mini"
    return litellm.completion(model=model, messages=[{"role": "user", "content": text}])
