"""Whole programs, rewritten by the tool, run under Node before on the old server and after on the new one.

A program whose first line says ``// left: …`` must stay as it is, for a reason that contains the text.
"""

from __future__ import annotations

import pytest

from tests.analysis.tree import planned, rewritten
from tests.typescript.pairs import after, assert_alike, files_of, left, programs
from tests.typescript.toolchain import Toolchain


@pytest.mark.parametrize("name", programs())
def test_program(name: str, tools: Toolchain) -> None:
    before = files_of(name)
    reason = left(before)
    if reason:
        assert after(name) == before
        why = [problem.why for unit in planned(before).blocked for problem in unit.problems]
        assert any(reason in each for each in why), why
        return
    assert after(name) != before, [(unit.unit.rule, unit.problems[0].why) for unit in planned(before).blocked]
    assert rewritten(after(name)) == after(name), "a second run changes something"
    assert_alike(tools, before, after(name))


def test_every_program_type_checks_before_and_after(tools: Toolchain) -> None:
    versions = {f"{name} before": files_of(name) for name in programs()}
    versions |= {f"{name} after": after(name) for name in programs() if not left(files_of(name))}
    assert tools.errors(versions) == {}


def test_an_address_that_callers_in_other_files_give_moves_with_the_call() -> None:
    assert ":11434" not in "".join(after("given_address").values())
