import asyncio

from ollama import AsyncClient


def weather(city: str) -> str:
    """The weather in a city"""
    return f"sunny in {city}"


TOOLS = [weather]


class Agent:
    def __init__(self):
        self.client = AsyncClient()
        self.messages = []

    async def run(self, prompt):
        self.messages.append({"role": "user", "content": prompt})
        while True:
            response = await self.client.chat(model="llama3.2", messages=self.messages, tools=TOOLS)
            self.messages.append(response["message"])
            calls = response["message"].get("tool_calls")
            if not calls:
                return response["message"]["content"]
            for call in calls:
                name = call["function"]["name"]
                args = call["function"]["arguments"]
                for key, value in args.items():
                    print(key, value)
                self.messages.append({"role": "tool", "name": name, "content": weather(args["city"])})


print(asyncio.run(Agent().run("weather in Rome?")))
