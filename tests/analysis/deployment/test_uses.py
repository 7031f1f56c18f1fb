from __future__ import annotations

import pytest

from migrator.analysis.deployment.uses import Use, by_model, uses
from migrator.rules.models import catalogue
from tests.analysis.deployment.trees import RULES, reader

TABLE = catalogue()


def named(files: dict[str, str]) -> list[Use]:
    return uses(files, reader(files), RULES, TABLE)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", "def run():\n    yield 1\n"),
        ("a.py", "# ollama\nproviders = ['openai', 'mistral']\n"),
        ("a.py", "# ollama\nif provider == 'mistral': ...\n"),
        ("a.py", "# ollama\nis_small = model.lower().startswith('phi')\n"),
        ("a.py", "# ollama\nmodel = 'gpt-4o'\n"),
        ("a.py", "# groq\nmodel = 'llama3-70b-8192'\n"),
        ("a.py", "# ollama\nKEY = 'app_ollama_model'\n"),
        ("a.py", "MODEL = 'sentence-transformers/all-MiniLM-L6-v2'\n"),
        ("compose.yml", "services:\n  ollama:\n    image: ollama/ollama:0.5.7\n"),
        ("compose.yml", "services:\n  redis:\n    image: redis:7b\n"),
        ("a.md", "We like llama3 and mistral.\n"),
        ("package-lock.json", '{"a": "llama3.2:3b"}\n'),
        ("requirements.txt", "yi==1.0\n"),
    ],
)
def test_what_names_no_model_is_left_out(path: str, text: str) -> None:
    assert named({path: text}) == []


@pytest.mark.parametrize(
    ("path", "text", "name", "where"),
    [
        ("a.py", "MODEL = 'llama3.2'\n", "llama3.2", "code"),
        ("a.py", "import ollama\nollama.chat(model='mistral')\n", "mistral", "code"),
        ("a.py", "import ollama\nollama.chat(model='acme-chat:7b')\n", "acme-chat:7b", "code"),
        ("a.py", "completion(model='ollama_chat/qwen2.5:0.5b')\n", "qwen2.5:0.5b", "code"),
        ("a.py", "os.getenv('OLLAMA_MODEL', 'house')\n", "house", "code"),
        ("a.ts", "const model = process.env.MODEL ?? 'llama3.1:8b'\n", "llama3.1:8b", "code"),
        (".env", "EMBED_MODEL=nomic-embed-text\n", "nomic-embed-text", "settings"),
        (".env", "OLLAMA_MODEL=house\n", "house", "settings"),
        ("compose.yml", "x:\n  environment:\n    - LLM_MODEL=${LLM_MODEL:-phi3}\n", "phi3", "settings"),
        ("pull.sh", "ollama pull house:latest\n", "house:latest", "scripts"),
        ("pull.sh", 'for m in mistral:7b; do ollama pull "$m"; done\n', "mistral:7b", "scripts"),
        ("tests/test_a.py", "chat(model='llama3.2:1b')\n", "llama3.2:1b", "tests"),
        ("README.md", "Run `ollama pull llama3.2` first.\n", "llama3.2", "documents"),
        ("a.py", "# llava:7b is slow\n", "llava:7b", "documents"),
        ("a.py", "import ollama\nollama.chat(model='gpt-oss:120b-cloud')\n", "gpt-oss:120b-cloud", "code"),
    ],
)
def test_a_model_is_found_where_it_is_named(path: str, text: str, name: str, where: str) -> None:
    assert [(use.name, use.where) for use in named({path: text})] == [(name, where)]


def test_a_list_to_choose_from_is_told_from_what_is_used() -> None:
    (first, second, third) = named({"a.py": "AVAILABLE_MODELS = ['llama3:8b', 'phi3:mini']\nMODEL = 'llama3:8b'\n"})
    assert (first.offered, second.offered, third.offered) == (True, True, False)


@pytest.mark.parametrize(
    "text",
    ["KINDS = {'embedding': ['nomic-embed-text', 'all-minilm']}\n", "SIZES = {'llama3:8b': 5, 'phi3:mini': 2}\n"],
)
def test_a_table_of_models_is_one_to_choose_from(text: str) -> None:
    assert all(use.offered for use in named({"a.py": f"# ollama\n{text}"}))


def test_the_names_of_one_model_are_together() -> None:
    groups = by_model(named({"a.py": "MODEL = 'llama3.2'\n", ".env": "MODEL=llama3.2:latest\nEMBED_MODEL=bge-m3\n"}))
    assert {key: sorted({use.name for use in found}) for key, found in groups.items()} == {
        "llama3.2:3b": ["llama3.2", "llama3.2:latest"],
        "bge-m3:567m": ["bge-m3"],
    }
