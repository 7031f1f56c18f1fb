"""What is renamed: with everything that names it, in every casing, and nothing besides."""

from __future__ import annotations

import pytest

from migrator.analysis.renaming.prose import reworded
from migrator.analysis.renaming.words import renamed as neutral
from tests.analysis.renaming.tools import RULES, renamed, with_word

NAMES = {
    "OllamaClient": "LLMClient",
    "ollama_client": "llm_client",
    "OLLAMA_BASE_URL": "LLM_BASE_URL",
    "useOllama": "useLLM",
    "ollamaUrl": "llmUrl",
    "isOllamaRunning": "isLLMRunning",
    "_ollama": "_llm",
    "VITE_OLLAMA_URL": "VITE_LLM_URL",
    "ollama-service": "llm-service",
    "OLLAMA_LLM_MODEL": "LLM_MODEL",
    "OllamaLLM": "LLM",
    "llm_ollama_chat": "llm_chat",
    "test_ollama_and_ollama": "test_llm_and_llm",
    "chat": "chat",
}


@pytest.mark.parametrize(("old", "new"), NAMES.items())
def test_the_word_in_every_casing(old: str, new: str) -> None:
    assert neutral(old, RULES.names) == new
    assert neutral(new, RULES.names) == new


def test_another_word_is_written_the_same_ways() -> None:
    names = with_word("model_server").names
    assert neutral("OllamaClient", names) == "ModelServerClient"
    assert neutral("OLLAMA_URL", names) == "MODEL_SERVER_URL"
    assert neutral("ollama-client.ts", names) == "model-server-client.ts"


SENTENCES = {
    "Talks to Ollama directly.": "Talks to the LLM server directly.",
    "Make sure Ollama is running": "Make sure the LLM server is running",
    "Uses the Ollama LLM with a schema": "Uses the served LLM with a schema",
    "Asks with Ollama LLM": "Asks with the served LLM",
    "Verify Ollama is up": "Verify the LLM server is up",
    "### Ollama Not Starting": "### LLM server Not Starting",
    "Ollama not initialized": "LLM server not initialized",
    "Is Ollama running?": "Is the LLM server running?",
    "Ollama is down": "The LLM server is down",
    "Ollama at %s is not available": "The LLM server at %s is not available",
    "Ollama request failed: %s": "LLM request failed: %s",
    "Failed to list Ollama models": "Failed to list LLM models",
    "the Ollama server": "the LLM server",
    "Local models via **Ollama**.": "Local models via **the LLM server**.",
    "URL do servidor Ollama": "URL do servidor LLM",
    "Status do Ollama": "Status do LLM server",
    "Erro ao iniciar; pare o Ollama com": "Erro ao iniciar; pare o LLM server com",
    "modelos via Ollama para busca": "modelos via LLM server para busca",
    "Das Modell wird in Ollama geladen": "Das Modell wird in LLM server geladen",
    "Do not start Ollama twice": "Do not start the LLM server twice",
    "an Ollama endpoint": "an LLM endpoint",
    "Ollama's own route": "The LLM server's own route",
    "same path as Ollama's": "same path as the LLM server's",
    "note: Ollama streams by default": "note: the LLM server streams by default",
    "by hand: Ollama is slow": "by hand: the LLM server is slow",
    "Ollama-compatible": "LLM-compatible",
    "Ollama (local)": "LLM server (local)",
    "Ollama läuft nicht": "LLM server läuft nicht",
    "# --- OLLAMA ---": "# --- LLM SERVER ---",
    "a local Ollama": "a local LLM server",
}


@pytest.mark.parametrize(("old", "new"), SENTENCES.items())
def test_a_sentence(old: str, new: str) -> None:
    start = old.lower().index("ollama")
    assert old[:start] + reworded(old, start, start + 6, RULES.names) + old[start + 6 :] == new


NOTEBOOK = (
    '{"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null, "source": '
    '["NAME = 1\\n", "print(NAME)"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n'
)
PAIRS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "a class with its users, in every file": (
        {
            "svc/client.py": "class OllamaClient:\n    pass\n",
            "svc/app.py": "from svc.client import OllamaClient\n\nc = OllamaClient()\n",
            "tests/test_app.py": "@patch('svc.app.OllamaClient')\ndef test(m): ...\n",
            "README.md": "`OllamaClient` does it.\n",
        },
        {
            "svc/client.py": "class LLMClient:\n    pass\n",
            "svc/app.py": "from svc.client import LLMClient\n\nc = LLMClient()\n",
            "tests/test_app.py": "@patch('svc.app.LLMClient')\ndef test(m): ...\n",
            "README.md": "`LLMClient` does it.\n",
        },
    ),
    "a module with its imports": (
        {
            "app/ollama_service.py": "x = 1\n",
            "app/__init__.py": "from .ollama_service import x\n",
            "main.py": "import app.ollama_service\nfrom app import ollama_service\n\nprint(ollama_service.x)\n",
            "docs/a.md": "See `app/ollama_service.py`.\n",
        },
        {
            "app/llm_service.py": "x = 1\n",
            "app/__init__.py": "from .llm_service import x\n",
            "main.py": "import app.llm_service\nfrom app import llm_service\n\nprint(llm_service.x)\n",
            "docs/a.md": "See `app/llm_service.py`.\n",
        },
    ),
    "a package of the project": (
        {
            "app/ollama/__init__.py": "",
            "app/ollama/chat.py": "def ask(): ...\n",
            "app/main.py": "from app.ollama.chat import ask\n",
        },
        {
            "app/llm/__init__.py": "",
            "app/llm/chat.py": "def ask(): ...\n",
            "app/main.py": "from app.llm.chat import ask\n",
        },
    ),
    "a module of TypeScript with what it exports": (
        {
            "src/useOllama.ts": "export function useOllama() {\n  const ollamaUrl = 1\n  return { ollamaUrl }\n}\n",
            "src/A.vue": "<script setup lang=\"ts\">\nimport { useOllama } from './useOllama'\n"
            "const { ollamaUrl } = useOllama()\n</script>\n<template><p>{{ ollamaUrl }}</p></template>\n",
        },
        {
            "src/useLLM.ts": "export function useLLM() {\n  const llmUrl = 1\n  return { llmUrl }\n}\n",
            "src/A.vue": "<script setup lang=\"ts\">\nimport { useLLM } from './useLLM'\n"
            "const { llmUrl } = useLLM()\n</script>\n<template><p>{{ llmUrl }}</p></template>\n",
        },
    ),
    "a variable with who sets and who reads it": (
        {
            ".env.example": "# the server\nOLLAMA_URL=http://localhost:8000\n",
            "a.py": "import os\n\nURL = os.getenv('OLLAMA_URL')\n",
            "a.ts": "const u = process.env.OLLAMA_URL\n",
            "compose.yml": "services:\n  a:\n    build: .\n    environment:\n      OLLAMA_URL: ${OLLAMA_URL:-http://vllm:8000}\n",
            "run.sh": 'export OLLAMA_URL=x\ncurl "$OLLAMA_URL"\n',
            "README.md": "| `OLLAMA_URL` | where |\n",
        },
        {
            ".env.example": "# the server\nLLM_URL=http://localhost:8000\n",
            "a.py": "import os\n\nURL = os.getenv('LLM_URL')\n",
            "a.ts": "const u = process.env.LLM_URL\n",
            "compose.yml": "services:\n  a:\n    build: .\n    environment:\n      LLM_URL: ${LLM_URL:-http://vllm:8000}\n",
            "run.sh": 'export LLM_URL=x\ncurl "$LLM_URL"\n',
            "README.md": "| `LLM_URL` | where |\n",
        },
    ),
    "a settings field with the variable that is derived from it": (
        {
            "s.py": "class S(BaseSettings):\n    ollama_url: str = 'x'\n\n\ns = S()\nprint(s.ollama_url)\n",
            ".env": "OLLAMA_URL=y\n",
        },
        {
            "s.py": "class S(BaseSettings):\n    llm_url: str = 'x'\n\n\ns = S()\nprint(s.llm_url)\n",
            ".env": "LLM_URL=y\n",
        },
    ),
    "a prefix of settings with its variables": (
        {"s.py": "class S(BaseSettings, env_prefix='OLLAMA_'):\n    url: str = 'x'\n", ".env": "OLLAMA_URL=y\n"},
        {"s.py": "class S(BaseSettings, env_prefix='LLM_'):\n    url: str = 'x'\n", ".env": "LLM_URL=y\n"},
    ),
    "a variable that is stored outside keeps its name there": (
        {
            ".github/workflows/a.yml": "jobs:\n  a:\n    env:\n      OLLAMA_TOKEN: ${{ secrets.OLLAMA_TOKEN }}\n",
            "a.py": "import os\nt = os.environ['OLLAMA_TOKEN']\n",
        },
        {
            ".github/workflows/a.yml": "jobs:\n  a:\n    env:\n      LLM_TOKEN: ${{ secrets.OLLAMA_TOKEN }}\n",
            "a.py": "import os\nt = os.environ['LLM_TOKEN']\n",
        },
    ),
    "the word alone as a local name": (
        {"a.py": "def f():\n    ollama = make()\n    return ollama.ask()\n"},
        {"a.py": "def f():\n    llm = make()\n    return llm.ask()\n"},
    ),
    "a script with who runs it": (
        {
            "docker/ollama-entrypoint.sh": "#!/bin/sh\nexec run\n",
            "Dockerfile": "COPY docker/ollama-entrypoint.sh /entrypoint.sh\n",
            "compose.yml": "services:\n  a:\n    volumes:\n      - ./docker/ollama-entrypoint.sh:/e.sh:ro\n",
        },
        {
            "docker/llm-entrypoint.sh": "#!/bin/sh\nexec run\n",
            "Dockerfile": "COPY docker/llm-entrypoint.sh /entrypoint.sh\n",
            "compose.yml": "services:\n  a:\n    volumes:\n      - ./docker/llm-entrypoint.sh:/e.sh:ro\n",
        },
    ),
    "a script that is copied to the root of its container": (
        {
            "ollama-entrypoint.sh": "#!/bin/sh\nexec run\n",
            "Dockerfile": "COPY ./ollama-entrypoint.sh ollama-entrypoint.sh\n",
            "compose.yml": 'services:\n  a:\n    build: .\n    entrypoint: ["/bin/bash", "/ollama-entrypoint.sh"]\n',
        },
        {
            "llm-entrypoint.sh": "#!/bin/sh\nexec run\n",
            "Dockerfile": "COPY ./llm-entrypoint.sh llm-entrypoint.sh\n",
            "compose.yml": 'services:\n  a:\n    build: .\n    entrypoint: ["/bin/bash", "/llm-entrypoint.sh"]\n',
        },
    ),
    "a function with its test": (
        {
            "a.py": "def ask_ollama(): ...\n",
            "test_a.py": "from a import ask_ollama\n\n\ndef test_ask_ollama():\n    ask_ollama()\n",
        },
        {
            "a.py": "def ask_llm(): ...\n",
            "test_a.py": "from a import ask_llm\n\n\ndef test_ask_llm():\n    ask_llm()\n",
        },
    ),
    "messages, and the tests that compare them": (
        {
            "a.py": "def f():\n    raise ValueError('Ollama is down')\n",
            "test_a.py": "def test():\n    with pytest.raises(ValueError, match='Ollama is'):\n        f()\n",
        },
        {
            "a.py": "def f():\n    raise ValueError('The LLM server is down')\n",
            "test_a.py": "def test():\n    with pytest.raises(ValueError, match='The LLM server is'):\n        f()\n",
        },
    ),
    "a field that one program sends and the other receives": (
        {
            "a.py": "@app.get('/s')\ndef s():\n    return {'ollama_up': up()}\n",
            "b.py": "class S(BaseModel):\n    ollama_url: str\n\n\ns = S(ollama_url='x')\n",
            "a.ts": "interface S { ollama_up: boolean; ollama_url: string }\nconst s: S = await get()\n"
            "show(s.ollama_up, s.ollama_url)\n",
        },
        {
            "a.py": "@app.get('/s')\ndef s():\n    return {'llm_up': up()}\n",
            "b.py": "class S(BaseModel):\n    llm_url: str\n\n\ns = S(llm_url='x')\n",
            "a.ts": "interface S { llm_up: boolean; llm_url: string }\nconst s: S = await get()\n"
            "show(s.llm_up, s.llm_url)\n",
        },
    ),
    "a script, and what runs it": (
        {
            "package.json": '{"scripts": {"ollama:check": "curl x", "all": "npm run ollama:check && vite"}}\n',
            "README.md": "Run `npm run ollama:check`.\n",
        },
        {
            "package.json": '{"scripts": {"llm:check": "curl x", "all": "npm run llm:check && vite"}}\n',
            "README.md": "Run `npm run llm:check`.\n",
        },
    ),
    "an id and its label": (
        {"a.html": "<label for='ollama-url'>x</label><input id='ollama-url' name='ollama-url2'>\n"},
        {"a.html": "<label for='llm-url'>x</label><input id='llm-url' name='ollama-url2'>\n"},
    ),
    "a part of an object that only TypeScript knows": (
        {"a.tsx": "interface P { ollamaUrl: string }\nconst A = (p: P) => p.ollamaUrl\nshow(<A ollamaUrl='x' />)\n"},
        {"a.tsx": "interface P { llmUrl: string }\nconst A = (p: P) => p.llmUrl\nshow(<A llmUrl='x' />)\n"},
    ),
    "the key of a server that needs none": (
        {"a.py": "c = OpenAI(base_url=url, api_key='ollama')\n"},
        {"a.py": "c = OpenAI(base_url=url, api_key='EMPTY')\n"},
    ),
    "a cell of a notebook": (
        {"a.ipynb": NOTEBOOK.replace("NAME", "OLLAMA_URL")},
        {"a.ipynb": NOTEBOOK.replace("NAME", "LLM_URL")},
    ),
    "a name beside a module that is called like the new one": (
        {
            "common/llm_client.py": "class OllamaClient: ...\n",
            "a.py": "from common.llm_client import OllamaClient\n\nollama_client = OllamaClient()\n",
        },
        {
            "common/llm_client.py": "class LLMClient: ...\n",
            "a.py": "from common.llm_client import LLMClient\n\nllm_client = LLMClient()\n",
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "wanted"), PAIRS.values(), ids=PAIRS)
def test_it_is_renamed(before: dict[str, str], wanted: dict[str, str]) -> None:
    after, _, _ = renamed(before)
    assert after == wanted


def test_a_variable_is_reviewed_as_others_may_set_it() -> None:
    _, reviews, _ = renamed({"a.py": "import os\nURL = os.environ['OLLAMA_URL']\n"})
    assert any("wherever else OLLAMA_URL is set" in note.why for note in reviews)
