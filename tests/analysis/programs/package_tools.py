import ollama
from ollama import ChatResponse


def add(a: int, b: int) -> int:
    """
    Add two numbers.

    Args:
        a (int): the first number
        b: the second number
            of the two

    Returns:
        int: their sum
    """
    return a + b


def greet(name, loud: bool = False, title: str | None = None) -> str:
    return f"hello {title or ''}{name}{'!' if loud else ''}"


subtract_tool = {
    "type": "function",
    "function": {
        "name": "subtract",
        "description": "Subtract two numbers",
        "parameters": {
            "type": "object",
            "required": ["a", "b"],
            "properties": {
                "a": {"type": "integer", "description": "The first number"},
                "b": {"type": "integer", "description": "The second number"},
            },
        },
    },
}
functions = {"add": add, "greet": greet}

messages = [{"role": "user", "content": "What is three plus one? Please use every tool."}]
response: ChatResponse = ollama.chat("llama3.2", messages=messages, tools=[add, greet, subtract_tool])

if response.message.tool_calls:
    messages.append(response.message)
    for tool in response.message.tool_calls or []:
        if function := functions.get(tool.function.name):
            print("calling", tool.function.name, tool.function.arguments)
            output = function(**tool.function.arguments)
        else:
            output = f"{tool.function.name} not found"
        messages.append({"role": "tool", "content": str(output), "tool_name": tool.function.name})
    final = ollama.chat("llama3.2", messages=messages)
    print(final.message.content)
else:
    print("no calls")
