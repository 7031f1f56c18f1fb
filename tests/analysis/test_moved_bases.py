"""A call without a counterpart is not lost sight of when the base of its URL moves."""

from __future__ import annotations

from tests.analysis.tree import blocked, planned, rewritten

SERVICE = """
import requests

BASE = "http://localhost:11434"


def pull(name):
    return requests.post(f"{BASE}/api/pull", json={"name": name})


def ask(prompt):
    r = requests.post(f"{BASE}/api/generate", json={"model": "m", "prompt": prompt, "stream": False})
    r.raise_for_status()
    return r.json()["response"]
"""


def test_a_route_of_ones_own_on_the_new_port_is_not_taken_for_it() -> None:
    assert (
        blocked({"a.py": 'import requests\n\nrequests.post("http://localhost:8000/api/chat", json={"q": 1})\n'}) == []
    )


def test_a_call_that_stays_is_still_reported_after_the_rewrite() -> None:
    before = {"a.py": SERVICE}
    after = rewritten(before)
    assert "http://localhost:8000" in after["a.py"]
    assert "/api/pull" in after["a.py"]
    assert blocked(before) == blocked(after) == ["pull: the new server has no counterpart"]


LIST = """
import os

import requests

BASE = os.getenv("OLLAMA_URL", "http://localhost:11434")


def sizes():
    return [model["size"] // 1024 for model in requests.get(f"{BASE}/api/tags").json()["models"]]


def ask(prompt):
    r = requests.post(f"{BASE}/api/generate", json={"model": "m", "prompt": prompt, "stream": False})
    r.raise_for_status()
    return r.json()["response"]
"""


def test_a_list_that_cannot_be_moved_holds_no_call_back_and_is_still_reported() -> None:
    before = {"a.py": LIST}
    after = rewritten(before)
    assert "/v1/completions" in after["a.py"] or "/v1/chat/completions" in after["a.py"]
    assert 'model["size"] // 1024 for model in requests.get(f"{BASE}/api/tags")' in after["a.py"]
    assert blocked(before) == blocked(after) == ["tags: models[].size has no counterpart"]
    assert "fails there until it is changed" in planned(before).blocked[0].problems[0].how
    neutral = {"a.py": after["a.py"].replace("OLLAMA_URL", "LLM_URL")}
    assert [one.partition(":")[0] for one in blocked(neutral)] == ["tags"], "the name of its server alone told of it"


TWO_LISTS = """
import requests

BASE = "http://localhost:11434"


def names(data):
    return [model["name"] for model in data["models"]]


def all_names():
    return names(requests.get(f"{BASE}/api/tags").json())


def large():
    data = requests.get(f"{BASE}/api/tags").json()
    return names(data) if data["models"][0]["size"] > 9 else []


def ask(prompt):
    r = requests.post(f"{BASE}/api/generate", json={"model": "m", "prompt": prompt, "stream": False})
    r.raise_for_status()
    return r.json()["response"]
"""


def test_two_lists_that_one_function_reads_stay_together() -> None:
    after = rewritten({"a.py": TWO_LISTS})["a.py"]
    assert after.count("/api/tags") == 2
    assert 'model["name"] for model in data["models"]' in after
    assert "/api/generate" not in after


def test_a_list_of_ones_own_is_not_taken_for_it() -> None:
    own = 'import requests\n\nprint(requests.get("http://localhost:8000/api/tags").json()["labels"])\n'
    assert blocked({"a.py": own}) == []


UNLOAD = """
import requests

BASE = "http://localhost:11434"
PATH = "/api/generate"


def ask(prompt):
    r = requests.post(BASE + PATH, json={"model": "m", "prompt": prompt, "stream": False})
    r.raise_for_status()
    return r.json()["response"]


def unload():
    requests.post(BASE + {path}, json={"model": "m", "keep_alive": 0})
"""


def test_a_call_without_counterpart_stays_with_the_path_that_it_shares() -> None:
    shared = {"a.py": UNLOAD.replace("{path}", "PATH")}
    assert rewritten(shared) == shared
    own = rewritten({"a.py": UNLOAD.replace("{path}", '"/api/generate"')})["a.py"]
    assert 'requests.post(BASE + "/api/generate", json={"model": "m", "keep_alive": 0})' in own
    assert "localhost:8000" in own
    assert 'PATH = "/v1/chat/completions"' in own


UNKNOWN = """
import requests

PATH = "/api/generate"


class Asker:
    def __init__(self, url, session):
        self.url = url
        self.session = session

    def ask(self, prompt):
        body = {"model": "m", "prompt": prompt, "stream": False}
        r = requests.post(f"{self.url}{PATH}", json=body)
        r.raise_for_status()
        return r.json()["response"]

    def stop(self):
        return self.session.delete(f"{self.url}{PATH}", json={"model": "m", "prompt": "x"})
"""


def test_a_call_that_cannot_be_read_stays_with_the_path_that_it_shares() -> None:
    files = {"ollama.py": UNKNOWN}
    assert len(blocked(files)) == 2
    assert rewritten(files) == files


STORE = """
function endpoint() {
  return localStorage.getItem("ollama_endpoint") || "/ollama"
}

export async function names() {
  const response = await fetch(`${endpoint()}/api/tags`)
  return (await response.json()).models.map((model) => model.name)
}

export async function embed(text) {
  const response = await fetch(`${endpoint()}/api/embed`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ model: "m", input: text }),
  })
  return (await response.json()).embeddings[0]
}
"""
STAYS = """
export async function ask(prompt, options) {
  const response = await fetch(`${endpoint()}/api/generate`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ model: "m", prompt, stream: false, template: options.template }),
  })
  return (await response.json()).response
}
"""


def test_calls_that_ask_a_store_of_settings_for_their_server_move_together() -> None:
    alone = rewritten({"a.js": STORE})["a.js"]
    assert "/v1/models" in alone
    assert "/v1/embeddings" in alone
    both = {"a.js": STORE + STAYS}
    assert rewritten(both) == both
    assert all("template" in why for why in blocked(both))


CLIENT = """
async function send(url: string, init: RequestInit): Promise<Response> {
  for (let i = 0; ; i++) {
    const response = await fetch(url, init)
    if (response.ok || i === 2) return response
  }
}

export async function chat(baseUrl: string, messages: object[]) {
  const response = await send(`${baseUrl}/api/chat`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ model: "m", messages, stream: false, template: "t" }),
  })
  return (await response.json()).message.content
}
"""
SETTINGS = """
export const settings = { ollamaUrl: process.env.OLLAMA_URL || "http://localhost:11434" }
"""
CALLER = """
import { chat } from "./client"
import { settings } from "./settings"

export const answer = () => chat(settings.ollamaUrl, [{ role: "user", content: "hi" }])
"""
HEALTH = """
import { settings } from "./settings"

export async function works() {
  const response = await fetch(`${settings.ollamaUrl}/api/embed`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ model: "m", input: "test" }),
  })
  return response.ok
}
"""


def test_an_address_stays_where_a_caller_gives_it_to_a_call_that_stays() -> None:
    files = {"client.ts": CLIENT, "settings.ts": SETTINGS, "health.ts": HEALTH}
    assert "http://localhost:8000" in rewritten(files)["settings.ts"], "nobody hands it to the client"
    asked = {**files, "caller.ts": CALLER}
    assert rewritten(asked) == asked


APART = """
import requests

HOST = "ollama"
PORT = 11434


def ask(prompt):
    body = {"model": "m", "prompt": prompt, "stream": False}
    r = requests.post(f"http://{HOST}:{PORT}/api/generate", json=body)
    r.raise_for_status()
    return r.json()["response"]
"""


def test_a_host_of_its_own_moves_with_its_port() -> None:
    after = rewritten({"a.py": APART})["a.py"]
    assert 'HOST = "vllm"\nPORT = 8000\n' in after


def test_a_host_of_another_name_stays() -> None:
    after = rewritten({"a.py": APART.replace('"ollama"', '"ollama-proxy.local"')})["a.py"]
    assert 'HOST = "ollama-proxy.local"\nPORT = 8000\n' in after


def test_an_address_that_another_file_gives_a_class_moves_with_its_call() -> None:
    client = (
        "import requests\n\n\nclass OllamaClient:\n    def __init__(self, base):\n        self.base = base\n\n"
        "    def ask(self, prompt):\n        body = {'model': 'm', 'prompt': prompt, 'stream': False}\n"
        "        reply = requests.post(f'{self.base}/api/generate', json=body)\n        reply.raise_for_status()\n"
        "        return reply.json()['response']\n"
    )
    main = "from client import OllamaClient\n\nprint(OllamaClient('http://localhost:11434').ask('hi'))\n"
    after = rewritten({"client.py": client, "main.py": main})
    assert "/v1/chat/completions" in after["client.py"]
    assert "http://localhost:8000" in after["main.py"]


def test_calls_stay_together_that_get_their_address_from_a_function_of_another_file() -> None:
    base = "export const resolve = (config: { url: string }) => config.url.trim()\n"
    provider = (
        'import { resolve } from "./base"\n\nexport class OllamaProvider {\n'
        "  constructor(private config: { url: string }) {}\n\n"
        "  async embed(input: string): Promise<number> {\n    const base = resolve(this.config)\n"
        "    const response = await fetch(`${base}/api/embed`, {\n"
        '      method: "POST",\n      headers: { "Content-Type": "application/json" },\n'
        '      body: JSON.stringify({ model: "m", input }),\n    })\n'
        "    const data = await response.json()\n    return data.embeddings[0].length\n  }\n\n"
        "  async complete(prompt: string): Promise<string> {\n    const base = resolve(this.config)\n"
        "    const response = await fetch(`${base}/api/generate`, {\n"
        '      method: "POST",\n      headers: { "Content-Type": "application/json" },\n'
        '      body: JSON.stringify({ model: "m", prompt, stream: false, RAW }),\n    })\n'
        "    const data = await response.json()\n    return data.response\n  }\n}\n"
    )
    moving = {"base.ts": base, "provider.ts": provider.replace(", RAW", "")}
    assert rewritten(moving)["provider.ts"].count("/v1/") == 2
    staying = {"base.ts": base, "provider.ts": provider.replace("RAW", 'suffix: "x"')}
    assert rewritten(staying) == staying
