from langchain_community.llms import Ollama as Llama

llm = Llama(model="llama3.2", base_url="http://localhost:11434", timeout=30, temperature=0.5)


def ask(question):
    return llm.invoke(question, stop=["###"]).strip()


print(ask("hi"))
