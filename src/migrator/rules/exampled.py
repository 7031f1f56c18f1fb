"""The examples of the rules, apart from them: half of their text, which only the commands about rules ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from migrator.record import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from migrator.rules.deployment import Deployment
    from migrator.rules.distributions import Distributions
    from migrator.rules.frameworks import Framework
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.rules.packages import Package
    from migrator.rules.schema import Example, ReferenceRule

    Examples = tuple[Example, ...]
    Exampled = TypeVar("Exampled", ReferenceRule, Operation, Package, Framework, Distributions, Deployment)


def examples(rules: RuleSet) -> dict[str, Examples]:
    """The examples of each rule, by its id."""
    from migrator.rules.load import identity

    return {identity(rule): rule.examples for rule in _all(rules) if rule.examples}


def without(rules: RuleSet) -> RuleSet:
    """The same rules, without examples."""
    return _changed(rules, lambda _: ())


def restored(rules: RuleSet, known: Mapping[str, Examples]) -> RuleSet:
    """The same rules, with those of ``known`` that they have none of themselves."""
    from migrator.rules.load import identity

    return _changed(rules, lambda rule: rule.examples or known.get(identity(rule), ()))


def _all(
    rules: RuleSet,
) -> Iterator[ReferenceRule | Operation | Package | Framework | Distributions | Deployment]:
    yield from rules.references
    yield from rules.operations.values()
    yield from rules.packages
    yield from rules.frameworks
    yield from rules.distributions
    if rules.deployment is not None:
        yield rules.deployment


def _changed(
    rules: RuleSet,
    change: Callable[[ReferenceRule | Operation | Package | Framework | Distributions | Deployment], Examples],
) -> RuleSet:
    def one(rule: Exampled) -> Exampled:
        return replace(rule, examples=change(rule))

    return replace(
        rules,
        references=tuple(map(one, rules.references)),
        operations={name: one(rule) for name, rule in rules.operations.items()},
        packages=tuple(map(one, rules.packages)),
        frameworks=tuple(map(one, rules.frameworks)),
        distributions=tuple(map(one, rules.distributions)),
        deployment=one(rules.deployment) if rules.deployment is not None else None,
    )
