"""The findings of the analysis in a notebook: its code cells are judged as one module, at their place in the file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from migrator.languages.cells import cells
from migrator.model import Finding, Fix, Span
from migrator.scan.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from migrator.languages.cells import Cells


def notebook_findings(source: Source, judge: Callable[[Source], Sequence[Finding]]) -> list[Finding]:
    """What ``judge`` finds in the code of a notebook, as findings of the notebook."""
    held = cells(source.data)
    if not held.code.strip():
        return []
    return [_moved(one, held, source) for one in judge(Source(f"{source.path}.py", held.code))]


def _moved(finding: Finding, held: Cells, source: Source) -> Finding:
    """A finding of the code, where its bytes stand in the notebook; nothing there is rewritten."""
    span = Span(held.starts[finding.span.start], held.ends[finding.span.end - 1])
    (line, column), (end_line, end_column) = source.position(span.start), source.position(span.end)
    fix = finding.fix
    if fix.safety in ("safe", "review"):
        fix = Fix("manual", fix.how, "the cells of notebooks are not rewritten")
    return replace(
        finding,
        path=source.path,
        span=span,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        language="notebook",
        fix=fix,
    )
