# left: `prompt` is left out
import ollama

ollama.generate(model="llama3.2", keep_alive=0)
