"""Whole programs, rewritten by the tool, run before against the old server and after against the new one.

A program whose first line says ``# left: …`` must stay as it is, for a reason that contains the text; one that says
``# the model thinks`` asks a model that does.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.analysis.tree import planned, rewritten
from tests.wire.run import assert_same

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))
LEFT = "# left: "
THINKS = "# the model thinks"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_program(program: Path) -> None:
    before = program.read_text()
    files = {"app.py": before}
    made = rewritten(files)
    after = made.pop("app.py")
    if before.startswith(LEFT):
        reason = before.partition("\n")[0].removeprefix(LEFT)
        assert after == before
        assert any(reason in problem.why for unit in planned(files).blocked for problem in unit.problems)
        return
    assert after != before
    assert rewritten({"app.py": after, **made}) == {"app.py": after, **made}, "a second run changes something"
    modules = {path.removesuffix(".py"): text for path, text in made.items()}
    assert_same(before, after, inline=True, modules=modules, reasoning=before.startswith(THINKS))
