"""The report for a person at a terminal: what is dangerous first, then the counts, readable at 80 columns."""

from __future__ import annotations

from migrator.model import Audit, Finding
from migrator.report.ansi import Style, paint
from migrator.report.columns import elide, pack, width, wrap
from migrator.report.escape import inert, visible
from migrator.report.groups import Group, by_file, grouped
from migrator.report.overview import notices, overview, titled
from migrator.report.summary import headline_parts, summarise
from migrator.report.view import View, select
from migrator.report.wording import counted

_NARROWEST, _WIDEST = 40, 110
_PRIORITY: dict[str, Style] = {"critical": "alarm", "high": "yellow", "medium": "cyan", "low": "dim"}
_SAFETY: dict[str, Style] = {"safe": "green", "review": "yellow", "manual": "red", "none": "dim"}
_MEANING = {
    "critical": "inference calls and the clients behind them",
    "high": "configuration, endpoints, deployment, dependencies",
    "medium": "variables, metadata, identifiers",
    "low": "comments, prose, documents",
}
_FIX = len("fix: manual")
_SHORTEST = 10
_REST = 8


def render(audit: Audit, view: View) -> str:
    """The report as lines of at most ``view.width`` columns; only a path or a rule's name may be longer."""
    shown = select(audit, view)
    summary = summarise(shown, len(audit.findings) - len(shown.findings))
    columns = max(_NARROWEST, min(view.width, _WIDEST))
    lines: list[str] = []
    for group in grouped(shown.findings, view):
        lines += [*_group(group, view, columns), ""]
    lines += notices(shown, view, columns)
    lines += overview(summary, view.colour)
    lines += pack(headline_parts(summary), "; ", columns)
    return "\n".join(inert(line.rstrip()) for line in lines) + "\n"


def _group(group: Group, view: View, columns: int) -> list[str]:
    findings = group.findings[: group.shown]
    margin = max(len(_place(finding)) for finding in findings)
    noted: set[tuple[str, str, str]] = set()
    blocks = [] if view.group_by == "file" else [titled(*_title(group), view.colour)]
    for path, found in by_file(findings).items():
        block = [paint(visible(path), "bold", view.colour)]
        for finding in found:
            block += _finding(finding, f"  {_place(finding):>{margin}}  ", view, columns, noted)
        blocks.append(block)
    if group.rest:
        blocks.append(_rest(group, view))
    return [line for at, block in enumerate(blocks) for line in ([""] if at else []) + block]


def _rest(group: Group, view: View) -> list[str]:
    """How many findings of a group are not listed, and in which files they are."""
    option = f"--{view.group_by} {group.name}" if view.group_by in ("priority", "kind") else "--verbose"
    files = sorted(by_file(group.rest).items(), key=lambda item: -len(item[1]))
    lines = [paint(f"... and {len(group.rest)} more, {option} lists them all:", "dim", view.colour)]
    lines += [f"  {len(found):>5}  {visible(path)}" for path, found in files[:_REST]]
    if others := [finding for _, found in files[_REST:] for finding in found]:
        lines.append(f"  {len(others):>5}  in {counted(len(files) - _REST, 'other file')}")
    return lines


def _title(group: Group) -> tuple[str, Style, str]:
    count = f"{len(group.findings)} in {counted(len(by_file(group.findings)), 'file')}"
    if group.name in _MEANING:
        return group.name.upper(), _PRIORITY[group.name], f"{count}: {_MEANING[group.name]}"
    return visible(group.name), "bold", count


def _place(finding: Finding) -> str:
    return f"{finding.line}:{finding.column}"


def _finding(finding: Finding, place: str, view: View, columns: int, noted: set[tuple[str, str, str]]) -> list[str]:
    """The lines of one finding; ``noted`` are the notes that were said before, and need no repetition."""
    room, colour = columns - len(place), view.colour
    rule, safety = f"[{visible(finding.rule)}]", finding.fix.safety
    beside = room - width(rule) - 2 - _FIX
    label = "" if view.group_by == "priority" else f"{finding.priority:<8}  "
    source = _source_line(finding)
    important = view.verbose or finding.priority in ("critical", "high")
    quoted, aside = (f"| {source}", "") if important and source else ("", source)
    lines, tagged = _laid_out(visible(finding.message), quoted, len(label), room, beside)

    left = beside - 4 - width(lines[tagged])
    aside = "  " + elide(aside, left) if aside and left >= _SHORTEST else ""
    filled = " " * (beside - width(lines[tagged]) - width(aside))
    tags = f"{paint(rule, 'dim', colour)}  fix: {paint(safety, _SAFETY[safety], colour)}"
    lines[tagged] += paint(aside, "dim", colour) + filled + tags
    if label:
        lines[0] = paint(label, _PRIORITY[finding.priority], colour) + lines[0][len(label) :]
    note = (finding.rule, finding.fix.why, finding.fix.how)
    if important and (view.verbose or safety in ("review", "manual")) and note not in noted:
        noted.add(note)
        lines += _note(finding, view, room)
    return [(" " * len(place) if at else place) + line for at, line in enumerate(lines)]


def _laid_out(message: str, quoted: str, indent: int, room: int, beside: int) -> tuple[list[str], int]:
    """The message behind ``indent`` and the quoted source below it, and which of the lines has room for the tags.

    The tags stand behind the message, else behind the source, else on a line of their own.
    """
    lines = wrap(message, room - indent)
    if len(lines) > 1 and width(lines[-1]) + 2 > beside - indent > room // 2:
        lines = wrap(message, beside - 2 - indent)
    lines = [" " * indent + line for line in lines]
    if width(lines[-1]) + 2 <= beside:
        return [*lines, *([elide(quoted, room)] if quoted else [])], len(lines) - 1
    if quoted and width(quoted) + 2 <= beside:
        return [*lines, quoted], len(lines)
    return [*lines, "", *([elide(quoted, room)] if quoted else [])], len(lines)


def _source_line(finding: Finding) -> str:
    """The first line of what was found, unless the message says it already."""
    first, _, more = finding.text.strip().partition("\n")
    line = visible(first.rstrip().replace("\t", " ")) + (" ..." if more else "")
    return "" if line in visible(finding.message) else line


def _note(finding: Finding, view: View, room: int) -> list[str]:
    fix, lines = finding.fix, []
    for head, text in (("why: ", fix.why), ("do:  ", fix.how if view.verbose or fix.safety == "manual" else "")):
        for at, line in enumerate(wrap(visible(text), room - len(head)) if text else ()):
            lines.append(paint((" " * len(head) if at else head) + line, "dim", view.colour))
    return lines
