"""Units over small files held in memory, for the tests of what comes after the analysis."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from migrator.model import Edit, Keep, Span
from migrator.scan.source import Source
from migrator.unit import Import, Problem, Unit

RULE = "chat"


def reader(files: dict[str, bytes]) -> Callable[[str], Source]:
    """Reads from ``files``; what is not there raises as a missing file does."""

    def read(path: str) -> Source:
        if path not in files:
            raise FileNotFoundError(2, "No such file or directory", path)
        return Source(path, files[path])

    return read


def swap(files: dict[str, bytes], path: str, old: str, *parts: str | Keep, nth: int = 0) -> Edit:
    """The edit that replaces the ``nth`` place where ``old`` stands in a file."""
    start = -1
    for _ in range(nth + 1):
        start = files[path].index(old.encode(), start + 1)
    return Edit(path, Span(start, start + len(old.encode())), parts, RULE)


def unit(
    *edits: Edit,
    path: str = "a.py",
    at: int = 0,
    rule: str = RULE,
    imports: Sequence[Import] = (),
    blocked: str = "",
    reviews: Sequence[str] = (),
    group: str = "",
) -> Unit:
    """A unit whose call stands at byte ``at``; ``blocked`` gives it a problem of its own."""
    span = Span(at, at)
    problems = (Problem(path, span, blocked, "do it by hand"),) if blocked else ()
    return Unit(path, span, rule, edits, tuple(imports), problems, tuple(reviews), group)
