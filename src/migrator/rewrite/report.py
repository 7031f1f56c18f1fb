"""A rewrite, or what one would do, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable

from migrator.rewrite.diff import diff, shown
from migrator.rewrite.run import Note, Rewritten

VERSION = 1


def patch(rewritten: Rewritten) -> str:
    """The diff of every file, for ``git apply``."""
    return "".join(diff(file) for file in rewritten.files)


def text(rewritten: Rewritten, visible: Callable[[str], str], *, terminal: bool, colour: bool) -> str:
    """What a dry run prints: the diff, what to review, what is left for a person, and a line that sums it up.

    Args:
        rewritten: the result.
        visible: escapes everything in a line that a terminal would act on.
        terminal: whether it goes to one; if not, the diff stays one that ``git apply`` takes.
        colour: whether the terminal shows colours.
    """
    changes = patch(rewritten)
    return (
        (shown(changes, visible, colour=colour) if terminal else changes)
        + notes(rewritten, visible)
        + summary(rewritten)
    )


def notes(rewritten: Rewritten, visible: Callable[[str], str]) -> str:
    """The reviews and the manual steps, one line each."""
    lines = [
        f"{visible(note.path)}:{note.line}: review: {visible(note.why)} [{note.rule}]" for note in rewritten.reviews
    ]
    lines += [_manual(note, visible) for note in rewritten.manual]
    lines += [visible(error) for error in rewritten.errors]
    return "".join(f"{line}\n" for line in lines)


def summary(rewritten: Rewritten) -> str:
    """One line: how many files, what is to be reviewed and done by hand, and how to take it back."""
    verb = "changed" if rewritten.run else "would change"
    parts = [f"{_count(len(rewritten.files), 'file')} {verb}" if rewritten.files else "nothing to rewrite"]
    if rewritten.reviews:
        parts.append(f"{len(rewritten.reviews)} to review")
    if rewritten.manual:
        parts.append(f"{len(rewritten.manual)} manual")
    undo = " (`migrator undo` takes it back)" if rewritten.run else ""
    return ", ".join(parts) + undo + "\n"


def document(rewritten: Rewritten) -> dict[str, object]:
    """The same as data for JSON."""
    return {
        "version": VERSION,
        "run": rewritten.run or None,
        "changed": [
            {
                "path": file.path,
                **({"to": file.to} if file.to else {}),
                **({"gone": True} if file.gone else {}),
                "diff": diff(file),
                "rules": sorted({unit.rule for unit in file.units}),
            }
            for file in rewritten.files
        ],
        "reviews": [
            {"path": note.path, "line": note.line, "rule": note.rule, "assumption": note.why}
            for note in rewritten.reviews
        ],
        "manual": [
            {
                "path": note.path,
                "line": note.line,
                "rule": note.rule,
                "why": note.why,
                "how": note.how,
                "place": note.place or f"{note.path}:{note.line}",
            }
            for note in rewritten.manual
        ],
        "errors": list(rewritten.errors),
    }


def _manual(note: Note, visible: Callable[[str], str]) -> str:
    place = f" ({visible(note.place)})" if note.place else ""
    how = f"; {visible(note.how)}" if note.how else ""
    return f"{visible(note.path)}:{note.line}: manual: {visible(note.why)}{place}{how} [{note.rule}]"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
