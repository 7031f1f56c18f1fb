"""Values that choose a provider move with everybody who writes and compares them, or nowhere."""

from __future__ import annotations

import pytest

from tests.analysis.renaming.tools import renamed

READS = "import os\n\nLLM_PROVIDER = os.getenv('LLM_PROVIDER', 'ollama')\n"
CHOOSES = "def get(provider):\n    if provider == 'ollama':\n        return 1\n    return 2\n"
STAYS: dict[str, dict[str, str]] = {
    "a library that looks providers up": {
        "a.py": CHOOSES,
        "b.py": "from langchain.chat_models import init_chat_model\n\nmodel = init_chat_model('a', model_provider=b)\n",
    },
    "an argument of somebody else's function": {"a.py": f"{CHOOSES}\n\nclient = connect('ollama')\n"},
    "a keyword of somebody else's function": {"a.py": f"{CHOOSES}\n\nclient = connect(provider='ollama')\n"},
    "an address that is searched": {"a.ts": "if (provider === 'ollama' || url.includes('ollama')) run()\n"},
    "a host that is compared": {"a.py": f"{CHOOSES}\nLOCAL = urlparse(url).hostname == 'ollama'\n"},
    "a setting's name": {"a.ts": "if (key === 'ollamaBaseUrl') save(value)\n"},
    "a host with a hyphen": {"a.py": "def test():\n    assert name == 'ollama-service'\n"},
    "a label": {"a.py": "if provider == 'Ollama':\n    pass\n"},
    "a command": {"a.py": f"import shutil\n\n{CHOOSES}\nFOUND = shutil.which('ollama')\n"},
    "a table whose key has no quotes, when a value stays": {
        "a.ts": "const MAKERS = { ollama: one, openai: two }\nconnect('ollama')\nconst get = (name) => MAKERS[name]\n"
    },
    "a table whose key is the name of what it holds": {
        "a.ts": "import { ollama, openai } from 'x'\nconst MAKERS = { ollama, openai }\nif (type === 'ollama') run()\n"
    },
    "a key of a mapping that may be anything": {"a.py": f"{CHOOSES}\nTIMES = {{'ollama': 3}}\n"},
    "part of another name": {"a.py": f"{CHOOSES}\n\ndef key(provider):\n    return f'{{provider}}_url'\n"},
    "a module that is imported by its name": {
        "a.py": f"{CHOOSES}\n\ndef load(provider):\n    return import_module(f'app.clients.{{provider}}')\n"
    },
    "a new value that is there": {"a.py": f"{CHOOSES}\nKIND = 'llm'\n"},
    "a variable that nothing here reads": {"a.py": CHOOSES, ".env": "CHAT_PROVIDER=ollama\n"},
    "a variable of somebody else's image": {
        "a.py": f"{READS}\n{CHOOSES}",
        "compose.yml": "services:\n  ui:\n    image: other/ui:1\n    environment:\n      LLM_PROVIDER: ollama\n",
    },
    "a setting that others may read": {"a.py": CHOOSES, "config.yml": "mode: ollama\n"},
    "rows that a migration made": {
        "a.py": CHOOSES,
        "migrations/0001.py": "op.add_column('users', Column('provider', server_default='ollama'))\n",
    },
    "an option of a command": {"a.py": CHOOSES, "run.sh": "python a.py --provider ollama\n"},
    "an option in a list": {"a.py": f"{CHOOSES}\nrun(['a.py', '--provider', 'ollama'])\n"},
    "a comparison of a shell": {"a.py": CHOOSES, "run.sh": 'if [ "$LLM_PROVIDER" = "ollama" ]; then\n  x\nfi\n'},
    "a case of a shell": {"a.py": CHOOSES, "run.sh": 'case "$1" in\n  ollama|openai) x ;;\nesac\n'},
    "a query": {"a.py": CHOOSES, "a.ts": "fetch('/api/chat?provider=ollama')\n"},
    "a body that is text": {"a.py": CHOOSES, "t.sh": 'curl -d \'{"provider": "ollama"}\' localhost:8000/chat\n'},
    "a table of settings": {
        "a.py": f"{CHOOSES}\nMAKER = cfg['providers'][provider]\n",
        "c.yml": "llm_provider: ollama\nproviders:\n  ollama:\n    url: x\n  openai:\n    url: y\n",
    },
    "arguments that become a table": {"a.py": f"{CHOOSES}\nMAKERS = dict(ollama=one, openai=two)\n"},
    "a model behind its provider": {
        "a.py": f"{CHOOSES}\nprovider, model = spec.split('/', 1)\n",
        ".env": "LLM_MODEL=ollama/llama3\n",
    },
    "a member that is looked up by a text": {
        "a.py": f"{CHOOSES}\ndef url(provider):\n    return getattr(settings, provider + '_url')\n",
        "s.py": "class Settings:\n    ollama_url = 'x'\n    openai_url = 'y'\n",
    },
    "a method that is looked up by a text": {
        "a.py": f"{CHOOSES}\n\nclass A:\n    def run(self, name):\n        return getattr(self, f'_call_{{name}}')()\n"
        "    def _call_ollama(self):\n        return 1\n"
    },
    "a variable that is looked up by a text": {
        "a.py": f"{CHOOSES}\ndef url(provider):\n    return os.environ[f'{{provider.upper()}}_BASE_URL']\n",
        ".env": "OLLAMA_BASE_URL=x\nOPENAI_BASE_URL=y\n",
    },
    "a module that is imported by a text": {
        "a.ts": "if (provider === 'ollama') run()\nconst m = await import('./providers/' + provider)\n",
        "providers/ollama.ts": "export const x = 1\n",
    },
    "a name of a container": {"a.py": f"{CHOOSES}\nUP = any(c.name == 'ollama' for c in docker.containers.list())\n"},
    "a header": {"a.py": f"{CHOOSES}\nHEADERS = {{'x-portkey-provider': 'ollama'}}\n"},
    "what is sent to another's address": {
        "a.py": f"{CHOOSES}\nrequests.post('https://proxy.example.com/new', json={{'provider': 'ollama'}})\n"
    },
    "a member that is looked up by its name": {
        "a.py": "class Provider(Enum):\n    OLLAMA = 1\n    OPENAI = 2\n\n\nCHOSEN = Provider[kind.upper()]\n"
    },
    "a member whose value is its name": {
        "a.py": "class Provider(StrEnum):\n    OLLAMA = auto()\n    OPENAI = auto()\n"
    },
    "nothing that chooses by it": {"a.py": "PROVIDER = 'ollama'\n"},
    "an element of the page": {"a.vue": '<template>\n  <div id="ollama"><a href="#ollama">x</a></div>\n</template>\n'},
}
MOVES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "a setting, its default and what compares it": (
        {
            "a.py": f"{READS}\n{CHOOSES}",
            ".env": "# --- provider: ollama | openai\nLLM_PROVIDER=ollama\n",
            "compose.yml": (
                "services:\n  api:\n    build: .\n    environment:\n      LLM_PROVIDER: ${LLM_PROVIDER:-ollama}\n"
            ),
            "README.md": "| `LLM_PROVIDER` | `ollama` | `openai` is for demos |\n",
        },
        {
            "a.py": f"{READS}\n{CHOOSES}".replace("ollama", "llm"),
            ".env": "# --- provider: llm | openai\nLLM_PROVIDER=llm\n",
            "compose.yml": (
                "services:\n  api:\n    build: .\n    environment:\n      LLM_PROVIDER: ${LLM_PROVIDER:-llm}\n"
            ),
            "README.md": "| `LLM_PROVIDER` | `llm` | `openai` is for demos |\n",
        },
    ),
    "a match, a literal type, an enum and a table": (
        {
            "a.py": (
                "from enum import Enum\nfrom typing import Literal\n\nProvider = Literal['openai', 'ollama']\n\n\n"
                "class Backend(str, Enum):\n    LOCAL = 'ollama'\n    CLOUD = 'openai'\n\n\n"
                "def get(provider: Literal['ollama', 'openai'] = 'ollama'):\n    match provider:\n"
                "        case 'ollama':\n            return MAKERS['ollama']\n\n\n"
                "MAKERS = {'ollama': one, 'openai': two}\n"
                "parser.add_argument('--provider', choices=['ollama', 'openai'], default='ollama')\n"
            )
        },
        {
            "a.py": (
                "from enum import Enum\nfrom typing import Literal\n\nProvider = Literal['openai', 'llm']\n\n\n"
                "class Backend(str, Enum):\n    LOCAL = 'llm'\n    CLOUD = 'openai'\n\n\n"
                "def get(provider: Literal['llm', 'openai'] = 'llm'):\n    match provider:\n"
                "        case 'llm':\n            return MAKERS['llm']\n\n\n"
                "MAKERS = {'llm': one, 'openai': two}\n"
                "parser.add_argument('--provider', choices=['llm', 'openai'], default='llm')\n"
            )
        },
    ),
    "a union, a schema, a switch and an option of a form": (
        {
            "a.ts": (
                "export type Provider = 'ollama' | 'openai' | 'groq'\nconst schema = z.object({ provider: "
                "z.enum(['ollama', 'openai']).default('ollama') })\nconst provider = ref('ollama')\n"
                "switch (provider.value) {\n  case 'ollama':\n    start()\n}\n"
                "if (providers.includes('ollama')) start()\n"
            ),
            "a.vue": '<template>\n  <option value="ollama">Ollama (local)</option>\n</template>\n',
        },
        {
            "a.ts": (
                "export type Provider = 'llm' | 'openai' | 'groq'\nconst schema = z.object({ provider: "
                "z.enum(['llm', 'openai']).default('llm') })\nconst provider = ref('llm')\n"
                "switch (provider.value) {\n  case 'llm':\n    start()\n}\n"
                "if (providers.includes('llm')) start()\n"
            ),
            "a.vue": '<template>\n  <option value="llm">LLM server (local)</option>\n</template>\n',
        },
    ),
    "a table whose key has no quotes": (
        {
            "a.ts": (
                "const MAKERS: Record<string, Maker> = {\n  ollama: { label: 'Ollama (local)' },\n"
                "  openai: { label: 'OpenAI' },\n}\n"
                "export const get = (provider: string) => MAKERS[provider]\nget('ollama')\n"
            )
        },
        {
            "a.ts": (
                "const MAKERS: Record<string, Maker> = {\n  llm: { label: 'LLM server (local)' },\n"
                "  openai: { label: 'OpenAI' },\n}\n"
                "export const get = (provider: string) => MAKERS[provider]\nget('llm')\n"
            )
        },
    ),
    "a constant, and a double of a provider": (
        {
            "a.py": f"PROVIDER_LOCAL = 'ollama'\n\n{CHOOSES}",
            "test_a.py": "adapter.get_provider_name.return_value = 'ollama'\n",
        },
        {
            "a.py": f"PROVIDER_LOCAL = 'llm'\n\n{CHOOSES.replace('ollama', 'llm')}",
            "test_a.py": "adapter.get_provider_name.return_value = 'llm'\n",
        },
    ),
    "a help text that quotes it alone": (
        {"a.py": f"{CHOOSES}\nHELP = \"Take 'local', or 'ollama' for a server.\"\n"},
        {"a.py": f"{CHOOSES}\nHELP = \"Take 'local', or 'ollama' for a server.\"\n".replace("ollama", "llm")},
    ),
    "two values with the word": (
        {
            "a.py": "class OllamaProvider:\n    name = 'ollama-raw'\n\n\n"
            "def get(name):\n    return name == 'ollama-raw'\n",
            "b.py": 'STEPS = [("provider ollama-raw", lambda: get("ollama-raw"))]\n',
        },
        {
            "a.py": "class LLMProvider:\n    name = 'llm-raw'\n\n\ndef get(name):\n    return name == 'llm-raw'\n",
            "b.py": 'STEPS = [("provider llm-raw", lambda: get("llm-raw"))]\n',
        },
    ),
}


@pytest.mark.parametrize("files", STAYS.values(), ids=STAYS)
def test_a_value_stays_everywhere(files: dict[str, str]) -> None:
    after, _, _ = renamed(files)
    assert after == files


@pytest.mark.parametrize(("before", "wanted"), MOVES.values(), ids=MOVES)
def test_a_value_moves_everywhere(before: dict[str, str], wanted: dict[str, str]) -> None:
    after, _, _ = renamed(before)
    assert after == wanted


@pytest.mark.parametrize(
    "other", ["HOST = 'ollama'\n", "LOCAL = 'ollama' in base_url\n", "router = APIRouter(tags=['ollama'])\n"]
)
def test_something_else_of_the_same_name_is_another_value(other: str) -> None:
    after, _, _ = renamed({"a.py": f"{CHOOSES}\n{other}"})
    assert after == {"a.py": CHOOSES.replace("ollama", "llm") + f"\n{other}"}


def test_what_holds_a_value_back_is_said_at_every_place() -> None:
    _, _, manual = renamed({"a.py": CHOOSES, ".env": "CHAT_PROVIDER=ollama\n"})
    assert [note.path for note in manual] == [".env", "a.py"]
    assert all("nothing here reads CHAT_PROVIDER (.env:1)" in note.why for note in manual)


def test_stored_values_are_reported_with_what_has_to_be_done() -> None:
    _, reviews, _ = renamed(
        {
            "a.py": f"{CHOOSES}\n\nSCHEMA = \"CREATE TABLE m (provider TEXT DEFAULT 'ollama')\"\n",
            "a.ts": "const provider = ref(localStorage.getItem(KEY) ?? 'ollama')\n",
        }
    )
    said = "\n".join(note.why for note in reviews)
    assert "rows that were stored before keep 'ollama': update them in the same step (a.py:7)" in said
    assert "what was stored before keeps 'ollama': map it to the new value (a.ts:1)" in said


def test_documents_say_the_new_value_in_a_query() -> None:
    before = {"a.py": CHOOSES, "README.md": "    curl 'localhost:8000/chat?provider=ollama'\n"}
    after, _, _ = renamed(before)
    assert after == {path: text.replace("ollama", "llm") for path, text in before.items()}


def test_documents_about_packages_do_not_name_the_value() -> None:
    before = {
        "a.py": CHOOSES,
        "README.md": "Needs the packages `ollama` and `openai`.\n\n    pip install ollama openai\n",
    }
    after, _, _ = renamed(before)
    assert after == {**before, "a.py": CHOOSES.replace("ollama", "llm")}


def test_a_help_text_about_the_package_does_not_name_the_value() -> None:
    text = "HELP = \"Take 'local', or 'ollama', which needs the 'ollama' package.\"\n"
    after, _, _ = renamed({"a.py": f"{CHOOSES}\n{text}"})
    assert after == {"a.py": CHOOSES.replace("ollama", "llm") + "\n" + text}
