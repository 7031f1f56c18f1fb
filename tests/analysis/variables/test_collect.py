"""The graph of the environment: what sets a variable, what reads it, and what does neither."""

from __future__ import annotations

import pytest

from migrator.analysis.variables.collect import graph
from migrator.analysis.variables.graph import Graph, Variable
from migrator.rules.load import load
from migrator.scan.source import Source

RULES = load()


def graph_of(files: dict[str, str]) -> Graph:
    """The graph of files that are held in memory."""
    sources = {path: Source(path, text.encode()) for path, text in files.items()}
    return graph(list(sources), sources.get, RULES)


def variable(files: dict[str, str], name: str) -> Variable | None:
    return next((one for one in graph_of(files).variables if one.name == name), None)


NOT_A_VARIABLE = {
    "a comment": ("a.py", "# set OLLAMA_URL first\n"),
    "a docstring": ("a.py", '"""Needs OLLAMA_URL."""\n'),
    "a constant of the program": ("a.py", "OLLAMA_URL = 'http://x'\nprint(OLLAMA_URL)\n"),
    "prose": ("README.md", "Set `OLLAMA_URL` to the server.\n"),
    "a member of another object": ("a.py", "client.OLLAMA_URL\n"),
    "a key of a mapping": ("a.py", "x = {'ollama_url': 1}\n"),
    "a class that is no settings": ("a.py", "class A(BaseModel):\n    ollama_url: str = ''\n"),
}


@pytest.mark.parametrize(("path", "text"), NOT_A_VARIABLE.values(), ids=NOT_A_VARIABLE)
def test_what_is_no_variable_of_the_environment(path: str, text: str) -> None:
    assert graph_of({path: text}).variables == ()


SET = {
    ".env": (".env", "OLLAMA_URL=http://ollama:11434\n"),
    ".env with quotes and export": (".env.local", "export OLLAMA_URL='http://ollama:11434'\n"),
    "compose, mapping": ("compose.yml", "services:\n  a:\n    environment:\n      OLLAMA_URL: http://ollama:11434\n"),
    "compose, list": ("compose.yml", "services:\n  a:\n    environment:\n      - OLLAMA_URL=http://ollama:11434\n"),
    "compose, quoted list": ("compose.yml", 'services:\n  a:\n    environment: ["OLLAMA_URL=http://ollama:11434"]\n'),
    "compose, anchor": ("compose.yml", "x-env: &env\n  OLLAMA_URL: http://ollama:11434\n"),
    "kubernetes env": (
        "k8s/a.yaml",
        "spec:\n  containers:\n    - env:\n        - name: OLLAMA_URL\n          value: http://ollama:11434\n",
    ),
    "kubernetes env, flow": ("k8s/a.yaml", 'env:\n  - {name: OLLAMA_URL, value: "http://ollama:11434"}\n'),
    "config map": ("k8s/c.yaml", "kind: ConfigMap\ndata:\n  OLLAMA_URL: http://ollama:11434\n"),
    "Dockerfile ENV": ("Dockerfile", "FROM python:3\nENV OLLAMA_URL=http://ollama:11434\n"),
    "Dockerfile ENV, old": ("Dockerfile", "FROM python:3\nENV OLLAMA_URL http://ollama:11434\n"),
    "Dockerfile ARG": ("Dockerfile", "ARG OLLAMA_URL=http://ollama:11434\n"),
    "CI": (".github/workflows/a.yml", "jobs:\n  a:\n    env:\n      OLLAMA_URL: http://ollama:11434\n"),
    "GitLab CI": (".gitlab-ci.yml", "variables:\n  OLLAMA_URL: http://ollama:11434\n"),
    "systemd": ("deploy/a.service", '[Service]\nEnvironment="OLLAMA_URL=http://ollama:11434"\n'),
    "shell export": ("a.sh", "export OLLAMA_URL=http://ollama:11434\n"),
    "shell prefix": ("a.sh", "OLLAMA_URL=http://ollama:11434 python a.py\n"),
    "Makefile": ("Makefile", "OLLAMA_URL ?= http://ollama:11434\n"),
    "PowerShell": ("a.ps1", "$env:OLLAMA_URL = 'http://ollama:11434'\n"),
    "package.json script": ("package.json", '{"scripts": {"dev": "OLLAMA_URL=http://ollama:11434 vite"}}\n'),
    "os.environ": ("a.py", "import os\nos.environ['OLLAMA_URL'] = 'http://ollama:11434'\n"),
    "setdefault": ("a.py", "import os\nos.environ.setdefault('OLLAMA_URL', 'http://ollama:11434')\n"),
    "monkeypatch": ("test_a.py", "def test(m):\n    m.setenv('OLLAMA_URL', 'http://ollama:11434')\n"),
    "process.env": ("a.ts", "process.env.OLLAMA_URL = 'http://ollama:11434'\n"),
    "devcontainer": (".devcontainer/devcontainer.json", '{"remoteEnv": {"OLLAMA_URL": "http://ollama:11434"}}\n'),
}


@pytest.mark.parametrize(("path", "text"), SET.values(), ids=SET)
def test_who_sets_a_variable(path: str, text: str) -> None:
    found = variable({path: text}, "OLLAMA_URL")
    assert found is not None
    (place,) = found.of("set")
    assert place.value == "http://ollama:11434"
    assert place.at is not None
    assert text.encode()[place.at.start : place.at.end] == b"http://ollama:11434"
    assert not found.of("read")


READ = {
    "os.getenv": ("a.py", "import os\nx = os.getenv('OLLAMA_URL')\n"),
    "os.environ.get": ("a.py", "import os\nx = os.environ.get('OLLAMA_URL', 'x')\n"),
    "os.environ": ("a.py", "import os\nx = os.environ['OLLAMA_URL']\n"),
    "environ": ("a.py", "from os import environ\nx = environ['OLLAMA_URL']\n"),
    "decouple": ("a.py", "from decouple import config\nx = config('OLLAMA_URL', default='x')\n"),
    "environs": ("a.py", "x = env.str('OLLAMA_URL')\n"),
    "pydantic field": ("a.py", "class S(BaseSettings):\n    ollama_url: str = 'x'\n"),
    "pydantic prefix": (
        "a.py",
        "class S(BaseSettings):\n"
        "    model_config = {}\n"
        "    class Config:\n"
        "        env_prefix = 'OLLAMA_'\n"
        "    url: str\n",
    ),
    "pydantic alias": ("a.py", "class S(BaseSettings):\n    url: str = Field('x', validation_alias='OLLAMA_URL')\n"),
    "pydantic choices": (
        "a.py",
        "class S(BaseSettings):\n    url: str = Field(validation_alias=AliasChoices('A', 'OLLAMA_URL'))\n",
    ),
    "click": ("a.py", "import click\n@click.option('--url', envvar='OLLAMA_URL')\ndef f(url): ...\n"),
    "process.env": ("a.ts", "const x = process.env.OLLAMA_URL ?? 'x'\n"),
    "process.env, key": ("a.js", "const x = process.env['OLLAMA_URL']\n"),
    "process.env, taken apart": ("a.ts", "const { OLLAMA_URL } = process.env\n"),
    "import.meta.env": ("a.ts", "const x = import.meta.env.OLLAMA_URL\n"),
    "zod": ("a.ts", "const env = z.object({ OLLAMA_URL: z.string() }).parse(process.env)\n"),
    "envalid": ("a.ts", "const env = cleanEnv(process.env, { OLLAMA_URL: url() })\n"),
    "shell": ("a.sh", 'curl "${OLLAMA_URL:-x}/api/tags"\n'),
    "shell, plain": ("a.sh", "curl $OLLAMA_URL/api/tags\n"),
    "compose": ("compose.yml", "services:\n  a:\n    command: run --url ${OLLAMA_URL:?no url}\n"),
    "envsubst": ("nginx/default.conf.template", "location / { proxy_pass ${OLLAMA_URL}; }\n"),
    "PowerShell": ("a.ps1", "Invoke-RestMethod $env:OLLAMA_URL\n"),
    "bat": ("a.bat", "curl %OLLAMA_URL%\n"),
    "Makefile": ("Makefile", "a:\n\tcurl $(OLLAMA_URL)\n"),
    "CI secret": (".github/workflows/a.yml", "jobs:\n  a:\n    env:\n      X: ${{ secrets.OLLAMA_URL }}\n"),
    "CI variable": (
        ".github/workflows/a.yml",
        "jobs:\n  a:\n    steps:\n      - run: x\n        with: {a: '${{ env.OLLAMA_URL }}'}\n",
    ),
    "kubernetes reference": (
        "a.yaml",
        "env:\n  - name: X\n    valueFrom:\n      configMapKeyRef: {name: c, key: OLLAMA_URL}\n",
    ),
}


@pytest.mark.parametrize(("path", "text"), READ.values(), ids=READ)
def test_who_reads_a_variable(path: str, text: str) -> None:
    found = variable({path: text}, "OLLAMA_URL")
    assert found is not None
    assert len(found.of("read")) == 1
    assert not found.of("set")


def test_a_field_of_a_class_that_is_derived_from_the_settings_in_another_file() -> None:
    files = {
        "base.py": "class Base(BaseSettings):\n    debug: bool = False\n",
        "app.py": "from base import Base\n\n\nclass Settings(Base):\n    ollama_url: str = 'http://localhost:11434'\n",
    }
    found = variable(files, "OLLAMA_URL")
    assert found is not None
    (place,) = found.of("read")
    assert (place.path, place.field, place.value) == ("app.py", "ollama_url", "http://localhost:11434")


def test_a_variable_without_the_word_counts_by_what_it_is_set_to() -> None:
    files = {".env": "MODEL_SERVER=http://localhost:11434\n", "a.py": "import os\nx = os.environ['MODEL_SERVER']\n"}
    found = variable(files, "MODEL_SERVER")
    assert found is not None
    assert [place.act for place in found.places] == ["set", "read"]


def test_a_bind_address_is_the_servers_and_an_address_that_is_asked_is_not() -> None:
    bind = variable({"a.service": "[Service]\nEnvironment=OLLAMA_HOST=0.0.0.0:11434\n"}, "OLLAMA_HOST")
    asked = variable({".env": "OLLAMA_HOST=http://gpu:11434\n"}, "OLLAMA_HOST")
    assert bind is not None and bind.server
    assert asked is not None and not asked.server


def test_a_package_that_reads_a_variable_by_itself_is_named() -> None:
    files = {".env": "OLLAMA_HOST=http://gpu:11434\n", "a.py": "import ollama\n"}
    found = variable(files, "OLLAMA_HOST")
    assert found is not None and found.readers == ("ollama",)
    assert graph_of(files).unread() == ()


@pytest.mark.parametrize(
    ("imports", "readers"),
    [
        ("from ollama import ResponseError", ()),
        ("from ollama import RequestError, ResponseError", ()),
        ("from ollama import Client, ResponseError", ("ollama",)),
        ("from ollama import ResponseError\nimport ollama", ("ollama",)),
    ],
)
def test_a_package_of_which_only_errors_are_taken_reads_nothing(imports: str, readers: tuple[str, ...]) -> None:
    found = variable({".env": "OLLAMA_HOST=http://gpu:11434\n", "test_a.py": f"{imports}\n"}, "OLLAMA_HOST")
    assert found is not None and found.readers == readers


def test_names_that_were_meant_for_each_other() -> None:
    files = {".env": "OLLAMA_BASE_URL=x\nOLLAMA_MODEL=y\n", "a.py": "import os\nx = os.environ['OLLAMA_URL']\n"}
    found = graph_of(files)
    assert [(one.set, one.read) for one in found.disagreements] == [("OLLAMA_BASE_URL", "OLLAMA_URL")]
    assert [one.name for one in found.unread()] == ["OLLAMA_BASE_URL", "OLLAMA_MODEL"]
    assert [one.name for one in found.unset()] == ["OLLAMA_URL"]
