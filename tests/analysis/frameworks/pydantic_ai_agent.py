from pydantic_ai import Agent
from pydantic_ai.models.ollama import OllamaModel
from pydantic_ai.providers.ollama import OllamaProvider

agent = Agent(OllamaModel("llama3.2", provider=OllamaProvider(base_url="http://localhost:11434/v1")), instructions="Be brief.")
print(agent.run_sync("hi").output)
