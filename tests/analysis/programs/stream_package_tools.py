from typing import Iterator

from ollama import ChatResponse, Client


def temperature(city: str) -> int:
    """The temperature in a city."""
    return len(city)


def conditions(city: str, days: int) -> str:
    """The weather in a city."""
    return f"sunny in {city} for {days} days"


available = {"temperature": temperature, "conditions": conditions}
messages = [{"role": "user", "content": "What is the weather? Please use every tool."}]
client = Client()
response: Iterator[ChatResponse] = client.chat("llama3.2", stream=True, messages=messages, tools=[temperature, conditions])

for chunk in response:
    if chunk.message.content:
        print(chunk.message.content, end="", flush=True)
    if chunk.message.tool_calls:
        for tool in chunk.message.tool_calls:
            if function := available.get(tool.function.name):
                output = function(**tool.function.arguments)
                print("calling", tool.function.name, tool.function.arguments, output)
                messages.append(chunk.message)
                messages.append({"role": "tool", "content": str(output), "tool_name": tool.function.name})
for chunk in client.chat("llama3.2", stream=True, messages=messages, tools=[temperature, conditions]):
    print(chunk.message.content, end="")
    for call in chunk.message.tool_calls or []:
        print(call.function.name)
