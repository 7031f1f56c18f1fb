from crewai import LLM

llm = LLM(model="ollama/llama3.2", base_url="http://localhost:11434", temperature=0.2, max_tokens=50)
print(llm.call("hi"))
