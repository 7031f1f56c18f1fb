from llama_index.core.llms import ChatMessage
from llama_index.llms.ollama import Ollama

llm = Ollama(
    model="llama3.2",
    base_url="http://localhost:11434",
    temperature=0.1,
    context_window=8000,
    request_timeout=30.0,
    additional_kwargs={"num_predict": 60, "top_p": 0.9, "top_k": 40},
)
print(llm.complete("hi").text)
print(llm.chat([ChatMessage(role="system", content="Be brief."), ChatMessage(role="user", content="hi")]).message.content)
