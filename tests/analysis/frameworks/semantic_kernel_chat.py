import asyncio

from semantic_kernel.connectors.ai.ollama import OllamaChatCompletion, OllamaChatPromptExecutionSettings
from semantic_kernel.contents import ChatHistory


async def main():
    service = OllamaChatCompletion(ai_model_id="llama3.2", host="http://localhost:11434")
    history = ChatHistory()
    history.add_user_message("hi")
    settings = OllamaChatPromptExecutionSettings(options={"temperature": 0.1, "top_k": 20})
    print((await service.get_chat_message_content(history, settings)).content)


asyncio.run(main())
