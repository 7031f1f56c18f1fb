# left: tool_calls has no counterpart
import ollama

for part in ollama.chat("llama3.2", [{"role": "user", "content": "hi"}], stream=True):
    for call in part.message.tool_calls or []:
        print(call.function.name)
    print(part.message.content, end="")
