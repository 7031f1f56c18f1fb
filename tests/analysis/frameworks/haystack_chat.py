from haystack.dataclasses import ChatMessage
from haystack_integrations.components.generators.ollama import OllamaChatGenerator

generator = OllamaChatGenerator(
    model="llama3.2",
    url="http://localhost:11434",
    generation_kwargs={"num_predict": 50, "temperature": 0.5, "top_k": 30},
    think=False,
)
print(generator.run([ChatMessage.from_user("hi")])["replies"][0].text)
