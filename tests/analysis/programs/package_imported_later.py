"""Asks once."""
import os  # the environment

os.environ.setdefault("NO_PROXY", "*")

import ollama

print(ollama.generate(model="llama3.2", prompt="hello")["response"])
