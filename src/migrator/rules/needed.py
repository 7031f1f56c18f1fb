"""Texts that a pattern cannot do without: where they are not, it need not be searched for, nor even compiled.

They are worked out when the package is built; a checkout does without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from migrator.rules.schema import Match, ReferenceRule

Needs = tuple[tuple[str, ...], ...]
"""Alternatives in lower case, of each of which a text holds one."""

SHORTEST = 2
"""Letters of a text that says anything."""
MOST = 60
"""Texts that are worth looking for, instead of one pattern."""


def needed(pattern: str, common: Iterable[str] = ()) -> Needs:
    """What every ASCII text holds that ``pattern`` is found in, whatever the case.

    Nothing is said of ``common`` words and of parts of them, which nearly every text holds.
    """
    from re import _parser  # type: ignore[attr-defined]  # it has no public name

    found = (tuple(sorted(part)) for part in _parts(_parser.parse(pattern), tuple(common)))
    return tuple(dict.fromkeys(found))


def table(rules: Iterable[ReferenceRule], common: Iterable[str] = ()) -> dict[str, Needs]:
    """What each pattern of the rules needs, if it needs anything."""
    conditions = (condition for rule in rules for condition in (*rule.match, *rule.unless))
    written = {pattern for condition in conditions for pattern in _patterns(condition)}
    return {pattern: needs for pattern in sorted(written) if (needs := needed(pattern, common))}


def may_match(pattern: str, text: str, needs: Mapping[str, Needs]) -> bool:
    """Whether ``text`` holds what ``pattern`` needs."""
    parts = needs.get(pattern)
    if parts is None or not text.isascii():
        return True
    lower = text.lower()
    return all(any(one in lower for one in part) for part in parts)


@cache
def built_in() -> Mapping[str, Needs]:
    """What the patterns of the rules need that come with the package."""
    try:
        from migrator._rules.needed import NEEDED
    except ModuleNotFoundError:
        return {}
    known: Mapping[str, Needs] = NEEDED
    return known


def _patterns(condition: Match) -> Iterator[str]:
    return filter(None, (condition.name, condition.value, condition.path))


def _tells(part: frozenset[str], common: tuple[str, ...]) -> bool:
    return _length(part) >= SHORTEST and len(part) <= MOST and not any(t in word for t in part for word in common)


def _parts(parsed: Iterable[tuple[Any, Any]], common: tuple[str, ...]) -> list[frozenset[str]]:
    """The alternatives of each thing in a row that a pattern is made of, if they tell anything."""
    parts, run = [], ""
    for kind, argument in parsed:
        if str(kind) == "LITERAL" and argument < 128:
            run += chr(argument).lower()
            continue
        parts += [frozenset({run}), *_inside(str(kind), argument, common)]
        run = ""
    return [part for part in (*parts, frozenset({run})) if _tells(part, common)]


def _inside(kind: str, argument: Any, common: tuple[str, ...]) -> list[frozenset[str]]:
    """What one thing in a pattern needs."""
    if kind == "SUBPATTERN":
        return _parts(argument[3], common)
    if kind == "ATOMIC_GROUP":
        return _parts(argument, common)
    if kind == "ASSERT":
        return _parts(argument[1], common)
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _parts(argument[2], common) if argument[0] else []
    if kind == "BRANCH":
        branches = [_parts(branch, common) for branch in argument[1]]
        if all(branches):
            return [frozenset().union(*(max(parts, key=_length) for parts in branches))]
    return []


def _length(part: frozenset[str]) -> int:
    return min(map(len, part))
