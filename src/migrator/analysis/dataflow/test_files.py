"""Which files of a project test others: what they make up of a reply is not read by the program."""

from __future__ import annotations

import posixpath

FOLDERS = frozenset({"test", "tests", "__tests__", "testing"})


def is_test(path: str) -> bool:
    """Whether a file tests others, by its name or by that of a folder it is in."""
    *folders, name = path.lower().split("/")
    stem = posixpath.splitext(name)[0]
    named = stem.startswith("test_") or stem.endswith(("_test", ".test", ".spec")) or stem == "conftest"
    return named or not FOLDERS.isdisjoint(folders)
