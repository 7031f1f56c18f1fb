# left: the class is used as a value
from langchain_ollama import ChatOllama
from langchain_openai import ChatOpenAI

CLASSES = {"local": ChatOllama, "cloud": ChatOpenAI}
