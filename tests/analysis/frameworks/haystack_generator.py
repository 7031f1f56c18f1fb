from haystack_integrations.components.generators.ollama import OllamaGenerator

g = OllamaGenerator(model="llama3.2", url="http://localhost:11434",  generation_kwargs={"num_predict": 30, "top_k": 20})
print(g.run("hi")["replies"][0])
