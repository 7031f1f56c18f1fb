from strands import Agent, tool
from strands.models.ollama import OllamaModel


@tool
def today() -> str:
    """The date."""
    return "Monday"


model = OllamaModel(host="http://localhost:11434", model_id="llama3.2", temperature=0.3, max_tokens=50)
agent = Agent(model=model, tools=[today], callback_handler=None)
print(str(agent("hi")))
