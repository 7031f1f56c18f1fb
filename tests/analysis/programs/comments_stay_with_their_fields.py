import ollama
import requests

URL = "http://localhost:11434/api/generate"

payload = {
    "model": "llama3.2",  # small
    "prompt": "hello",
    "stream": False,  # Important: the whole answer at once
    # what the old server ignored
    "temperature": 0.3,
    "top_p": 0.9,  # gone as well
}
print(requests.post(URL, json=payload).json()["response"])

short = {
    "model": "llama3.2",
    "prompt": "hello",
    "stream": False,  # whole
    "keep_alive": -1  # loaded
}
print(requests.post(URL, json=short).json()["response"])

client = ollama.Client()
reply = client.generate(
    model="llama3.2",
    prompt="hello",
    options={
        "temperature": 0.1,
        "num_predict": 10    # only one word
    },
    keep_alive=-1  # keep it loaded
)
print(reply["response"])
