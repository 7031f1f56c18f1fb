"""The short way out may only be taken where the long way finds nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import migrator
from migrator.cli.quick import is_clean


@pytest.fixture(autouse=True)
def _in_an_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def is_file_clean(data: bytes, name: str = "a.py") -> bool:
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_bytes(data)
    return is_clean([name])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(b"import ollama\n", "a.py", id="a word"),
        pytest.param(b"X = 'OLLAMA_HOST'\n", "a.py", id="in capitals"),
        pytest.param(b"port = 11434\n", "a.py", id="a port"),
        pytest.param(b"post(base + '/api/generate')\n", "a.py", id="a path"),
        pytest.param(b"x = 1  # migrator: ignore[any]\n", "a.py", id="a directive"),
        pytest.param("import ollama".encode("utf-16"), "a.py", id="utf-16"),
        pytest.param("import ollama".encode("utf-16-le"), "a.py", id="utf-16 without a mark"),
        pytest.param(b"caf\xe9\n", "a.py", id="not utf-8"),
        pytest.param(b"a\0b", "a.py", id="binary"),
        pytest.param(b"x = 1\n", "ollama_client.py", id="in the name"),
        pytest.param(b"x = 1\n", "Ollama/client.py", id="in the directory"),
        pytest.param(b"x" * 10_000_001, "a.py", id="larger than is read"),
    ],
)
def test_what_may_hold_something_is_looked_at(data: bytes, name: str) -> None:
    assert not is_file_clean(data, name)


def test_what_is_no_plain_file_is_looked_at(tmp_path: Path) -> None:
    assert not is_clean([])
    assert not is_clean(["missing.py"])
    assert not is_clean([str(tmp_path)])


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_is_looked_at() -> None:
    Path("a.py").write_text("x = 1\n")
    os.symlink("a.py", "b.py")
    assert not is_clean(["b.py"])


def test_one_of_many_is_enough() -> None:
    Path("a.py").write_text("x = 1\n")
    Path("b.py").write_text("import ollama\n")
    assert is_clean(["a.py"])
    assert not is_clean(["a.py", "b.py"])


@pytest.mark.parametrize(
    ("file", "text", "looks"),
    [
        ("pyproject.toml", "[tool.migrator]\nrules = ['x']\n", True),
        ("pyproject.toml", "[tool.migrator]\nmax-file-size = '1 KB'\n", True),
        ("pyproject.toml", "[tool.other]\nrules = ['x']\n", False),
        ("pyproject.toml", "[tool.migrator]\nexclude = ['docs']\n", False),
        ("migrator.toml", "rules = ['x']\n", True),
        ("migrator.toml", "documents = true\n", False),
        ("migrator.toml", "# rules = ['x']\n", False),
    ],
)
def test_settings_that_change_what_is_searched_for_are_respected(
    monkeypatch: pytest.MonkeyPatch, file: str, text: str, looks: bool
) -> None:
    Path(file).write_text(text)
    Path("below").mkdir()
    monkeypatch.chdir("below")
    assert is_file_clean(b"x = 1\n") is not looks


def test_nothing_that_takes_time_is_imported() -> None:
    """Each of these costs from half to twice what Python itself takes to start."""
    Path("a.py").write_text("x = 1\n")
    script = """
import sys
from migrator.__main__ import main
before = set(sys.modules)
code = main(["audit", "a.py"]) or main(["gate", "a.py"])
heavy = {"re", "enum", "dataclasses", "typing", "collections", "pathlib", "json", "yaml", "subprocess", "typer", "rich"}
print(sorted(heavy & set(sys.modules)), [name for name in sys.modules if name.startswith("migrator")])
sys.exit(code)
"""
    done = subprocess.run([sys.executable, "-S", "-c", script], env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    imported = done.stdout.splitlines()[-1]
    assert imported.startswith("[] "), imported
    assert imported.count("'migrator") <= 9, imported


def environment() -> dict[str, str]:
    """With the package on the path, and without ``site``, which may import anything."""
    return {**os.environ, "PYTHONPATH": str(Path(migrator.__file__).parents[1])}


@pytest.mark.parametrize("data", [b"", b"x = 1\n", b"caf\xc3\xa9", b"\xef\xbb\xbfx = 1\r\n", b"11 434 olla ma"])
def test_what_holds_nothing_is_clean(data: bytes) -> None:
    assert is_file_clean(data)
