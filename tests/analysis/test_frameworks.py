"""Programs on frameworks, rewritten and run on both wires; what must stay, stays, for the reason its first line gives."""

from __future__ import annotations

import importlib.util
import re
import warnings
from pathlib import Path

import pytest

from tests.analysis.tree import blocked, planned, rewritten
from tests.wire.run import assert_same

PROGRAMS = sorted((Path(__file__).parent / "frameworks").glob("*.py"))
LEFT = "# left: "
IMPORTED = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_program(program: Path) -> None:
    before = program.read_text()
    files = {"app.py": before}
    after = rewritten(files)["app.py"]
    if before.startswith(LEFT):
        reason = before.partition("\n")[0].removeprefix(LEFT)
        assert after == before
        assert any(reason in problem.why for unit in planned(files).blocked for problem in unit.problems)
        return
    assert after != before
    assert rewritten({"app.py": after})["app.py"] == after, "a second run changes something"
    missing = {name for name in IMPORTED.findall(before + after) if importlib.util.find_spec(name) is None}
    if missing:
        pytest.skip(f"not installed: {', '.join(sorted(missing))}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert_same(before, after, inline=True, streamed=False, ordered=False)
