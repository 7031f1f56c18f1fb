"""Markdown for a pull request comment, a job summary or a wiki page: the counts, then a table a file."""

from __future__ import annotations

from collections.abc import Sequence

from migrator.model import PRIORITIES, Audit, Finding
from migrator.report.escape import visible
from migrator.report.groups import Group, by_file, grouped
from migrator.report.summary import Summary, headline, summarise
from migrator.report.view import View, select
from migrator.report.wording import counted, remedy

_LONGEST = 160
_SPECIAL = {ord(c): f"\\{c}" for c in "\\`*_[]{}|~#$"} | {ord("<"): "&lt;", ord(">"): "&gt;", ord("&"): "&amp;"}
_IN_CODE = {ord(c): f"&#{ord(c)};" for c in "\\`*_[]{}|~#$<>&@!:"}


def render(audit: Audit, view: View) -> str:
    """GitHub-flavoured Markdown; paths and source text are code, and nothing of them is markup."""
    shown = select(audit, view)
    summary = summarise(shown, len(audit.findings) - len(shown.findings))
    lines = [f"**{headline(summary)}**", ""]
    if shown.unknown:
        lines += ["## Unknown files", "", *_table(["File", "Why it could not be judged"], [])]
        lines += [_row([_code(unknown.path), _escape(unknown.reason)]) for unknown in shown.unknown]
        lines.append("")
    if summary.references:
        lines += [*_layers(summary), "", *_counts(summary), ""]
    for group in grouped(shown.findings, view):
        lines += _group(group, view)
    left_out = [
        f"{counted(summary.skipped, 'file')} skipped by design" if summary.skipped else "",
        f"{counted(summary.explained, 'hit')} looked at and no reference" if summary.explained else "",
        f"{counted(summary.hidden, 'reference')} hidden by filters" if summary.hidden else "",
    ]
    lines += [f"{'; '.join(filter(None, left_out))}.", ""] if any(left_out) else []
    return "\n".join(lines[:-1]) + "\n"


def _layers(summary: Summary) -> list[str]:
    rows = [
        [layer, *(str(number) for number in priorities.values()), str(summary.layer[layer])]
        for layer, priorities in summary.layers.items()
    ]
    total = ["**total**", *(str(number) for number in summary.priority.values()), str(summary.references)]
    return _table(["Layer", *PRIORITIES, "total"], [*rows, total], right=True)


def _counts(summary: Summary) -> list[str]:
    lines = []
    for title, counts in (("kind", summary.kind), ("language", summary.language), ("fix", summary.fix)):
        said = ", ".join(f"{_escape(name)} {number}" for name, number in counts.items() if number)
        lines.append(f"- By {title}: {said}")
    return lines


def _group(group: Group, view: View) -> list[str]:
    heading = group.name.capitalize() if view.group_by == "priority" else _code(group.name)
    lines = [f"## {heading}: {counted(len(group.findings), 'reference')}", ""]
    for path, findings in by_file(group.findings[: group.shown]).items():
        lines += [f"### {_code(path)}", ""] if view.group_by != "file" else []
        lines += [*_table(["Line", "Reference", "Rule", "Fix"], [_cells(finding) for finding in findings]), ""]
    if group.rest:
        lines += [f"... and {len(group.rest)} more in {counted(len(by_file(group.rest)), 'file')}.", ""]
    return lines


def _cells(finding: Finding) -> list[str]:
    first, _, more = finding.text.strip().partition("\n")
    shown = first if len(first) <= _LONGEST else first[:_LONGEST] + "..."
    source = f"<br>{_code(shown + (' ...' if more else ''))}" if shown else ""
    said = f": {_escape(remedy(finding.fix))}" if remedy(finding.fix) else ""
    return [
        str(finding.line),
        _escape(finding.message) + source,
        _code(finding.rule),
        f"**{finding.fix.safety}**{said}",
    ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], right: bool = False) -> list[str]:
    rule = ["---", *("---:" if right else "---" for _ in head[1:])]
    return [_row(head), _row(rule), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escape(text: str) -> str:
    return visible(text).translate(_SPECIAL)


def _code(text: str) -> str:
    """``text`` as code: a code span, or where one cannot hold it, an element of entities."""
    text = visible(text)
    if text.strip() and not any(character in text for character in "`|"):
        return f"`{text}`"
    return f"<code>{text.translate(_IN_CODE)}</code>"
