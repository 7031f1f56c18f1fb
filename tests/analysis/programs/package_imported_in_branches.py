import sys

if len(sys.argv) > 5:
    try:
        import ollama

        reply = ollama.generate(model="llama3.2", prompt="more", context=[1, 2])
        print(reply["context"])
    except Exception as error:
        print(error)

if len(sys.argv) < 5:
    try:
        import ollama

        reply = ollama.generate(model="llama3.2", prompt="hello")
        print(reply["response"])
    except ImportError:
        print("not installed")

if len(sys.argv) < 6:
    try:
        import ollama

        reply = ollama.chat(model="llama3.2", messages=[{"role": "user", "content": "hi"}])
        print(reply["message"]["content"])
    except ImportError:
        print("not installed")
