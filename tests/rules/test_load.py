from __future__ import annotations

from migrator.rules.compile import examples_module, rules_module
from migrator.rules.exampled import restored
from migrator.rules.load import CHECKOUT, EMPTY, RuleSet, gather, load, read_directory
from migrator.rules.operations import Operation
from migrator.rules.validate import validate

NOT_IN_TEXT = {"file-name"}


def test_the_built_in_rules_have_no_flaw() -> None:
    validate(read_directory(CHECKOUT), EMPTY)


def test_every_rule_has_examples_and_the_first_ones_must_stay_as_they_are() -> None:
    silent, untested = set(), set()
    for rule in load().references:
        finds = [example.finds for example in rule.examples if example.finds is not None]
        if not any(finds) and not rule.explains and rule.rule not in NOT_IN_TEXT:
            untested.add(rule.rule)
        if () not in finds and rule.rule not in NOT_IN_TEXT:
            silent.add(rule.rule)
    assert untested == set(), "no example is found"
    assert silent == set(), "no example says what is not found"


def test_an_operation_takes_from_the_one_it_is_like() -> None:
    calls = load().operations
    assert calls["generate"].request["options"] == calls["chat"].request["options"]
    assert "messages" not in calls["generate"].request


def test_compiled_rules_are_the_rules() -> None:
    rules = gather(read_directory(CHECKOUT))
    names: dict[str, object] = {}
    exec(rules_module(rules), names)
    exec(examples_module(rules), names)
    compiled, examples = names["RULES"], names["EXAMPLES"]
    assert isinstance(compiled, RuleSet) and isinstance(examples, dict)
    assert not any(rule.examples for rule in compiled.references)
    assert restored(compiled, examples) == rules
    assert isinstance(rules.operations["chat"], Operation)
