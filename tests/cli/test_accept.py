"""A decision is written down where it holds, the gate lets it through, and undo takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.__main__ import main

CODE = 'import os\n\n\ndef f():\n    return os.environ["OLLAMA_URL"]\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.py").write_bytes(CODE.encode())
    (tmp_path / "migrator.toml").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_line_is_accepted_by_a_comment_above_it(project: Path) -> None:
    assert main(["gate"]) == 1
    assert main(["accept", "a.py:5", "--reason", "the vision service stays", "--until", "2099-01-31"]) == 0
    assert (project / "a.py").read_text() == CODE.replace(
        "    return",
        '    # migrator: ignore[url-variable] reason="the vision service stays" until=2099-01-31\n    return',
    )
    assert main(["gate"]) == 0
    assert main(["undo", "--quiet"]) == 0
    assert (project / "a.py").read_text() == CODE


def test_a_file_without_comments_is_accepted_in_the_settings(project: Path) -> None:
    (project / "a.py").unlink()
    (project / "a.json").write_text('{"url": "http://ollama:11434"}\n')
    assert main(["accept", "a.json:1", "--reason", "x"]) == 2
    assert main(["accept", "a.json", "--reason", 'read by "them"']) == 0
    assert (project / "migrator.toml").read_text() == '[[keep]]\npaths = ["a.json"]\nreason = "read by \\"them\\""\n'
    assert main(["gate"]) == 0


def test_several_lines_of_one_file(project: Path) -> None:
    (project / "a.py").write_text("OLLAMA_A = 1\nOLLAMA_B = 2\n")
    assert main(["accept", "a.py:1", "a.py:2", "--reason", "x"]) == 0
    comment = '# migrator: ignore[constant] reason="x"\n'
    assert (project / "a.py").read_text() == f"{comment}OLLAMA_A = 1\n{comment}OLLAMA_B = 2\n"
    assert main(["gate"]) == 0


REFUSED = {
    "no reason": ["a.py:5"],
    "nothing": ["--reason", "x"],
    "a line without a finding": ["a.py:1", "--reason", "x"],
    "a wrong date": ["a.py:5", "--reason", "x", "--until", "soon"],
    "no such file": ["b.py:1", "--reason", "x"],
    "a quote in the reason": ["a.py:5", "--reason", 'a "b"'],
    "a line of a text": ["doc.py:2", "--reason", "x"],
}


@pytest.mark.parametrize("arguments", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_changes_nothing(project: Path, arguments: list[str]) -> None:
    (project / "doc.py").write_bytes(b'"""Text.\nAbout Ollama.\n"""\n')
    assert main(["accept", *arguments]) == 2
    assert (project / "a.py").read_text() == CODE
    assert (project / "migrator.toml").read_bytes() == b""
