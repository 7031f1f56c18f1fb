"""What hits are in documents, pages, notebooks, data and the languages that only have a lexer."""

from __future__ import annotations

import json

import pytest

from tests.languages.hits import meant, read, shown


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("a.md", "# Ollama\n", [("heading", "# Ollama")]),
        ("a.md", "Use Ollama.\n", [("prose", "Use Ollama.")]),
        ("a.md", "Run `ollama serve` now.\n", [("code", "`ollama serve`")]),
        ("a.md", "[x](https://ollama.com)\n", [("link", "https://ollama.com")]),
        ("a.md", "[Ollama](https://x)\n", [("prose", "[Ollama](https://x)")]),
        ("a.md", "```sh\nollama serve\n```\nOllama\n", [("code", "ollama serve"), ("prose", "Ollama")]),
        ("a.md", "```sh\nollama serve\n", [("code", "ollama serve")]),
        ("a.md", "Ollama\n===\n", [("heading", "Ollama")]),
        ("a.rst", "Ollama\n------\n\n``ollama``\n", [("heading", "Ollama"), ("code", "``ollama``")]),
        ("a.rst", "Run::\n\n   ollama serve\n\nOllama\n", [("code", "ollama serve"), ("prose", "Ollama")]),
        ("a.txt", "  use ollama, ollama \n", [("prose", "use ollama, ollama")]),
        ("a.html", "<!-- ollama --><p>Use <b>Ollama</b></p>", [("comment", "<!-- ollama -->"), ("markup", "Ollama")]),
        ("a.html", "<a href='https://ollama.com'>x</a>", [("attribute", "href='https://ollama.com'")]),
        ("a.html", "<script>x = 'ollama'</script>", [("string", "'ollama'")]),
        (
            "a.vue",
            "<template><p :a='ollamaUrl'>{{ ollama.b }}</p></template>",
            [("identifier", "ollamaUrl"), ("identifier", "ollama")],
        ),
        ("a.csv", "a,11434,ollama\n", [("number", "11434"), ("entry", "ollama")]),
        (
            "a.sql",
            "-- ollama\nSELECT 'ollama', ollama_url",
            [("comment", "-- ollama"), ("string", "'ollama'"), ("identifier", "ollama_url")],
        ),
        ("a.go", 'import "github.com/ollama/ollama/api"', [("import", 'import "github.com/ollama/ollama/api"')]),
        ("a.go", 'x := os.Getenv("OLLAMA_HOST")', [("env-read", "OLLAMA_HOST")]),
        ("a.rs", 'let u = "http://ollama"; // ollama', [("string", '"http://ollama"'), ("comment", "// ollama")]),
        (
            "a.java",
            "class OllamaClient { /* ollama\n ollama */ }",
            [("identifier", "OllamaClient"), ("comment", "/* ollama"), ("comment", "ollama */")],
        ),
        ("poetry.lock", 'name = "ollama"\n', [("locked", 'name = "ollama"')]),
        (".gitignore", "ollama/\n# ollama\n", [("entry", "ollama/"), ("comment", "# ollama")]),
    ],
)
def test_the_role_of_a_hit(path: str, code: str, expected: list[tuple[str, str]]) -> None:
    assert shown(path, code) == expected


def notebook(*cells: dict[str, object]) -> str:
    return json.dumps({"cells": list(cells)}, indent=1)


def test_a_cell_is_read_as_python_and_the_spans_point_into_the_raw_file() -> None:
    cell: dict[str, object] = {
        "cell_type": "code",
        "source": ["import ollama\n", 'u = "é http://ollama:11434"  # ollama\n'],
    }
    code = notebook(cell)
    assert meant("a.ipynb", code) == [
        ("import", "ollama", ""),
        ("string", "u", "é http://ollama:11434"),
        ("comment", "", "# ollama"),
    ]
    data = code.encode()
    texts = [data[found.span.start : found.span.end].decode() for found in read("a.ipynb", code)]
    assert texts == ["import ollama", '\\"\\u00e9 http://ollama:11434\\"', "# ollama"]


def test_cells_of_text_and_outputs_are_told_apart() -> None:
    code = notebook(
        {"cell_type": "markdown", "source": "# Ollama"},
        {"cell_type": "code", "source": ["x()"], "outputs": [{"text": ["ollama up"]}]},
    )
    assert meant("a.ipynb", code) == [("heading", "", "# Ollama"), ("prose", "output", '"ollama up"')]


def test_a_command_in_a_cell_is_a_command() -> None:
    assert meant("a.ipynb", notebook({"cell_type": "code", "source": ["!ollama pull x"]}))[0][0] == "command"
