"""What every file of the source has to keep to."""

from __future__ import annotations

from pathlib import Path

import migrator

SOURCE = Path(migrator.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
LONGEST = 300


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def test_no_file_names_the_vendor() -> None:
    """Vendor knowledge is data and belongs in rules/."""
    assert FILES
    named = [name(path) for path in FILES if "ollama" in (name(path) + path.read_text(encoding="utf-8")).lower()]
    assert named == []


def test_no_file_is_longer_than_one_thing() -> None:
    lines = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {path: count for path, count in lines.items() if count > LONGEST} == {}


def test_no_file_is_called_after_nothing() -> None:
    assert not {path.stem for path in FILES} & {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
