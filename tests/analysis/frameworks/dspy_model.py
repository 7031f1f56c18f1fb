import dspy

lm = dspy.LM("ollama_chat/llama3.2", api_base="http://localhost:11434", api_key="", num_ctx=4096, top_k=20, temperature=0.3)
print(lm("hi"))
