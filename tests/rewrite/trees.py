"""Small trees on disk, as bytes, and the changes that a rewrite would make to them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from migrator.rewrite.plan import FileChange
from migrator.scan.source import Source

BEFORE = {"a.py": b"a = 1\n", "pkg/b.py": b"b = 2\r\nno end", "pkg/deep/c.py": b"", ".env": b"URL=http://x\n"}
AFTER = {"a.py": b"a = one\n", "pkg/b.py": b"b = two\r\nno end", "pkg/deep/c.py": b"new\n", "pkg/made.py": b"made\n"}


def plant(root: Path, files: dict[str, bytes] = BEFORE) -> Path:
    """Writes the files below ``root``."""
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


def tree(root: Path, *, journal: bool = True) -> dict[str, bytes]:
    """Every file below ``root`` with its content, the journal's own only on demand."""
    found = {}
    for directory, _, names in os.walk(root):
        for name in names:
            path = Path(directory, name)
            relative = path.relative_to(root).as_posix()
            if journal or not relative.startswith(".migrator/"):
                found[relative] = path.read_bytes()
    return found


def changes(after: dict[str, bytes] = AFTER, before: dict[str, bytes] = BEFORE) -> list[FileChange]:
    """The plan's files that turn ``before`` into ``after``."""
    return [
        FileChange(path, Source(path, before.get(path, b"")), data, created=path not in before)
        for path, data in after.items()
    ]


def failing(at: int, error: OSError, only: str = "") -> Callable[[str, str], None]:
    """A step that raises at the ``at``-th change of the disk and at every later one, as a full disk does."""
    count = 0

    def step(operation: str, path: str) -> None:
        nonlocal count
        if not only or operation == only:
            count += 1
            if count > at:
                error.filename = path
                raise error

    return step


def deadly(at: int) -> Callable[[str, str], None]:
    """A step that kills the process without any warning at the ``at``-th change of the disk."""
    count = 0

    def step(operation: str, path: str) -> None:
        nonlocal count
        assert operation and path
        count += 1
        if count > at:
            if hasattr(signal, "SIGKILL"):
                os.kill(os.getpid(), signal.SIGKILL)
            os._exit(137)

    return step


def steps(action: Callable[[Callable[[str, str], None]], object]) -> int:
    """How many changes of the disk an action makes."""
    seen = []
    action(lambda operation, path: seen.append((operation, path)))
    return len(seen)


def in_process(code: str, *arguments: str) -> int:
    """Runs code in a Python of its own, in the directory that holds the tests; returns its exit status."""
    top = Path(__file__).parents[2]
    return subprocess.run([sys.executable, "-c", code, *arguments], cwd=top, check=False).returncode
