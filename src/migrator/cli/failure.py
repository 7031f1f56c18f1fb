"""The one place where everything that goes wrong ends: a message for a person, and the exit code."""

from __future__ import annotations

import os
import sys

from migrator.errors import UserError

DEBUG = "MIGRATOR_DEBUG"
INTERRUPTED = 130
FAILED = 2


def explain(error: BaseException) -> int:
    """Print what happened and what to do next; the traceback too where ``MIGRATOR_DEBUG`` is set."""
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exception(error)
    if isinstance(error, BrokenPipeError):
        # whoever read the output has gone; nothing may be flushed to it while the interpreter ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    for line in sentences(error):
        print(f"migrator: {line}", file=sys.stderr)
    return INTERRUPTED if isinstance(error, KeyboardInterrupt) else FAILED


def sentences(error: BaseException) -> list[str]:
    """What is said about ``error``, a line each."""
    if isinstance(error, UserError):
        return [visible(problem) for problem in error.problems]
    if isinstance(error, KeyboardInterrupt):
        return ["interrupted"]
    if isinstance(error, OSError) and error.filename is not None:
        return [visible(f"{os.fsdecode(error.filename)}: {error.strerror}")]
    kind = type(error).__name__
    return [
        visible(f"internal error, {kind}: {str(error).splitlines()[0] if str(error) else 'no message'}"),
        "your files are as they were, or `migrator undo` restores them",
        f"please report it with the output of the same command after setting {DEBUG}=1",
    ]


def visible(text: str) -> str:
    """``text`` without anything that a terminal would obey."""
    return "".join(char if char.isprintable() or char == "\n" else ascii(char)[1:-1] for char in text)
