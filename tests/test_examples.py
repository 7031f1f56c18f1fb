from __future__ import annotations

import pytest

from migrator.examples import check, faults
from migrator.record import replace
from migrator.rules.load import load
from migrator.rules.schema import Example

RULES = load()


def test_every_example_of_the_built_in_rules_holds() -> None:
    failures = check(RULES)
    assert failures == [], "\n".join(map(str, failures))


@pytest.mark.parametrize(
    ("example", "message"),
    [
        pytest.param(Example("a.py", "import ollama\n", finds=()), "not nothing", id="finds too much"),
        pytest.param(
            Example("a.py", "import os\n", finds=("import ollama",)), "finds nothing, not", id="finds nothing"
        ),
        pytest.param(Example("a.py", "import os\n", after="import sys\n"), "becomes", id="is not rewritten"),
    ],
)
def test_an_example_that_does_not_hold_is_told(example: Example, message: str) -> None:
    [told] = faults(example, "vendor-import", RULES)
    assert message in told


def test_a_failure_names_the_file_and_the_example() -> None:
    rule = next(rule for rule in RULES.references if rule.rule == "vendor-import")
    broken = replace(rule, examples=(Example("a.py", "import ollama\n", finds=()),))
    [failure] = check(replace(RULES, references=(broken,), operations={}, packages=()))
    assert str(failure).startswith(f"{RULES.files['vendor-import']}: example 1: finds 'import ollama', not nothing")
