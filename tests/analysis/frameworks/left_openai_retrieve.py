# left: has no such path
from openai import OpenAI


class Models:
    def __init__(self):
        self.client = OpenAI(base_url="http://ollama:11434/v1", api_key="ollama")

    def exists(self, name):
        return self.client.models.retrieve(name) is not None
