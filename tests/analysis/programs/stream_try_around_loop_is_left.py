# left: raised by the call
import ollama

stream = ollama.chat(model="missing", messages=[{"role": "user", "content": "hi"}], stream=True)
try:
    for part in stream:
        print(part.message.content, end="")
except ollama.ResponseError as error:
    print("failed", error.status_code)
