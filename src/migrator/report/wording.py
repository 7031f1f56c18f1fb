"""Sentences that several formats share."""

from __future__ import annotations

from migrator.model import Fix

_SAFETY = {"safe": "Would be rewritten safely", "review": "Would be rewritten, needs review", "manual": "By hand"}


def counted(number: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number} {plural(number, noun)}"


def plural(number: int, noun: str) -> str:
    """``noun`` as it stands after ``number``."""
    return noun if number == 1 else f"{noun}s"


def remedy(fix: Fix) -> str:
    """What to do, and why that is not safe."""
    return " ".join(part for part in (fix.how, f"({fix.why})" if fix.why else "") if part)


def advice(fix: Fix) -> str:
    """:func:`remedy` with how safe it is; empty when nothing has to be done."""
    return ": ".join(part for part in (_SAFETY[fix.safety], remedy(fix)) if part) if fix.safety != "none" else ""
