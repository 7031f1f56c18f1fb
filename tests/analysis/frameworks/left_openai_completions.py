# left: applies no chat template
from openai import OpenAI

client = OpenAI(base_url="http://localhost:11434/v1", api_key="ollama")
complete = client.completions


def continued(text):
    return complete.create(model="llama3.2", prompt=text).choices[0].text
