from smolagents import LiteLLMModel

model = LiteLLMModel(model_id="ollama_chat/llama3.2", api_base="http://localhost:11434", num_ctx=8192)
print(model([{"role": "user", "content": [{"type": "text", "text": "hi"}]}]).content)
