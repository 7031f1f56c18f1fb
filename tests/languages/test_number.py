"""Digits that are no port, and words that are only letters of encoded data."""

from __future__ import annotations

import pytest

from tests.languages.hits import shown

UUID = "a1b2c3d4-e5f6-4711-8899-001143411434"
BASE64 = "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4olLAMa9TXL0Y"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("rows.csv", "1711434000,1\n"),
        ("rows.csv", "x,0.11434\n"),
        ("rows.csv", "x,11434\n"),
        ("rows.csv", "x,11434.5\n"),
        ("a.py", "t = 1711434000\n"),
        ("a.py", "x = 0.11434\n"),
        ("a.py", "x = 0x11434\n"),
        ("a.py", "x = '\\U00011434'\n"),
        ("a.py", "ids = [3, 14, 11434, 15]\n"),
        ("a.py", "sha = '9f86d08111434c7d659a2feaa0c55ad0'\n"),
        ("a.json", '{"vector": [0.1, 0.11434, -0.2]}'),
        ("a.json", '{"ids": [5, 11434, 7, 9]}'),
        ("a.md", f"id {UUID}\n"),
        ("a.md", "version 1.11434.2\n"),
        ("a.ts", "const id = 9911434n\n"),
        ("table.txt", "11434;SOME LETTER;Lo;0;L\n"),
        ("table.txt", "11400..11434 ; Cased\n"),
        ("a.md", "U+11434\n"),
        ("table.cc", "  { 11434, 11440 },\n"),
        ("table.py", "X = [\n    11433, 11434, 11435,\n]\n"),
        ("vocab.json", "{" + ", ".join(f'"w{n % 100}": {n}' for n in range(11401, 11460)) + "}"),
        ("large.json", "{" + "\n".join(f'"w{n % 997}": {n},' for n in range(11_000, 99_999)) + "\n}"),
        ("a.html", f"<img src='data:image/png;base64,{BASE64}Ollama9x{BASE64}'>\n"),
    ],
)
def test_part_of_something_longer_is_a_number(path: str, code: str) -> None:
    assert [role for role, _ in shown(path, code)] == ["number"] * len(shown(path, code))
    assert shown(path, code)


@pytest.mark.parametrize(
    ("path", "code", "text"),
    [
        ("a.py", "PORT = 11434\n", "11434"),
        ("a.md", "It listens on 11434.\n", "It listens on 11434."),
        ("a.md", "127.0.0.1:11434\n", "127.0.0.1:11434"),
        ("a.yml", "port: 11434\n", "11434"),
        ("a.yml", "ports: ['11434:11434']\n", "'11434:11434'"),
        ("a.sh", "lsof -i :11434\n", "lsof -i :11434"),
        ("a.py", "u = 'http://h:11434/api'\n", "'http://h:11434/api'"),
        ("a.json", '{"port": 11434}', "11434"),
        ("a.json", '{"forwardPorts": [11434, 8000]}', "11434"),
        ("a.py", "serve(11434, 8000)\n", "11434"),
    ],
)
def test_a_port_stands_for_itself(path: str, code: str, text: str) -> None:
    found = shown(path, code)
    assert [said for _, said in found] == [text]
    assert found[0][0] != "number"
