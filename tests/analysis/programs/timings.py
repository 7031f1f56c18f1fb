import requests

BASE = "http://localhost:11434"


def main(model="llama3.2"):
    data = requests.post(
        f"{BASE}/api/generate",
        json={"model": model, "prompt": "Write 200 words about paper.", "stream": False},
        timeout=300,
    ).json()
    speed = "%.1f tokens/s" % (data["eval_count"] / data["eval_duration"] * 1e9)
    print(speed.endswith("tokens/s"))
    message = "loading took %.0f min" % (data["load_duration"] / 6e10)
    print(message)


def timed(prompt):
    # the whole request
    r = requests.post(f"{BASE}/api/generate", json={"model": "llama3.2", "prompt": prompt, "stream": False})  # slow
    r.raise_for_status()
    answer = r.json()
    took = answer["total_duration"] / 1e9
    return answer["response"], took > 0


main()
print(timed("hello"))
