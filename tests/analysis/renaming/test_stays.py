"""What is not ours to rename, or could not be renamed whole: it stays, with the reason."""

from __future__ import annotations

import pytest

from tests.analysis.renaming.tools import renamed, with_word

COMPOSE = "services:\n  web:\n    image: {image}\n    environment:\n      OLLAMA_BASE_URL: http://ollama:11434\n"
READS = "import os\nurl = os.environ['OLLAMA_URL']\n"

STAYS: dict[str, tuple[dict[str, str], str]] = {
    "the vendor's package": ({"a.py": "import ollama\nollama.list()\n"}, "the vendor's own package"),
    "a class of a framework": (
        {"a.py": "from langchain_ollama import ChatOllama\nllm = ChatOllama()\n"},
        "a package of another's",
    ),
    "a name from a package that is not here": (
        {"a.py": "from helpers_of_others import OllamaThing\nx = OllamaThing()\n"},
        "it comes from helpers_of_others",
    ),
    "an argument of somebody else's function": (
        {"a.py": "from mem0 import Memory\nm = Memory(ollama_base_url='x')\n"},
        "an argument of Memory",
    ),
    "a member that nothing here defines": ({"a.py": "print(request.ollama_url)\n"}, "nothing here defines it"),
    "a route": ({"a.py": '@app.get("/api/ollama/status")\ndef status(): ...\n'}, "a route that others may call"),
    "a route that is asked": ({"a.ts": "await fetch('/api/ollama/status')\n"}, "a route that others may call"),
    "a field that is sent": (
        {"a.py": "class Status(BaseModel):\n    ollama_running: bool\n\n\ns = Status(ollama_running=True)\n"},
        "a field of what is sent or received",
    ),
    "a column": ({"a.py": "class User(Base):\n    ollama_url = Column(String)\n"}, "a column of stored rows"),
    "a key of a mapping": ({"a.py": "status = {'ollama_models': []}\n"}, "a key that others may read"),
    "what the browser stores": ({"a.ts": "localStorage.getItem('ollama_url')\n"}, "a key of what is stored"),
    "a provider": ({"a.py": "PROVIDER = 'ollama'\n"}, "a value that may be stored or sent"),
    "a statement of a data base": ({"a.sql": "UPDATE t SET provider = 'ollama';\n"}, "stays"),
    "a migration": ({"app/migrations/0002_ollama_url.py": "ollama_url = 1\n"}, "history says what was"),
    "a changelog": ({"CHANGELOG.md": "- Ollama 0.5\n"}, "history says what was"),
    "a command": ({"a.sh": "ollama serve &\n"}, "a command of the old server"),
    "the server's own setting, in a document": (
        {"README.md": "```sh\ndocker run -e OLLAMA_HOST=0.0.0.0:11434 ollama/ollama\nOLLAMA_HOST=0.0.0.0 run\n```\n"},
        "stays",
    ),
    "the server's own setting, in a unit that a script writes": (
        {"a.sh": "cat <<EOF > /etc/systemd/system/x.conf\n[Service]\nEnvironment=\"OLLAMA_HOST=0.0.0.0\"\nEOF\n"},
        "the old server's own setting goes with it",
    ),
    "a command in a comment": ({"a.py": "# run `ollama pull llama3` first\n"}, "a command of the old server"),
    "an image": ({"compose.yml": "services:\n  a:\n    image: ollama/ollama\n"}, "an image or an address"),
    "an address": ({".env": "URL=http://ollama:11434\n"}, "an image or an address"),
    "a pattern of files": ({"a.sh": "echo 'Looking for Ollama*.tar.gz there'\n"}, "a pattern of names"),
    "a class in a sample": ({"README.md": "```python\nllm = Ollama(model='m')\n```\n"}, "a class or a module"),
    "an import in a sample": ({"README.md": "```python\nfrom llms import Ollama\n```\n"}, "a class or a module"),
    "a part of a diagram": ({"README.md": "```mermaid\nA --> Ollama\n```\n"}, "a part of a diagram"),
    "a part of a drawing": ({"a.puml": "[Ollama here] as Ollama\n"}, "a part of a diagram"),
    "the product's registry": ({"README.md": "From Ollama's official registry.\n"}, "names the product itself"),
    "a version of the product": ({"README.md": "Needs Ollama 0.5.7.\n"}, "a version of the product"),
    "the product among others": ({"README.md": "Works with OpenAI, Anthropic or Ollama.\n"}, "one of several products"),
    "the product's page": ({"README.md": "Get Ollama from https://ollama.com/download.\n"}, "own pages"),
    "the product's own library": ({"a.py": "# uses Ollama's own library\n"}, "names the product itself"),
    "the product's package": ({"a.py": "# the Ollama Python library\n"}, "names the product itself"),
    "a variable of the model server": ({".env": "OLLAMA_NUM_PARALLEL=4\n"}, "the old server's own setting"),
    "a variable that a package reads": (
        {".env": "OLLAMA_HOST=http://a:1\n", "a.py": "import ollama\n"},
        "ollama reads OLLAMA_HOST by itself",
    ),
    "a variable that somebody else's image reads": (
        {"compose.yml": COMPOSE.format(image="ghcr.io/open-webui/open-webui:main")},
        "the image ghcr.io/open-webui/open-webui:main reads it",
    ),
    "a variable whose new name is taken": (
        {"a.py": READS, ".env": "OLLAMA_URL=a\nLLM_URL=b\n"},
        "LLM_URL is there already, at .env:2",
    ),
    "a class whose new name is taken": (
        {"a.py": "class OllamaClient: ...\n\n\nclass LLMClient: ...\n"},
        "LLMClient is there already, at a.py:4",
    ),
    "two names that would be one": (
        {"a.py": "def ollama_ask(): ...\n\n\ndef llm_ollama_ask(): ...\n"},
        "would be called llm_ask as well",
    ),
    "a file whose new name is taken": (
        {"ollama_client.py": "x = 1\n", "llm_client.py": "x = 2\n"},
        "llm_client.py is there already",
    ),
    "a field that is received from outside": (
        {"a.ts": "interface S { ollama_up: boolean }\nconst s: S = await get()\nshow(s.ollama_up)\n"},
        "it is received from outside",
    ),
    "a field that a settings file has as well": (
        {
            "a.ts": "interface S { ollama_up: boolean }\nconst s: S = { ollama_up: true }\n",
            "a.py": "class S(BaseModel):\n    ollama_up: bool\n",
            "s.yml": "ollama_up: true\n",
        },
        "a field of what is sent or received",
    ),
    "a sentence about what the old server alone does": (
        {"a.py": "# keep_alive 0 makes Ollama drop the model at once\n"},
        "it speaks of what the old server alone does",
    ),
    "a script that something else is called like": (
        {"package.json": '{"scripts": {"ollama:check": "x"}}\n', "a.py": "KEY = 'ollama:check'\n"},
        "stays",
    ),
    "an id that a style has as well": (
        {"a.html": "<p id='ollamaUrl'>\n", "a.css": "#ollamaUrl { color: red }\n"},
        "a name of elements",
    ),
    "an id that a script looks for": (
        {"a.html": "<p id='ollama-url'>\n", "a.js": "find('#ollama-url')\n"},
        "a value that may be stored or sent",
    ),
    "a class of elements": ({"a.css": ".ollama-box { color: red }\n"}, "a name of elements"),
    "a unit that is started by its file's name": ({"deploy/ollama.service": "[Unit]\nAfter=network.target\n"}, ""),
}  # fmt: skip


@pytest.mark.parametrize(("files", "why"), STAYS.values(), ids=STAYS)
def test_it_stays(files: dict[str, str], why: str) -> None:
    after, _, manual = renamed(files)
    assert after == files
    assert not why or any(why in note.why for note in manual), [note.why for note in manual]


def test_a_key_that_stays_does_not_hold_back_what_its_value_is_called() -> None:
    after, _, _ = renamed({"a.ts": "const ollama = await up();\nres.json({ ollama });\n"})
    assert after == {"a.ts": "const llm = await up();\nres.json({ ollama: llm });\n"}


def test_a_key_that_becomes_an_argument_holds_the_argument_back() -> None:
    files = {
        "a.py": "class Config:\n    def __init__(self, ollama_url):\n        self.ollama_url = ollama_url\n",
        "b.py": "from a import Config\n\nd = {'ollama_url': 1}\nc = Config(**d)\n",
    }
    after, _, manual = renamed(files)
    assert after == files
    assert any("the key ollama_url may be the same" in note.why for note in manual)


def test_a_name_that_means_something_to_the_new_server_is_refused() -> None:
    files = {"a.py": "import os\nport = os.environ['OLLAMA_PORT']\n", ".env": "OLLAMA_PORT=11434\n"}
    after, _, manual = renamed(files, with_word("vllm"))
    assert after == files
    assert any("VLLM_PORT means something to the new server" in note.why for note in manual)
