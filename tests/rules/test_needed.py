from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.rules.load import load
from migrator.rules.needed import may_match, needed, table

TABLE = table(load().references)


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        ("Serve", (("serve",),)),
        (r"\b(curl|wget)\b.*url", (("curl", "wget"), ("url",))),
        (r"^:?1234(/\w+)?$", (("1234",),)),
        (r"ab(cd)?(efgh)+", (("ab",), ("efgh",))),
        (r"(?=.*model)\w+", (("model",),)),
        (r"(ab|cd|[xy]z)", ()),
        (r"(ab|)", ()),
        (r"(?!model)\w+", ()),
        (r"(model)?", ()),
        (r"x", ()),
        ("", ()),
    ],
)
def test_what_a_pattern_needs(pattern: str, needs: tuple[tuple[str, ...], ...]) -> None:
    assert needed(pattern) == needs


def test_nothing_is_said_of_words_that_every_text_holds() -> None:
    assert needed(r"server\s+(start|halt)", ["servers"]) == (("halt", "start"),)


def test_most_patterns_of_the_rules_need_something() -> None:
    rules = load().references
    patterns = {c.value for rule in rules for c in rule.match if c.value}
    assert len(patterns & TABLE.keys()) > len(patterns) / 2


@given(st.sampled_from(sorted(TABLE)), st.data())
def test_no_match_is_without_what_its_pattern_needs(pattern: str, data: st.DataObject) -> None:
    found = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE | re.ASCII)))
    assert may_match(pattern, found, TABLE), found
