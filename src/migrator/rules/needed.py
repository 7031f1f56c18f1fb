"""The texts of which a pattern needs one: where none of them is, it need not be searched for, nor even compiled.

They are worked out when the package is built; a checkout does without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from migrator.rules.schema import Match, ReferenceRule

SHORTEST = 2
"""Letters of a text that says anything."""
MOST = 60
"""Texts that are worth looking for, instead of one pattern."""


def needed(pattern: str) -> tuple[str, ...]:
    """Texts in lower case, one of which is in every ASCII text that ``pattern`` is found in, whatever the case.

    Nothing where there are none, or too many.
    """
    from re import _parser  # type: ignore[attr-defined]  # it has no public name

    found = _texts(_parser.parse(pattern))
    return tuple(sorted(found)) if found and len(found) <= MOST and min(map(len, found)) >= SHORTEST else ()


def table(rules: Iterable[ReferenceRule]) -> dict[str, tuple[str, ...]]:
    """What each pattern of the rules needs, if it needs anything."""
    written = {
        pattern for rule in rules for condition in (*rule.match, *rule.unless) for pattern in _patterns(condition)
    }
    return {pattern: texts for pattern in sorted(written) if (texts := needed(pattern))}


@cache
def built_in() -> dict[str, tuple[str, ...]]:
    """What the patterns of the rules need that come with the package."""
    try:
        from migrator._rules.needed import NEEDED
    except ModuleNotFoundError:
        return {}
    known: dict[str, tuple[str, ...]] = NEEDED
    return known


def _patterns(condition: Match) -> Iterator[str]:
    return filter(None, (condition.name, condition.value, condition.path))


def _texts(parsed: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Of what a pattern is made of in a row, the part whose shortest text is the longest."""
    parts, run = [], ""
    for kind, argument in parsed:
        if str(kind) == "LITERAL" and argument < 128:
            run += chr(argument).lower()
            continue
        parts += [frozenset({run}), _inside(str(kind), argument)]
        run = ""
    parts.append(frozenset({run}))
    return max((part for part in parts if part), key=lambda part: (min(map(len, part)), -len(part)))


def _inside(kind: str, argument: Any) -> frozenset[str]:
    """What one part of a pattern needs."""
    if kind == "SUBPATTERN":
        return _texts(argument[3])
    if kind == "ATOMIC_GROUP":
        return _texts(argument)
    if kind == "ASSERT":
        return _texts(argument[1])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _texts(argument[2]) if argument[0] else frozenset()
    if kind == "BRANCH":
        return frozenset().union(*map(_texts, argument[1]))
    return frozenset()
