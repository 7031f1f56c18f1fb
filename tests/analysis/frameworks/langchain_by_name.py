from langchain.chat_models import init_chat_model

llm = init_chat_model("ollama:llama3.2", base_url="http://localhost:11434", temperature=0, num_ctx=4096)
print(llm.invoke("hi").content)
other = init_chat_model("llama3.2", model_provider="ollama", base_url="http://localhost:11434", num_predict=30)
print(other.invoke("hi").content)
