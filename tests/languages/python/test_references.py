"""What hits are in Python."""

from __future__ import annotations

import pytest

from migrator.languages import problem
from migrator.scan.source import Source
from tests.languages.hits import meant, shown


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import ollama", [("import", "ollama", "")]),
        ("import ollama as o, os", [("import", "ollama, os", "")]),
        ("from ollama import Client as C", [("import", "ollama", "Client as C")]),
        ("from .ollama_client import (\n    OllamaClient,\n)", [("import", ".ollama_client", "OllamaClient")]),
        ("x = 1  # ollama", [("comment", "", "# ollama")]),
        ('"""Asks\n\n  Ollama twice.\n"""', [("docstring", "", "Ollama twice.")]),
        ("def f():\n    'ollama'\n", [("docstring", "", "ollama")]),
        ("class OllamaService: pass", [("identifier", "OllamaService", "class")]),
        ("def ask_ollama(): pass", [("identifier", "ask_ollama", "function")]),
        ("def f(ollama_url: str = ''): pass", [("identifier", "ollama_url", "parameter")]),
        ("f(ollama_url=1)", [("identifier", "ollama_url", "parameter")]),
        ("self.ollama_url = 1", [("identifier", "ollama_url", "attribute")]),
        ("class S:\n    ollama_url: str = ''", [("identifier", "ollama_url", "property")]),
        ("class P(Enum):\n    OLLAMA = 1", [("identifier", "OLLAMA", "enum-member")]),
        ("def f(x: OllamaT): pass", [("identifier", "OllamaT", "type")]),
        ("ollama.chat()", [("identifier", "ollama", "variable")]),
        ("URL = 'http://ollama'", [("string", "URL", "http://ollama")]),
        ("f(base='http://ollama')", [("string", "base", "http://ollama")]),
        ("log.info('ollama up')", [("string", "log.info", "ollama up")]),
        ("x = {'model': 'ollama/a'}", [("string", "model", "ollama/a")]),
        ("x = {'ollama': 1}", [("key", "ollama", "")]),
        ("x = cfg['ollama']", [("key", "ollama", "")]),
        ("if p == 'ollama': pass", [("string", "p", "ollama")]),
        ("if p in ('ollama', 'x'): pass", [("string", "p", "ollama")]),
        ("match p:\n    case 'ollama': pass", [("string", "case", "ollama")]),
        ("u = f'{base}/ollama'", [("string", "u", "{base}/ollama")]),
        ("u = f'{OLLAMA_URL}/api/chat'", [("identifier", "OLLAMA_URL", "variable")]),
        ("class S:\n    url: str = Field('http://ollama')", [("string", "url", "http://ollama")]),
        ("class S:\n    url: str = Field(default='http://ollama')", [("string", "url", "http://ollama")]),
        ("os.getenv('OLLAMA_URL', 'x')", [("env-read", "OLLAMA_URL", "x")]),
        ("os.environ['OLLAMA_URL']", [("env-read", "OLLAMA_URL", "")]),
        ("config('OLLAMA_URL', default='x')", [("env-read", "OLLAMA_URL", "x")]),
        ("env.str('OLLAMA_URL')", [("env-read", "OLLAMA_URL", "")]),
        ("x: str = Field(alias='OLLAMA_URL')", [("env-read", "OLLAMA_URL", "")]),
        ("os.environ['OLLAMA_URL'] = 'x'", [("env-write", "OLLAMA_URL", "x")]),
        ("monkeypatch.setenv('OLLAMA_URL', 'x')", [("env-write", "OLLAMA_URL", "x")]),
        ("run(cmd, env={'OLLAMA_URL': 'x'})", [("env-write", "OLLAMA_URL", "x")]),
        ("os.getenv('URL', 'http://ollama')", [("string", "URL", "http://ollama")]),
        ("subprocess.run(['ollama', 'list'])", [("command", "ollama", "ollama list")]),
        ("port = 11434", [("string", "port", "11434")]),
        ("f(port=11434)", [("string", "port", "11434")]),
    ],
)
def test_the_role_of_a_hit(code: str, expected: list[tuple[str, str, str]]) -> None:
    assert meant("a.py", code) == expected


def test_a_dictionary_lookup_is_no_variable_of_the_environment() -> None:
    assert [role for role, _ in shown("a.py", "settings['OLLAMA_URL']")] == ["key"]


def test_a_text_of_many_lines_is_reported_line_by_line() -> None:
    code = "sql = '''\n  select 'ollama'\n  from x -- ollama\n'''\n"
    assert shown("a.py", code) == [("string", "select 'ollama'"), ("string", "from x -- ollama")]


def test_two_hits_in_one_string_are_one_reference() -> None:
    assert shown("a.py", "u = 'http://ollama:11434'") == [("string", "'http://ollama:11434'")]


@pytest.mark.parametrize(
    "code",
    [
        "x = 'ollama'\n",
        "match x:\n    case 'ollama': pass\n",
        "type A[T] = list[T]  # ollama\n",
        "",
        "\ufeffollama = 1\n",
    ],
)
def test_python_that_parses_is_no_problem(code: str) -> None:
    assert problem("python", Source("a.py", code.encode())) == ""


def test_broken_python_is_named_with_its_line_and_still_read() -> None:
    code = "x = 1\ndef f(:\n    ollama\n"
    assert problem("python", Source("a.py", code.encode())) == "line 2 does not parse as Python"
    assert "ollama" in shown("a.py", code)[0][1]


def test_a_template_of_python_is_no_broken_python() -> None:
    code = "x = {{ cookiecutter.ollama }}\n{% if x %}\n"
    assert problem("python", Source("a.py", code.encode())) == ""
