from agno.agent import Agent
from agno.models.ollama import Ollama

agent = Agent(model=Ollama(id="llama3.2", host="http://localhost:11434", options={"temperature": 0.3, "top_k": 20, "num_predict": 60}), telemetry=False)
print(agent.run("hi").content)
