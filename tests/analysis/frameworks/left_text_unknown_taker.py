# left: handed to `Agent`
from crewai import Agent
from langchain_ollama import OllamaLLM

agent = Agent(role="writer", llm=OllamaLLM(model="llama3.2"))
