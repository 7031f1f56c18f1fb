"""How a rule is chosen, with rules made up for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from migrator.model import Span
from migrator.reference import Reference
from migrator.rules.match import match, rivals
from migrator.rules.schema import Evidence, Match, ReferenceRule

HERE = Span(0, 1)


@dataclass(frozen=True)
class Made:
    """A set of rules."""

    references: tuple[ReferenceRule, ...]
    evidence: Evidence = field(default_factory=lambda: Evidence("none"))


def rule(name: str, *conditions: Match, unless: tuple[Match, ...] = (), yields: tuple[str, ...] = ()) -> ReferenceRule:
    return ReferenceRule(name, "what", "why", conditions, unless=unless, yields=yields, kind="text")


def chosen(reference: Reference, *rules: ReferenceRule, language: str = "python", path: str = "a.py") -> str:
    found = match(reference, language, path, Made(rules))
    return found.rule if found else ""


def test_no_rule_without_a_condition_that_holds() -> None:
    string = Reference("string", HERE, value="plain")
    assert chosen(string) == ""
    assert chosen(string, rule("other", Match(role=("comment",)))) == ""
    assert chosen(string, rule("value", Match(role=("string",), value="acme"))) == ""
    assert chosen(string, rule("language", Match(role=("string",), language=("go",)))) == ""
    assert chosen(string, rule("path", Match(role=("string",), path=r"\.go$"))) == ""


def test_patterns_are_searched_without_regard_to_case() -> None:
    assert (
        chosen(Reference("string", HERE, value="see ACME.com"), rule("a", Match(role=("string",), value="acme"))) == "a"
    )


def test_the_rule_with_the_most_conditions_wins_whatever_the_order() -> None:
    general, special = rule("general", Match(role=("string",))), rule("special", Match(role=("string",), value="x"))
    reference = Reference("string", HERE, value="x")
    assert chosen(reference, general, special) == chosen(reference, special, general) == "special"


def test_unless_takes_a_rule_out() -> None:
    general = rule("general", Match(role=("string",)))
    special = rule("special", Match(role=("string",), value="x"), unless=(Match(name="n"),))
    assert chosen(Reference("string", HERE, "n", "x"), general, special) == "general"
    assert chosen(Reference("string", HERE, "m", "x"), general, special) == "special"


def test_a_rule_yields_to_another_of_the_same_or_of_less_weight() -> None:
    weak = rule("weak", Match(role=("string",)))
    strong = rule("strong", Match(role=("string",), value="x", name="n"), yields=("weak",))
    assert chosen(Reference("string", HERE, "n", "x"), weak, strong) == "weak"


def test_it_does_not_yield_to_one_that_does_not_match() -> None:
    other = rule("other", Match(role=("string",), value="y"))
    strong = rule("strong", Match(role=("string",), value="x"), yields=("other",))
    assert chosen(Reference("string", HERE, value="x"), other, strong) == "strong"


def test_rules_with_as_many_conditions_are_rivals() -> None:
    one, two = rule("one", Match(role=("string",), value="x")), rule("two", Match(role=("string",), name="n"))
    reference = Reference("string", HERE, "n", "x")
    assert set(rivals(reference, "python", "a.py", Made((one, two)))) == {"one", "two"}
    assert rivals(Reference("string", HERE, "", "x"), "python", "a.py", Made((one, two))) == ("one",)
