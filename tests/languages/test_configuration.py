"""What hits are in configuration: the dotted path, the variable, the dependency, the command."""

from __future__ import annotations

import pytest

from migrator.languages import language_of, problem
from migrator.scan.source import Source
from tests.languages.hits import meant, shown

CASES = [
    # YAML
    ("a.yml", "services:\n  ollama:\n    image: x\n", [("key", "services.ollama", "")]),
    ("a.yml", "a:\n  image: 'ollama/ollama:1' # x\n", [("entry", "a.image", "ollama/ollama:1")]),
    ("a.yml", "a: 1 # ollama\n", [("comment", "", "# ollama")]),
    ("a.yml", "a:\n  depends_on:\n    - ollama\n", [("entry", "a.depends_on", "ollama")]),
    ("a.yml", "environment:\n  - OLLAMA_HOST=0.0.0.0\n", [("env-write", "OLLAMA_HOST", "0.0.0.0")]),
    ("a.yml", "environment:\n  OLLAMA_HOST: x\n", [("env-write", "OLLAMA_HOST", "x")]),
    ("a.yml", "environment:\n  URL: http://ollama\n", [("entry", "environment.URL", "http://ollama")]),
    ("a.yml", "env:\n  - name: OLLAMA_URL\n    value: x\n", [("env-write", "OLLAMA_URL", "x")]),
    ("a.yml", "data:\n  OLLAMA_URL: x\n", [("env-write", "OLLAMA_URL", "x")]),
    ("a.yml", "url: ${OLLAMA_URL:-x}\n", [("env-read", "OLLAMA_URL", "x")]),
    ("a.yml", "provider: ${P:-ollama}\n", [("entry", "provider", "ollama")]),
    ("a.yml", "test: [CMD, ollama, list]\n", [("entry", "test", "CMD ollama list")]),
    (
        "a.yml",
        "run: |\n  # ollama\n  ollama pull x\n",
        [("comment", "", "# ollama"), ("command", "ollama", "ollama pull x")],
    ),
    ("a.yml", "text: |\n  use ollama\n", [("entry", "text", "use ollama")]),
    ("a.yml", "a: &ollama x\n", [("key", "&ollama", "")]),
    ("a.yml", "a: ${{ secrets.OLLAMA_KEY }}\n", [("entry", "a", "${{ secrets.OLLAMA_KEY }}")]),
    # Helm, which no YAML parser takes
    ("t/a.yaml", "{{- if .Values.ollama }}\na: 1\n{{- end }}\n", [("entry", "", "{{- if .Values.ollama }}")]),
    ("t/a.yaml", "{{- if x }}\na:\n  b:\n    - name: c\n      d: ollama\n{{- end }}\n", [("entry", "a.b.d", "ollama")]),
    ("t/a.yaml", "{{- if x }}\nenv:\n  - name: OLLAMA_X\n{{- end }}\n", [("env-write", "OLLAMA_X", "")]),
    # JSON
    ("a.json", '{"a": {"url": "http://ollama"}}', [("entry", "a.url", "http://ollama")]),
    ("a.json", '{"ollama": {"url": 1}}', [("key", "ollama", '{"url": 1}')]),
    ("a.json", '{"port": 11434}', [("entry", "port", "11434")]),
    ("tsconfig.json", '{ // ollama\n "a": ["ollama",], }', [("comment", "", "// ollama"), ("entry", "a", "ollama")]),
    ("package.json", '{"devDependencies": {"ollama": "^1"}}', [("dependency", "ollama", "^1")]),
    ("package.json", '{"scripts": {"s": "ollama serve"}}', [("entry", "scripts.s", "ollama serve")]),
    ("other.json", '{"dependencies": {"ollama": "^1"}}', [("key", "dependencies.ollama", "^1")]),
    # TOML
    ("a.toml", '[a.b]\nurl = "http://ollama" # x\n', [("entry", "a.b.url", "http://ollama")]),
    ("a.toml", "[tool.ollama]\nx = 1\n", [("key", "tool.ollama", "")]),
    ("pyproject.toml", '[project]\ndependencies = ["ollama>=1; x"]\n', [("dependency", "ollama", ">=1; x")]),
    ("pyproject.toml", '[tool.poetry.dependencies]\nollama = "^1"\n', [("dependency", "ollama", "^1")]),
    (
        "pyproject.toml",
        '[project.optional-dependencies]\nollama = ["x"]\n',
        [("key", "project.optional-dependencies.ollama", '["x"]')],
    ),
    ("pyproject.toml", '[dependency-groups]\ndev = ["a[ollama]"]\n', [("dependency", "a[ollama]", "")]),
    # .env
    (".env", "OLLAMA_URL=x # y\n", [("env-write", "OLLAMA_URL", "x")]),
    (".env", "export URL='http://ollama'\n", [("entry", "URL", "http://ollama")]),
    (".env", "# OLLAMA_URL=x\n", [("comment", "", "# OLLAMA_URL=x")]),
    (".env", "A=b # ollama\n", [("comment", "", "# ollama")]),
    # requirements
    ("requirements.txt", "ollama==1 # x\n", [("dependency", "ollama", "==1")]),
    ("requirements.txt", "a # ollama\n", [("comment", "", "# ollama")]),
    ("requirements.txt", "a[x,ollama]>2\n", [("dependency", "a[x,ollama]", ">2")]),
    # Dockerfiles
    ("Dockerfile", "FROM ollama/ollama AS x\n", [("instruction", "FROM", "ollama/ollama AS x")]),
    ("Dockerfile", "ENV A=1 \\\n    OLLAMA_HOST=x\n", [("env-write", "OLLAMA_HOST", "x")]),
    ("Dockerfile", "ARG OLLAMA_V\n", [("env-write", "OLLAMA_V", "")]),
    ("Dockerfile", "RUN a && \\\n    ollama pull x\n", [("command", "ollama", "ollama pull x")]),
    (
        "Dockerfile",
        "RUN <<E\nollama pull x\nE\nEXPOSE 11434\n",
        [("command", "ollama", "ollama pull x"), ("instruction", "EXPOSE", "11434")],
    ),
    ("Dockerfile", '# ollama\nCMD ["ollama"]\n', [("comment", "", "# ollama"), ("command", "ollama", '["ollama"]')]),
    # Makefiles
    (
        "Makefile",
        "ollama-up: x\n\tollama serve # y\n",
        [("identifier", "ollama-up", "target"), ("command", "ollama", "ollama serve")],
    ),
    ("Makefile", "OLLAMA_URL ?= x\n", [("env-write", "OLLAMA_URL", "x")]),
    ("Procfile", "web: ollama serve\n", [("command", "ollama", "ollama serve")]),
    # nginx, systemd, ini
    ("nginx.conf", "proxy_pass http://ollama; # x\n", [("instruction", "proxy_pass", "http://ollama")]),
    ("a.service", "ExecStart=/bin/ollama serve\n", [("instruction", "ExecStart", "/bin/ollama serve")]),
    ("a.service", 'Environment="OLLAMA_HOST=x"\n', [("env-write", "OLLAMA_HOST", "x")]),
    ("a.ini", "[llm]\nollama_url = x\n", [("key", "llm.ollama_url", "x")]),
    ("a.ini", "; ollama\n", [("comment", "", "; ollama")]),
]


@pytest.mark.parametrize(
    ("path", "code", "expected"), CASES, ids=[f"{path}-{n}" for n, (path, _, _) in enumerate(CASES)]
)
def test_the_role_of_a_hit(path: str, code: str, expected: list[tuple[str, str, str]]) -> None:
    assert meant(path, code) == expected


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("a.sh", "ollama serve & # x", [("command", "ollama serve &")]),
        ("a.sh", "echo ok # ollama", [("comment", "# ollama")]),
        ("a.sh", "echo '# ollama'", [("string", "'# ollama'")]),
        ("a.sh", 'A="${OLLAMA_URL:-http://ollama}"', [("env-read", "OLLAMA_URL"), ("entry", "http://ollama")]),
        ("a.sh", "export OLLAMA_HOST=x", [("env-write", "OLLAMA_HOST")]),
        ("a.sh", "A=$(ollama list)", [("command", "A=$(ollama list)")]),
        ("a.sh", "curl $OLLAMA_URL/x", [("env-read", "OLLAMA_URL")]),
        ("a.sh", "for ollama_model in $M; do x; done", [("identifier", "ollama_model")]),
        ("a.sh", "local ollama_choice other", [("identifier", "ollama_choice")]),
        ("a.sh", "read -p 'which?' ollama_choice", [("identifier", "ollama_choice")]),
        ("a.sh", "read -p 'Ollama or not?' choice", [("string", "'Ollama or not?'")]),
        ("a.sh", "read -r a < /etc/ollama", [("command", "read -r a < /etc/ollama")]),
        ("a.sh", 'echo_info "Ollama is up"', [("string", '"Ollama is up"')]),
        ("a.sh", "wait_for_ollama", [("command", "wait_for_ollama")]),
        (
            "a.sh",
            "check_ollama() { x; }\nif ! check_ollama; then y; fi",
            [("identifier", "check_ollama"), ("identifier", "check_ollama")],
        ),
        (
            "a.sh",
            'ollama() { docker exec o ollama "$@"; }\nollama pull x',
            [
                ("command", 'ollama() { docker exec o ollama "$@"; }'),
                ("identifier", "ollama"),
                ("command", "ollama pull x"),
            ],
        ),
        ("a.sh", "start_ollama() {", [("identifier", "start_ollama")]),
        ("a.sh", "docker run -e OLLAMA_X=1 y", [("env-write", "OLLAMA_X")]),
        ("a.ps1", "$env:OLLAMA_HOST = 'x'", [("env-write", "OLLAMA_HOST")]),
        ("a.ps1", "$ollamaUrl = 'x'", [("identifier", "ollamaUrl")]),
        ("a.ps1", 'Write-ColorText "Ollama" -Bold', [("string", '"Ollama"')]),
        ("a.ps1", '$x = Read-Host "Ollama model"', [("string", '"Ollama model"')]),
        ("a.ps1", "Write-Log x; ollama serve", [("command", "Write-Log x; ollama serve")]),
        (
            "a.ps1",
            "function Start-Ollama { x }\n  Start-Ollama",
            [("identifier", "Start-Ollama"), ("identifier", "Start-Ollama")],
        ),
        ("a.bat", "rem ollama", [("comment", "rem ollama")]),
        ("a.bat", 'if "%c%"=="8" goto CHECK_OLLAMA', [("identifier", "CHECK_OLLAMA")]),
        ("a.bat", ":CHECK_OLLAMA", [("identifier", "CHECK_OLLAMA")]),
        ("a.bat", "call :check_ollama x", [("identifier", "check_ollama")]),
        ("a.bat", "call ollama_up.bat", [("command", "call ollama_up.bat")]),
        ("a.bat", "set OLLAMA_HOST=a b", [("env-write", "OLLAMA_HOST")]),
        ("a.bat", "start %OLLAMA_EXE%", [("env-read", "OLLAMA_EXE")]),
    ],
)
def test_what_a_script_does_with_a_hit(path: str, code: str, expected: list[tuple[str, str]]) -> None:
    assert shown(path, code) == expected


def test_a_line_that_goes_on_belongs_to_the_program_of_its_first_line() -> None:
    assert meant("a.sh", "docker run \\\n  -p 11434:11434 \\\n  x\n") == [("command", "docker", "-p 11434:11434")]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("a.yml", "a: [1, 2]\nb: !tag c\n"),
        ("a.yml", "{{ template }}: x: y\n"),
        ("a.yml", "a: b\n---\nc: &d e\nf: *d\n"),
        ("a.yml", "a:\n" + "  - b\n" * 40_000),
        ("a.json", '{"a": 1}'),
        ("tsconfig.json", '{"a": [1,], // x\n}'),
        ("a.json", '{"url": "http://x", /* y */ "b": "// no comment", }'),
        ("rows.jsonl", '{"a": 1}\n{"a": 2}\n'),
        ("a.toml", "a = 1\n[b]\n"),
        ("a.ipynb", '{"cells": []}'),
        ("a.sh", "if then ((("),
        ("a.md", "``` {{"),
    ],
)
def test_what_can_be_read_is_no_problem(path: str, code: str) -> None:
    source = Source(path, code.encode())
    assert problem(language_of(path), source) == ""


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("a.yml", "a: b\nc: [1, 2\nd: e\n", "as YAML"),
        ("a.json", '{"a": 1\n "b": }', "line 2 does not parse as JSON"),
        ("a.toml", "a = 1\nb = = 2\n", "line 2 does not parse as TOML"),
        ("a.ipynb", '{"cells": [', "as JSON"),
    ],
)
def test_a_broken_file_is_named_with_its_line(path: str, code: str, said: str) -> None:
    assert said in problem(language_of(path), Source(path, code.encode()))
