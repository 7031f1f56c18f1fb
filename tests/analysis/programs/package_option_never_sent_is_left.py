# left: `min_p` of this object was never sent
from ollama import Options, generate

print(generate("llama3.2", "hi", options=Options(min_p=0.05)).response)
