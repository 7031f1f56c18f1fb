"""The findings of the analysis in a notebook: its code cells are judged as one module, at their place in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.cells import CellSource, module_of
from migrator.record import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from migrator.model import Finding
    from migrator.scan.source import Source


def notebook_findings(source: Source, judge: Callable[[Source], Sequence[Finding]]) -> list[Finding]:
    """What ``judge`` finds in the code of a notebook, as findings of the notebook."""
    module = module_of(source)
    if not isinstance(module, CellSource) or not module.data.strip():
        return []
    return [replace(one, span=module.place(one.span), language="notebook") for one in judge(module)]
