"""The counts of an audit, and the one line about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from migrator.model import LAYERS, PRIORITIES, SAFETIES, Audit, Layer, Priority, Safety
from migrator.record import record
from migrator.report.wording import counted, plural


@record
class Summary:
    """How many references there are, and of which sort.

    ``files`` have a reference, ``searched`` is how many were looked at, ``hidden`` is how many references a filter left
    out. Priorities, layers and safeties are complete and in their order; kinds and languages are those that occur, the
    most frequent first.
    """

    references: int
    files: int
    searched: int
    hidden: int
    unknown: int
    explained: int
    skipped: int
    priority: dict[Priority, int]
    kind: dict[str, int]
    language: dict[str, int]
    layer: dict[Layer, int]
    fix: dict[Safety, int]
    layers: dict[Layer, dict[Priority, int]]


def summarise(audit: Audit, hidden: int = 0) -> Summary:
    """Counts what ``audit`` holds; ``hidden`` references were left out of it by a filter."""
    findings = audit.findings
    priorities = Counter(finding.priority for finding in findings)
    layers = Counter(finding.layer for finding in findings)
    safeties = Counter(finding.fix.safety for finding in findings)
    cells = Counter((finding.layer, finding.priority) for finding in findings)
    return Summary(
        references=len(findings),
        files=len({finding.path for finding in findings}),
        searched=audit.files,
        hidden=hidden,
        unknown=len(audit.unknown),
        explained=len(audit.explained),
        skipped=sum(skipped.files for skipped in audit.skipped),
        priority={priority: priorities[priority] for priority in PRIORITIES},
        kind=_frequent(finding.kind for finding in findings),
        language=_frequent(finding.language for finding in findings),
        layer={layer: layers[layer] for layer in LAYERS},
        fix={safety: safeties[safety] for safety in SAFETIES},
        layers={layer: {priority: cells[layer, priority] for priority in PRIORITIES} for layer in LAYERS},
    )


def headline(summary: Summary) -> str:
    """The audit in one line, for a weekly report: how many are left, how grave, and who has to change them."""
    return "; ".join(part for part in headline_parts(summary) if part)


def headline_parts(summary: Summary) -> tuple[str, str, str]:
    """The three parts of :func:`headline`: how many references, how they are fixed, what could not be judged."""
    of = f" of {summary.references + summary.hidden}" if summary.hidden else ""
    count = f"{summary.references}{of} {plural(summary.references + summary.hidden, 'reference')}"
    if not summary.references:
        count = f"No references in {counted(summary.searched, 'file')}"
        if summary.hidden:
            count = f"None of {counted(summary.hidden, 'reference')} is shown"
        priorities = ""
    else:
        priorities = ", ".join(f"{number} {priority}" for priority, number in summary.priority.items() if number)
        count += f" in {counted(summary.files, 'file')}: {priorities}"
    fixes = {
        "safe": "would be rewritten safely",
        "review": "need review" if summary.fix["review"] != 1 else "needs review",
        "manual": "by hand",
        "none": "need nothing" if summary.fix["none"] != 1 else "needs nothing",
    }
    return (
        count,
        ", ".join(f"{number} {fixes[safety]}" for safety, number in summary.fix.items() if number),
        f"{counted(summary.unknown, 'file')} could not be judged" if summary.unknown else "",
    )


def _frequent(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
