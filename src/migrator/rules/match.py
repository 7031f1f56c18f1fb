"""Which rule a reference falls under: of those whose conditions hold, the one with the most."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Protocol

from migrator.record import record
from migrator.reference import Reference
from migrator.rules.needed import built_in, may_match
from migrator.rules.schema import Evidence, Match, ReferenceRule


class Rules(Protocol):
    """What matching needs of :class:`migrator.rules.load.RuleSet`."""

    @property
    def references(self) -> tuple[ReferenceRule, ...]:
        """The rules about references."""

    @property
    def evidence(self) -> Evidence:
        """What a textual hit is searched by."""


@record
class Candidate:
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
    if condition.role and reference.role not in condition.role:
        return False
    if condition.language and language not in condition.language:
        return False
    asked = ((condition.value, reference.value), (condition.name, reference.name), (condition.path, path))
    wanted, needs = [(pattern, text) for pattern, text in asked if pattern], built_in()
    return all(may_match(pattern, text, needs) for pattern, text in wanted) and all(
        _pattern(pattern).search(text) is not None for pattern, text in wanted
    )


@cache
def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)
