"""What the analysis adds to the audit: calls, clients and what is read of replies, in small code bases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migrator.audit.run import audit
from migrator.model import Finding, Fix
from migrator.record import replace
from migrator.rules.load import load
from migrator.settings import Settings
from tests.scan.trees import plant

RULES = load()
FIXTURES = Path(__file__).parents[2] / "fixtures"
NO_FIX = Fix("none", "")
SERVER = {"client", "call", "endpoint", "response"}


def found(root: Path, files: dict[str, str | bytes]) -> list[Finding]:
    plant(root, files)
    audited = audit(str(root), [str(root)], Settings(str(root)), RULES, jobs=1)
    assert audited.unknown == ()
    return [finding for finding in audited.findings if finding.kind in SERVER]


def short(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.priority, one.text) for one in findings]


@pytest.mark.parametrize(
    "code",
    [
        "import { ChatOpenAI } from '@langchain/openai'\nnew ChatOpenAI({ model: 'ollama' })\n",
        "class ChatOllama {}\nnew ChatOllama()\n",
        "import { ChatOllama } from './own'\nnew ChatOllama({ model: 'm' })\n",
        "import OpenAI from 'openai'\nnew OpenAI({ baseURL: 'http://localhost:1234/v1', apiKey: 'ollama' })\n",
        "import OpenAI from 'openai'\nnew OpenAI({ apiKey: 'ollama' })\n",
        "import { type ChatOllama } from '@langchain/ollama'\nlet model: ChatOllama\n",
    ],
)
def test_what_only_looks_like_a_framework_makes_no_client(tmp_path: Path, code: str) -> None:
    assert found(tmp_path, {"a.ts": code}) == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "import { ChatOllama } from '@langchain/ollama'\nconst m = new ChatOllama({ model: 'm' })\n",
            "new ChatOllama({ model: 'm' })",
        ),
        (
            "import * as lc from '@langchain/ollama'\nconst e = new lc.OllamaEmbeddings({})\n",
            "new lc.OllamaEmbeddings({})",
        ),
        (
            "import { Ollama } from '@langchain/community/llms/ollama'\nthis.llm = new Ollama({ model: 'm' })\n",
            "new Ollama({ model: 'm' })",
        ),
        (
            "import { Ollama as Llm } from 'llamaindex'\nSettings.llm = new Llm({ model: 'm' })\n",
            "new Llm({ model: 'm' })",
        ),
        (
            "import { createOllama } from 'ollama-ai-provider-v2'\nconst p = createOllama({ baseURL: url })\n",
            "createOllama({ baseURL: url })",
        ),
        (
            "import { ollama } from 'ollama-ai-provider'\nawait generateText({ model: ollama('m'), prompt })\n",
            "ollama",
        ),
        (
            "import OpenAI from 'openai'\nnew OpenAI({ baseURL: 'http://localhost:11434/v1' })\n",
            "new OpenAI({ baseURL: 'http://localhost:11434/v1' })",
        ),
        (
            "import { createOpenAI } from '@ai-sdk/openai'\n"
            "const baseURL = 'http://ollama:11434/v1'\nexport const p = createOpenAI({ baseURL })\n",
            "createOpenAI({ baseURL })",
        ),
    ],
)
def test_a_framework_of_typescript_makes_a_critical_client(tmp_path: Path, code: str, text: str) -> None:
    assert short(found(tmp_path, {"a.ts": code})) == [("client", "critical", text)]


def test_a_method_of_what_is_read_is_no_part_of_the_reply(tmp_path: Path) -> None:
    code = (
        "const url = 'http://localhost:11434'\n"
        "const r = await fetch(`${url}/api/tags`)\n"
        "const data = await r.json().catch(() => null)\n"
        "const again = await (await fetch(`${url}/api/tags`)).json()\n"
        "return again.models?.map((m) => m.name)\n"
    )
    responses = [one.message for one in found(tmp_path, {"a.ts": code}) if one.kind == "response"]
    assert responses == ["Reads `models` of the reply", "Reads `models[].name` of the reply"]


def test_a_path_that_is_written_elsewhere_is_an_endpoint_of_its_call(tmp_path: Path) -> None:
    code = (
        "import requests\nPATH = '/api/generate'\nBASE = 'http://localhost:11434'\n"
        "def ask(p):\n    return requests.post(BASE + PATH, json={'model': 'm', 'prompt': p, 'stream': False})\n"
    )
    (endpoint,) = (one for one in found(tmp_path, {"a.py": code}) if one.kind == "endpoint")
    assert (endpoint.line, endpoint.text, endpoint.message) == (
        2,
        "/api/generate",
        "The path of a call: POST /api/generate",
    )


def test_a_health_check_belongs_to_the_server_that_its_client_asks_for_answers(tmp_path: Path) -> None:
    code = (
        "import axios from 'axios'\n"
        "export class Llm {\n"
        "  constructor(base, other) {\n"
        "    this.client = axios.create({ baseURL: base })\n    this.own = axios.create({ baseURL: other })\n"
        "  }\n"
        "  up() { return this.client.get('/api/tags') }\n"
        "  tags() { return this.own.get('/api/tags') }\n"
        "  ask(prompt) { return this.client.post('/api/generate', { model: 'm', prompt, stream: false }) }\n"
        "}\n"
    )
    calls = [(one.line, one.rule) for one in found(tmp_path, {"a.ts": code}) if one.kind == "call"]
    assert calls == [(7, "tags"), (9, "generate")]


def test_a_health_check_of_another_address_is_none(tmp_path: Path) -> None:
    code = (
        "import requests\n\ndef up(own):\n    return requests.get(f'{own}/api/tags').ok\n\n"
        "def there(own):\n    url = own + '/api/tags'\n    return requests.get(url).ok\n\n"
        "def ask(base, prompt):\n"
        "    body = {'model': 'm', 'prompt': prompt, 'stream': False}\n"
        "    requests.get(f'{base}/api/tags').raise_for_status()\n"
        "    return requests.post(f'{base}/api/generate', json=body).json()['response']\n"
    )
    calls = [(one.line, one.rule) for one in found(tmp_path, {"a.py": code}) if one.kind == "call"]
    assert calls == [(12, "tags"), (13, "generate")]


def test_a_request_to_an_address_that_callers_give_is_one_call_for_all_of_them(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "http_json.py": (
            "# for Ollama\nimport requests\n\ndef post(url, body):\n    return requests.post(url, json=body).json()\n\n"
            "def up(url):\n    return requests.get(url).ok\n\ndef other(url):\n    return requests.get(url).ok\n"
        ),
        "ask.py": (
            "import os\nfrom http_json import other, post, up\nBASE = os.environ['OLLAMA_URL']\n"
            "text = post(f'{BASE}/api/generate', {'model': 'm', 'prompt': 'x', 'stream': False})['response']\n"
            "up(BASE)\nother('http://localhost:8000')\n"
        ),
    }
    calls = [(one.path, one.line, one.rule) for one in found(tmp_path, files) if one.kind == "call"]
    assert calls == [("http_json.py", 5, "generate"), ("http_json.py", 8, "root")]


def test_a_url_that_another_file_asks_is_an_endpoint_where_it_is_put_together(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "config.py": (
            "import os\nBASE = os.environ.get('OLLAMA_URL', 'x')\nASK = BASE + '/api/generate'\n"
            "LIST = f'{BASE}/api/tags'\n"
        ),
        "ask.py": (
            "# Ollama\nimport requests\nimport config\n"
            "r = requests.post(config.ASK, json={'model': 'm', 'prompt': 'x', 'stream': False})\n"
        ),
    }
    assert [(one.path, one.line, one.kind, one.text) for one in found(tmp_path, files)] == [
        ("ask.py", 4, "call", "requests.post(config.ASK, json={'model': 'm', 'prompt': 'x', 'stream': False})"),
        ("config.py", 3, "endpoint", "'/api/generate'"),
        ("config.py", 4, "endpoint", "f'{BASE}/api/tags'"),
    ]


@pytest.mark.parametrize(
    "code",
    [
        "OLLAMA = 'x'\nlog(f'GET {OLLAMA}/api/tags')\n",
        "OLLAMA = 'x'\nBASE = 'http://localhost:8000'\nurl = f'{BASE}/api/chat'\n",
        "# Ollama\napp.route('/api/chat')\n",
        "def f(own):\n    # Ollama\n    return own + '/api/tags'\n",
    ],
)
def test_a_path_without_its_address_is_no_url_of_it(tmp_path: Path, code: str) -> None:
    assert found(tmp_path, {"a.py": code}) == []


def test_a_whole_url_and_its_path_are_one_endpoint(tmp_path: Path) -> None:
    code = (
        "import requests\nURL = 'http://localhost:11434/api/generate'\n"
        "text = requests.post(URL, json={'model': 'm', 'prompt': 'x', 'stream': False}).json()['response']\n"
    )
    endpoints = [(one.text, one.rule) for one in found(tmp_path, {"a.py": code}) if one.kind == "endpoint"]
    assert endpoints == [("'http://localhost:11434/api/generate'", "endpoint-url")]


def test_the_cells_of_a_notebook_are_one_module(tmp_path: Path) -> None:
    lines = [
        ["import requests\n", 'BASE = "http://localhost:11434"'],
        ["%pip install ollama\n", 'names = requests.get(f"{BASE}/api/tags").json()["models"]'],
    ]
    cells: list[dict[str, object]] = [{"cell_type": "code", "source": each} for each in lines]
    cells.append({"cell_type": "markdown", "source": "requests.get('http://localhost:11434/api/tags')"})
    book = json.dumps({"cells": cells}, indent=1)
    calls = [one for one in found(tmp_path, {"a.ipynb": book}) if one.kind == "call"]
    assert [(one.path, one.rule, one.text) for one in calls] == [
        ("a.ipynb", "tags", 'requests.get(f"{BASE}/api/tags")')
    ]
    (call,) = calls
    assert "requests.get" in book.splitlines()[call.line - 1]
    assert book.encode()[call.span.start : call.span.end] == b'requests.get(f\\"{BASE}/api/tags\\")'


@pytest.mark.parametrize(
    "book", ["", "[]", "{}", '{"cells": [1, {"cell_type": "code"}]}', '{"cells": [{"source": ["', "ollama"]
)
def test_a_notebook_that_is_none_has_no_calls(tmp_path: Path, book: str) -> None:
    plant(tmp_path, {"a.ipynb": book})
    audited = audit(str(tmp_path), [str(tmp_path)], Settings(str(tmp_path)), RULES, jobs=1)
    assert [one for one in audited.findings if one.kind in SERVER] == []


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("const { data } = await axios.get(`${BASE}/api/tags`)\nreturn data.models.map(f)\n", "data.models"),
        ("const r = await axios.get(`${BASE}/api/tags`)\nreturn r.data?.models ?? []\n", "r.data?.models"),
        ("const { models } = await (await fetch(`${BASE}/api/tags`)).json()\nreturn models.map(f)\n", "models"),
        (
            "const { message } = await (await fetch(`${BASE}/api/chat`, { method: 'POST', body: '{}' })).json()\n"
            "return message.content\n",
            "message.content",
        ),
        ("const { status } = await axios.get(`${BASE}/api/tags`)\nreturn status.models\n", ""),
    ],
)
def test_what_is_read_of_a_reply_that_is_unpacked(tmp_path: Path, code: str, read: str) -> None:
    code = (
        "import axios from 'axios'\nconst BASE = 'http://localhost:11434'\nexport async function ask() {\n"
        + code
        + "}\n"
    )
    assert [one.text for one in found(tmp_path, {"a.ts": code}) if one.kind == "response"] == ([read] if read else [])


def test_calls_that_are_only_found_are_the_same_but_for_their_replies_and_fixes() -> None:
    for name in ("chat-product", "document-stack", "meeting-notes"):
        root = str(FIXTURES / name)
        whole, found = (audit(root, [root], Settings(root), RULES, jobs=1, whole=whole) for whole in (True, False))
        calls = [replace(one, fix=NO_FIX) for one in whole.findings if one.kind != "response"]
        assert calls == [replace(one, fix=NO_FIX) for one in found.findings]
        assert {one.kind for one in whole.findings} - {one.kind for one in calls} == {"response"}
