import asyncio

from autogen_core.models import UserMessage
from autogen_ext.models.ollama import OllamaChatCompletionClient

INFO = {"vision": False, "function_calling": True, "json_output": True, "family": "unknown", "structured_output": True}


async def main():
    client = OllamaChatCompletionClient(model="llama3.2", host="http://localhost:11434", options={"temperature": 0.2, "num_predict": 50, "num_ctx": 4096}, model_info=INFO)
    print((await client.create([UserMessage(content="hi", source="user")])).content)


asyncio.run(main())
