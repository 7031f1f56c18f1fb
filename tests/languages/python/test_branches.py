"""How far one place runs only because of what another one found."""

from __future__ import annotations

import pytest
from tree_sitter import Node

from migrator.languages.python.branches import always, depends, only_breaks, tries
from migrator.languages.python.parse import parse


def _named(code: str, name: str) -> Node:
    data = code.encode()
    at = data.index(name.encode())
    node = parse(data).root_node.descendant_for_byte_range(at, at + len(name))
    assert node is not None
    return node


INDEPENDENT = {
    "before the test": "place\nif test:\n    pass\n",
    "after an if that stays": "if test:\n    x()\nplace\n",
    "before it in the test": "if place and test:\n    pass\n",
    "in another function": "def f():\n    if test:\n        return\ndef g():\n    place\n",
    "after the loop that is left": "for x in y:\n    if test:\n        break\nplace\n",
    "the test is an argument": "if f(test):\n    place\n",
    "the test is in the branch of a conditional": "a = test if b else c\nplace\n",
}
DEPENDENT = {
    "in the branch": ("if test:\n    place\n", "true"),
    "in a branch of a branch": ("if test:\n    if x:\n        place\n", "true"),
    "in the other branch": ("if test:\n    pass\nelse:\n    place\n", "false"),
    "in a later branch": ("if test:\n    pass\nelif x:\n    place\n", "false"),
    "in the branch of an elif": ("if x:\n    pass\nelif test:\n    place\n", "true"),
    "in the branch of a negation": ("if not test:\n    place\n", "false"),
    "after a branch that continues": ("for x in y:\n    if test:\n        continue\n    place\n", "false"),
    "after a negation that continues": ("for x in y:\n    if not test:\n        continue\n    place\n", "true"),
    "after a branch that returns": ("def f():\n    if test:\n        return\n    place\n", "false"),
    "after a branch whose else returns": (
        "def f():\n    if test:\n        a()\n    else:\n        return\n    place\n",
        "true",
    ),
    "after a nested branch that breaks": (
        "for x in y:\n    if z:\n        if test:\n            break\n    place\n",
        "unclear",
    ),
    "in the branch of a conjunction": ("if x and test:\n    place\n", "true"),
    "in the other branch of a conjunction": ("if x and test:\n    pass\nelse:\n    place\n", "unclear"),
    "in the branch of a disjunction": ("if x or test:\n    place\n", "unclear"),
    "in the other branch of a disjunction": ("if x or test:\n    pass\nelse:\n    place\n", "false"),
    "behind and": ("a = test and place\n", "true"),
    "behind or": ("a = test or place\n", "false"),
    "in a conditional": ("a = place if test else b\n", "true"),
    "in the other part of a conditional": ("a = b if test else place\n", "false"),
    "in a filtered comprehension": ("a = [place for x in y if test]\n", "true"),
    "behind a walrus": ("if x := test:\n    place\n", "true"),
    "compared with a truth value": ("if test is True:\n    place\n", "true"),
    "compared with its opposite": ("if test == False:\n    place\n", "false"),
    "compared with something": ("if test == 'stop':\n    place\n", "unclear"),
    "made a truth value": ("if bool(test):\n    place\n", "true"),
    "in a nested function": ("if test:\n    def f():\n        place\n", "true"),
}


@pytest.mark.parametrize("code", INDEPENDENT.values(), ids=INDEPENDENT)
def test_place_is_independent(code: str) -> None:
    assert depends(_named(code, "test"), _named(code, "place")) == ""


@pytest.mark.parametrize(("code", "expected"), DEPENDENT.values(), ids=DEPENDENT)
def test_place_depends(code: str, expected: str) -> None:
    assert depends(_named(code, "test"), _named(code, "place")) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("before\nafter\n", True),
        ("before\nif x:\n    after\n", True),
        ("after\nbefore\n", False),
        ("if x:\n    before\nafter\n", False),
        ("if x:\n    before\nelse:\n    after\n", False),
        ("try:\n    before\nexcept E:\n    pass\nafter\n", False),
    ],
)
def test_passing_one_place_means_having_passed_another(code: str, expected: bool) -> None:
    assert always(_named(code, "before"), _named(code, "after")) is expected


def test_a_test_that_only_breaks() -> None:
    assert only_breaks(_named("for x in y:\n    if test:\n        break\n", "test"))
    assert not only_breaks(_named("for x in y:\n    if test:\n        f()\n        break\n", "test"))
    assert not only_breaks(_named("def f():\n    if test:\n        return\n", "test"))


def test_handlers_around_a_place() -> None:
    code = "try:\n    try:\n        first\n    finally:\n        second\nexcept E:\n    third\n"
    assert len(tries(_named(code, "first"))) == 1
    assert tries(_named(code, "first")) == tries(_named(code, "second"))
    assert tries(_named(code, "third")) == ()
