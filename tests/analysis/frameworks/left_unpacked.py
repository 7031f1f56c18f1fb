# left: unpacks arguments
import json

from langchain_ollama import ChatOllama

OPTIONS = json.loads('{"num_ctx": 4096}')
llm = ChatOllama(model="llama3.2", **OPTIONS)
