from autogen import AssistantAgent

config_list = [{"model": "llama3.2", "api_type": "ollama", "client_host": "http://localhost:11434", "temperature": 0.2, "num_predict": 200, "top_k": 20, "seed": 7, "repeat_penalty": 1.1}]
assistant = AssistantAgent("assistant", llm_config={"config_list": config_list, "cache_seed": None})
reply = assistant.generate_reply([{"role": "user", "content": "hi"}])
print(reply if isinstance(reply, str) else reply["content"])
