from litellm import Router

router = Router(model_list=[{"model_name": "local", "litellm_params": {"model": "ollama_chat/llama3.2", "api_base": "http://localhost:11434"}}])
print(router.completion(model="local", messages=[{"role": "user", "content": "hi"}]).choices[0].message.content)
