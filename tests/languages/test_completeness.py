"""Wherever a word is put into a file, some reference covers it: no crash, no gap, whatever the file looks like."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrator.languages import language_of, problem, references
from migrator.model import Span
from migrator.scan.source import Source
from tests.languages.hits import hits

SNIPPETS = dict(
    part.split("\n", 1)
    for part in Path(__file__)
    .with_name("snippets.txt")
    .read_text(encoding="utf-8")
    .removeprefix("=== ")
    .split("\n=== ")
)
"""Path → text of a file of every language, none of them with a hit."""
WORDS = [
    "ollama",
    "Ollama",
    "OLLAMA_HOST",
    " ollama ",
    "11434",
    "ollama/llama3",
    "http://ollama:11434",
    '"ollama"',
    "# ollama",
    "öllama ollama",
]


def covered(path: str, data: bytes) -> None:
    """Asserts that every hit lies inside a reference, and that spans are sound."""
    source = Source(path, data)
    language = language_of(path, data[:200])
    spans = hits(data)
    found = references(language, source, spans)
    problem(language, source)
    for reference in found:
        assert 0 <= reference.span.start < reference.span.end <= len(data)
    for hit in spans:
        assert any(r.span.start <= hit.start and hit.end <= r.span.end for r in found), data[
            hit.start - 40 : hit.end + 40
        ]
    assert found == sorted(found, key=lambda r: (r.span.start, -r.span.end))


@pytest.mark.parametrize("path", SNIPPETS)
def test_a_word_in_any_place_is_covered(path: str) -> None:
    data = SNIPPETS[path].encode()
    for at in range(len(data) + 1):
        for word in (b"ollama", b" 11434 "):
            changed = data[:at] + word + data[at:]
            if changed.decode("utf-8", "replace").encode() == changed:
                covered(path, changed)


@settings(max_examples=300)
@given(st.data())
def test_words_in_damaged_files_are_covered(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(SNIPPETS)))
    text = SNIPPETS[path]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        word = data.draw(st.sampled_from(WORDS) | st.text(alphabet="\"'`{}[]()<>#:=\\\n\t $-|&ab", max_size=3))
        text = text[:at] + word + text[at + data.draw(st.integers(0, 3)) :]
    covered(path, text.encode("utf-8", "surrogatepass"))


@settings(max_examples=100)
@given(st.sampled_from(sorted(SNIPPETS)), st.binary(max_size=200), st.binary(max_size=200))
def test_words_between_arbitrary_bytes_are_covered(path: str, before: bytes, after: bytes) -> None:
    covered(path, before + b"ollama" + after)


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
@pytest.mark.parametrize("path", SNIPPETS)
def test_other_line_ends_are_no_trouble(path: str, newline: str) -> None:
    covered(path, (SNIPPETS[path] + "ollama\n").replace("\n", newline).encode())


DEEP = 10_000


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", "x = " + "[" * DEEP + "'ollama'" + "]" * DEEP),
        ("a.py", "x = " + "(" * DEEP + "ollama"),
        ("a.json", '{"a":' * DEEP + '"ollama"' + "}" * DEEP),
        ("a.json", "[" * DEEP + '"ollama"'),
        ("a.yml", "[" * DEEP + "ollama" + "]" * DEEP),
        ("a.yml", "\n".join(" " * depth + "a:" for depth in range(600)) + " ollama\n"),
        ("a.toml", "a = " + "[" * 2000 + "'ollama'" + "]" * 2000),
        ("a.ts", "const a = " + "(" * DEEP + "'ollama'" + ")" * DEEP),
        ("a.html", "<div>" * DEEP + "ollama"),
        ("a.md", "> " * 900 + "ollama"),
        ("a.sh", "$(" * 900 + "ollama" + ")" * 900),
    ],
)
def test_deep_nesting_is_survived(path: str, text: str) -> None:
    covered(
        path,
        "\n".join(text[i : i + 1900] for i in range(0, len(text), 1900)).encode() if path != "a.yml" else text.encode(),
    )


def test_a_bomb_of_yaml_aliases_is_not_expanded() -> None:
    levels = ["a0: &a0 [ollama, ollama]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    covered("a.yml", "\n".join(levels).encode())
    covered("a.yml", "\n".join([*levels, "broken: ["]).encode())


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.js", b"var a='ollama';" * 60_000),
        ("a.json", b"[" + b",".join(b'"ollama%d"' % n for n in range(60_000)) + b"]"),
    ],
)
def test_a_line_of_a_megabyte_is_read_without_a_parser_and_its_text_told_a_few_times(path: str, data: bytes) -> None:
    found = references(language_of(path), Source(path, data), hits(data))
    assert 1 <= len(found) <= 50
    assert found[0].value.startswith("ollama")


def test_a_line_of_numbers_is_not_searched_for_each_of_them() -> None:
    data = b"[" + b"11434," * 20_000 + b"1]"
    found = references("json", Source("a.json", data), hits(data))
    assert {reference.role for reference in found} == {"number"}


def test_a_large_file_needs_no_parser() -> None:
    covered("a.py", b"x = 'ollama'\n" + b"y = 1\n" * 200_000)


def test_nothing_is_read_where_nothing_was_hit() -> None:
    for path, text in SNIPPETS.items():
        assert references(language_of(path), Source(path, text.encode()), [Span(0, 0)][:0]) == []
