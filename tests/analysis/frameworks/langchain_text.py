import os

from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import PromptTemplate
from langchain_ollama.llms import OllamaLLM


def model(name: str = "llama3.2") -> OllamaLLM:
    return OllamaLLM(model=name, base_url=os.getenv("OLLAMA_HOST"), num_predict=50, keep_alive="10m")


llm = model()
print(llm.invoke("hi").upper())
print("".join(llm.stream("hi")))
print(llm.batch(["one", "two"]))
print((PromptTemplate.from_template("{q}?") | llm).invoke({"q": "why"}))
parsed = PromptTemplate.from_template("{q}?") | OllamaLLM(model="llama3.2", base_url="http://localhost:11434") | StrOutputParser()
print(parsed.invoke({"q": "how"}))
