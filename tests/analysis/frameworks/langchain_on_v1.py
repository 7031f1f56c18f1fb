from langchain_openai import ChatOpenAI

llm = ChatOpenAI(model="llama3.2", base_url="http://localhost:11434/v1", api_key="ollama", temperature=0.2)
print(llm.invoke("hi").content)
