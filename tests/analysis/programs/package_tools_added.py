import ollama

TOOLS = []


def tool(function):
    TOOLS.append(function)
    return function


@tool
def add(a: int, b: int) -> int:
    """Add two numbers.

    Args:
        a: the first
        b: the second
    """
    return a + b


def ask(messages, use=True):
    reply = ollama.chat(model="llama3.2", messages=messages, tools=TOOLS if use else None)
    return len(reply.message.tool_calls or [])


def spread(messages, more):
    reply = ollama.chat(model="llama3.2", messages=messages, tools=[*TOOLS, *more])
    return len(reply.message.tool_calls or [])


def gathered(messages, functions):
    tools = []
    for function in functions:
        tools.append(function)
    reply = ollama.chat(model="llama3.2", messages=messages, tools=tools)
    return len(reply.message.tool_calls or [])


said = [{"role": "user", "content": "What is 2 + 3?"}]
print(ask(said), ask(said, False), spread(said, []), gathered(said, [add]), gathered(said, []))
