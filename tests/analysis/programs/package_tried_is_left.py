# left: the package is imported inside of another statement
try:
    import ollama

    FOUND = True
except ImportError:
    FOUND = False

if FOUND:
    print(ollama.generate(model="llama3.2", prompt="hello")["response"])
