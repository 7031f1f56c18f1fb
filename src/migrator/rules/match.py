"""Which rule a reference falls under: of those whose conditions hold, the one with the most."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from migrator.reference import Reference
from migrator.rules.needed import built_in
from migrator.rules.schema import Evidence, Match, ReferenceRule


class Rules(Protocol):
    """What matching needs of :class:`migrator.rules.load.RuleSet`."""

    @property
    def references(self) -> tuple[ReferenceRule, ...]:
        """The rules about references."""

    @property
    def evidence(self) -> Evidence:
        """What a textual hit is searched by."""


class Candidate(NamedTuple):
    """One set of conditions of a rule; ``weight`` is their number."""

    weight: int
    condition: Match
    rule: ReferenceRule


def match(reference: Reference, language: str, path: str, rules: Rules) -> ReferenceRule | None:
    """The rule for ``reference`` in the file ``path``, or nothing where none has conditions that hold."""
    return next((candidate.rule for candidate in _matching(reference, language, path, rules)), None)


def rivals(reference: Reference, language: str, path: str, rules: Rules) -> tuple[str, ...]:
    """The ids of all rules with as many conditions as the best one: more than one is an error of the rule set."""
    found: dict[str, int] = {}
    for candidate in _matching(reference, language, path, rules):
        found.setdefault(candidate.rule.rule, candidate.weight)
    return tuple(rule for rule, weight in found.items() if weight == max(found.values()))


def _matching(reference: Reference, language: str, path: str, rules: Rules) -> Iterator[Candidate]:
    """What holds for a reference, the most conditions first, without the rules that yield to others of them."""
    candidates = _index(_Identity(rules.references)).get(reference.role, ())
    for candidate in candidates:
        if not _applies(candidate, reference, language, path):
            continue
        stronger = candidate.rule.yields
        if stronger and any(
            other.rule.rule in stronger and _applies(other, reference, language, path) for other in candidates
        ):
            continue
        yield candidate


class _Identity:
    """A key that is equal only to the very same rules: hashing all their text would cost more than the index."""

    def __init__(self, references: tuple[ReferenceRule, ...]) -> None:
        self.references = references

    def __hash__(self) -> int:
        return id(self.references)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and self.references is other.references


@lru_cache(maxsize=8)
def _index(rules: _Identity) -> dict[str, Sequence[Candidate]]:
    """The conditions that may hold for each role, the heaviest first."""
    by_role: dict[str, list[Candidate]] = {}
    for rule in rules.references:
        for condition in rule.match:
            weight = sum(bool(part) for part in (condition.role, *_rest(condition)))
            for role in condition.role:
                by_role.setdefault(role, []).append(Candidate(weight, condition, rule))
    return {role: sorted(held, key=lambda candidate: -candidate.weight) for role, held in by_role.items()}


def _rest(condition: Match) -> tuple[object, ...]:
    return condition.language, condition.name, condition.value, condition.path


def _applies(candidate: Candidate, reference: Reference, language: str, path: str) -> bool:
    return _holds(candidate.condition, reference, language, path) and not any(
        _holds(condition, reference, language, path) for condition in candidate.rule.unless
    )


def _holds(condition: Match, reference: Reference, language: str, path: str) -> bool:
    return (
        (not condition.role or reference.role in condition.role)
        and (not condition.language or language in condition.language)
        and (not condition.value or _is_in(condition.value, reference.value))
        and (not condition.name or _is_in(condition.name, reference.name))
        and (not condition.path or _is_in(condition.path, path))
    )


def _is_in(pattern: str, text: str) -> bool:
    texts = built_in().get(pattern)
    if texts is not None and text.isascii():
        lower = text.lower()
        if not any(one in lower for one in texts):
            return False
    return _pattern(pattern).search(text) is not None


@cache
def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)
