"""Trees that change while they are searched, and files that cannot be. What a hit is, is tested with the search."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from migrator.model import Unknown
from migrator.scan.find import Found, Wanted, find
from migrator.scan.walk import Batch, Walked, walk
from migrator.settings import Settings
from tests.scan.trees import plant, repository

WANTED = Wanted((b"ollama", b"11434"), (b"/api/chat",), frozenset((".ts", "")))


def search(root: Path, *paths: Path, jobs: int = 1) -> Found:
    return find(str(root), [str(path) for path in paths], Settings(str(root)), WANTED, jobs)


def test_a_tree_without_a_hit(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": "llama", "b/c.py": "", "d.png": "ollama"})
    assert search(tmp_path).hits == ()


def test_candidates_are_searched_where_they_can_be_parsed(tmp_path: Path) -> None:
    plant(tmp_path, dict.fromkeys(("a.ts", "b.TS", "c.md", "dir.ts/d", "dir.ts/e.txt", ".ts/f.rb"), "/API/chat"))
    assert search(tmp_path).hits == ("a.ts", "b.TS", "dir.ts/d")


def test_hits_are_in_order_whoever_found_them(tmp_path: Path) -> None:
    root = repository(tmp_path, {f"{number:03}.py": "Ollama" if number % 3 else "" for number in range(0, 500, 2)})
    plant(root, {f"{number:03}.py": "x:11434" for number in range(1, 500, 2)})
    expected = tuple(f"{number:03}.py" for number in range(500) if number % 3 or number % 2)
    assert [search(root, jobs=jobs).hits for jobs in (1, 2, 3)] == [expected] * 3


def test_a_file_that_goes_after_it_was_listed_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, {"a.py": "ollama", "dir/b.py": "ollama"})

    def walk_and_change(root: str, paths: Sequence[str], settings: Settings, batch: Batch) -> Walked:
        def late(files: Sequence[str]) -> None:
            os.unlink(tmp_path / "dir" / "b.py")
            os.rmdir(tmp_path / "dir")
            batch(files)

        return walk(root, paths, settings, late)

    monkeypatch.setattr("migrator.scan.find.walk", walk_and_change)
    found = search(tmp_path)
    assert found.hits == ("a.py",)
    assert found.unknown == (Unknown("dir/b.py", "vanished during the scan"),)


def test_a_tracked_file_that_was_deleted_long_before_is_no_part_of_the_tree(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": "ollama", "b.py": ""})
    (root / "a.py").unlink()
    before = time.time() - 1
    os.utime(root, (before, before))
    found = search(root)
    assert (found.hits, found.unknown) == ((), ())
