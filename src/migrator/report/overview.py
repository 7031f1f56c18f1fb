"""What a report says besides the findings: files that could not be judged, what was left out, and the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from migrator.model import PRIORITIES, Audit
from migrator.report.ansi import Style, paint
from migrator.report.columns import pad, width, wrap
from migrator.report.escape import visible
from migrator.report.summary import Summary
from migrator.report.view import View
from migrator.report.wording import counted

_CAP = 20


def titled(name: str, style: Style, count: str, colour: bool) -> list[str]:
    """A heading and the rule below it."""
    return [f"{paint(name, style, colour)}  {count}", paint("-" * (width(name) + 2 + width(count)), "dim", colour)]


def notices(audit: Audit, view: View, columns: int) -> list[str]:
    """Unknown files with their reasons, then what was skipped and which hits are no references."""
    lines: list[str] = []
    if audit.unknown:
        shown = audit.unknown if view.verbose else audit.unknown[:_CAP]
        count = f"{counted(len(audit.unknown), 'file')} could not be judged, and unknown is not clean"
        lines += titled("UNKNOWN", "alarm", count, view.colour)
        lines += [line for unknown in shown for line in _listed(unknown.path, unknown.reason, columns)]
        if len(shown) < len(audit.unknown):
            lines.append(f"... and {len(audit.unknown) - len(shown)} more: --verbose lists them all")
        lines.append("")
    if audit.skipped:
        skipped = [(skipped.reason, skipped.files, skipped.path) for skipped in audit.skipped]
        count = counted(sum(files for _, files, _ in skipped), "file")
        lines += [f"Skipped by design: {count}", *_by_reason(skipped, view, columns), ""]
    if audit.explained:
        explained = [(hit.reason, 1, f"{hit.path}:{hit.line}") for hit in audit.explained]
        count = counted(len(explained), "hit")
        lines += [f"Looked at and no reference: {count}", *_by_reason(explained, view, columns), ""]
    return lines


def overview(summary: Summary, colour: bool) -> list[str]:
    """The counts as tables: layers by priority, then kinds, languages and fixes side by side."""
    if not summary.references:
        return []
    head = f"{'':<16}" + "".join(f"{priority:>10}" for priority in PRIORITIES) + f"{'total':>10}"
    lines = [*titled("SUMMARY", "bold", _scope(summary), colour), paint(head, "dim", colour)]
    for layer, priorities in summary.layers.items():
        lines.append(_row(layer, [*priorities.values(), summary.layer[layer]]))
    lines += [_row("total", [*summary.priority.values(), summary.references]), ""]
    tables = [
        _table("by kind", summary.kind, colour),
        _table("by language", summary.language, colour),
        _table("by fix", {safety: number for safety, number in summary.fix.items() if number}, colour),
    ]
    lines += _beside(tables)
    return [*lines, ""]


def _scope(summary: Summary) -> str:
    scope = f"{counted(summary.files, 'file')} of {summary.searched} searched" if summary.searched else ""
    return f"{scope}; {summary.hidden} hidden by filters" if summary.hidden else scope


def _row(name: str, numbers: Sequence[int]) -> str:
    return f"  {name:<14}" + "".join(f"{number or '-':>10}" for number in numbers)


def _table(title: str, counts: dict[str, int], colour: bool) -> list[str]:
    """Lines of equal width: the title, then a name and its number a line."""
    rows = [(visible(name), str(number)) for name, number in counts.items()]
    columns = max(width(title), max(width(name) for name, _ in rows) + 2 + max(len(number) for _, number in rows))
    lines = [pad(name, columns - len(number)) + number for name, number in rows]
    return [paint(title, "dim", colour) + " " * (columns - width(title)), *lines]


def _beside(tables: list[list[str]]) -> list[str]:
    columns = [width(table[-1]) for table in tables]
    return [
        "  "
        + "      ".join(
            table[row] if row < len(table) else " " * wide for table, wide in zip(tables, columns, strict=True)
        )
        for row in range(max(map(len, tables)))
    ]


def _by_reason(places: Iterable[tuple[str, int, str]], view: View, columns: int) -> list[str]:
    """A line a reason with its number and places; all places, a line each, when the view is verbose."""
    numbers: Counter[str] = Counter()
    paths: dict[str, list[str]] = {}
    for reason, number, path in places:
        numbers[reason] += number
        paths.setdefault(reason, []).append(visible(path))
    lines = []
    for reason, number in numbers.most_common():
        said = f"  {number:>6}  {visible(reason)}"
        if view.verbose:
            lines += [said, *(f"          {path}" for path in paths[reason])]
        else:
            lines += _some(f"{said}: ", paths[reason], columns)
    return lines


def _some(said: str, paths: list[str], columns: int) -> list[str]:
    """``said`` and as many whole paths as fit behind it."""
    for number in range(min(len(paths), 8), 0, -1):
        more = f" and {len(paths) - number} more" if number < len(paths) else ""
        line = f"{said}{', '.join(paths[:number])}{more}"
        if width(line) <= columns:
            return [line]
    first, *others = wrap(said.strip(" :"), columns - 10)
    return [f"  {first}", *(f"          {line}" for line in others)]


def _listed(path: str, reason: str, columns: int) -> list[str]:
    path, reason = visible(path), visible(reason)
    if width(path) + width(reason) + 4 <= columns:
        return [f"  {path}  {reason}"]
    return [f"  {path}", *(f"      {line}" for line in wrap(reason, columns - 6))]
