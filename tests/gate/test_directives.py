"""Directives in files of many languages: in comments they count, in strings and prose they do not."""

from __future__ import annotations

import pytest

from migrator.gate.directives import directives
from migrator.scan.source import Source

GOOD = 'migrator: ignore[package-call] reason="stays"'


def targets(path: str, text: str) -> list[int]:
    found = directives(Source(path, text.encode()))
    assert [one.malformed for one in found] == [""] * len(found)
    assert all(one.reason == "stays" for one in found)
    return [one.target for one in found]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", f"x = '# {GOOD}'\n"),
        ("a.py", f'"""Doc\n\n# {GOOD}\n"""\n'),
        ("a.ts", f"const s = `// {GOOD}`\n"),
        ("a.sh", f"echo '# {GOOD}'\n"),
        ("a.yml", f"a: '# {GOOD}'\n"),
        ("a.html", f"<p># {GOOD}</p>\n"),
        ("a.md", f"Write `# {GOOD}` there.\n"),
        ("a.md", f"- {GOOD}\n"),
        ("a.txt", f"{GOOD}\n"),
    ],
)
def test_no_directive(path: str, text: str) -> None:
    assert targets(path, text) == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.py", f"call()  # {GOOD}\n# {GOOD}\ncall()\n", [1, 3]),
        ("a.ts", f"call() // {GOOD}\n/* {GOOD} */\ncall()\n", [1, 3]),
        ("a.tsx", f"const a = <p>\n{{/* {GOOD} */}}\n</p>\n", [3]),
        ("a.vue", f"<template>\n<!-- {GOOD} -->\n<p/></template>\n<script>\ncall() // {GOOD}\n</script>\n", [3, 5]),
        ("a.yml", f"a: b # {GOOD}\n# {GOOD}\nc: d\n", [1, 3]),
        ("a.jsonc", f'{{"a": 1, // {GOOD}\n"b": 2}}\n', [1]),
        (".env", f"# {GOOD}\nA=b\n", [2]),
        ("Dockerfile", f"FROM x\n# {GOOD}\nRUN y\n", [3]),
        ("a.sh", f"call # {GOOD}\n", [1]),
        ("a.sql", f"select 1 -- {GOOD}\n", [1]),
        ("a.ini", f"; {GOOD}\na=b\n", [2]),
        ("a.bat", f"REM {GOOD}\ncall\n", [2]),
        ("a.toml", f"a = 1 # {GOOD}\n", [1]),
        ("a.md", f"<!-- {GOOD} -->\nprose\n", [2]),
        ("a.txt", f"# {GOOD}\nprose\n", [2]),
        ("a.html", f"<p>\n<!-- {GOOD} -->\n</p>\n", [3]),
    ],
)
def test_a_comment(path: str, text: str, expected: list[int]) -> None:
    assert targets(path, text) == expected


def test_a_line_of_code_in_a_notebook() -> None:
    escaped = GOOD.replace('"', '\\"')
    cell = f'"# {escaped}\\n",\n"call()  # {escaped}\\n",\n"call()  # {escaped}"\n'
    text = '{"cells": [{"cell_type": "code", "source": [\n' + cell + ']}],\n"metadata": {}, "nbformat": 4}\n'
    assert targets("a.ipynb", text) == [3, 3, 4]
