"""Paths into replies: ``choices[0].message.content`` as steps, and how an old path maps to a new one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from migrator.record import replace

if TYPE_CHECKING:
    from migrator.rules.operations import Reply
    from migrator.syntax import Steps

STEP = re.compile(r"[^.\[\]]+|\[\d*\]")


@cache
def steps(path: str) -> Steps:
    """``a[0].b[]`` as ``("a", 0, "b", "[]")``."""
    return tuple(int(part[1:-1]) if part.startswith("[") and part != "[]" else part for part in STEP.findall(path))


def general(old: Steps) -> Steps:
    """A path with every position replaced by ``"[]"``, as the rules write it."""
    return tuple("[]" if isinstance(step, int) else step for step in old)


def rule_at(table: Mapping[str, Reply], old: Steps) -> Reply | None:
    """The rule for an old path."""
    wanted = general(old)
    return next((rule for path, rule in table.items() if steps(path) == wanted), None)


def listed(table: Mapping[str, Reply], old: Steps) -> Reply | None:
    """The rule for an old path where it is only asked whether something is there: of parts of elements, the list."""
    rule = rule_at(table, old)
    head, mark, _ = rule.to.rpartition("[]") if rule is not None else ("", "", "")
    return replace(rule, to=head) if rule is not None and mark and "[]" not in old else rule


def has_inside(table: Mapping[str, Reply], old: Steps) -> bool:
    """Whether the rules know parts of what stands at an old path."""
    wanted = general(old)
    return any(len(steps(path)) > len(wanted) and steps(path)[: len(wanted)] == wanted for path in table)


def renewed(rule: Reply, old: Steps) -> Steps:
    """The new path of a rule, with the positions of the old one in place of ``[]``."""
    positions = [step for step in old if isinstance(step, int)]
    elements = sum(step == "[]" for step in general(old))
    made: list[str | int] = []
    seen = 0
    for step in steps(rule.to):
        if step == "[]" and seen < elements:
            concrete = [s for s in old if isinstance(s, int) or s == "[]"][seen]
            made.append(concrete)
            seen += 1
        else:
            made.append(step)
    return tuple(made) if positions or elements or made else ()


def below(path: Steps, prefix: Steps) -> Steps | None:
    """What follows ``prefix`` in ``path``; ``None`` if it lies elsewhere."""
    return path[len(prefix) :] if path[: len(prefix)] == prefix else None


def shown(path: Steps) -> str:
    """A path as a reader would write it."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else step if step == "[]" else f".{step}" if text else str(step)
    return text or "the reply"
