"""The gate's verdict for a person: what fails, how much of it, what to do next, and how far the work is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from migrator.gate.baseline import path_of, rule_of
from migrator.gate.verdict import ReasonKind, Verdict
from migrator.model import PRIORITIES, Finding
from migrator.report.ansi import paint
from migrator.report.columns import elide, wrap
from migrator.report.escape import inert, visible
from migrator.report.wording import counted

_SHOWN = 20
_Detail = tuple[str, str, str]
"""A path, where in it, and what is there."""
_NEXT: dict[ReasonKind, str] = {
    "open": "`migrator rewrite --dry-run` shows what can be replaced by itself, `migrator audit` all that is left.",
    "unknown": "Mend each file, or exclude it in the settings.",
    "suppressions": "Mend or delete each.",
    "gone": "`migrator baseline` takes them out; commit the file.",
}


def render(verdict: Verdict, *, columns: int = 80, colour: bool = False) -> str:
    """The verdict as lines of at most ``columns``, but for paths; the last one says how far the work is."""
    blocks = [_block(reason.kind, reason.count, verdict, columns, colour) for reason in verdict.reasons]
    end = [paint("The gate fails.", "alarm", colour) if verdict.failed else paint("The gate holds.", "green", colour)]
    blocks.append([*end, *wrap(_apart(verdict), columns), *wrap(progress(verdict), columns)])
    return "\n\n".join("\n".join(inert(line) for line in block if line) for block in blocks) + "\n"


def progress(verdict: Verdict) -> str:
    """The line that is asked for each week: how many are open, and how that changed since the baseline was written."""
    left = len(verdict.open) + len(verdict.minor)
    if verdict.written is None:
        return f"{left} open now; there is no baseline."
    change = verdict.written - left - len(verdict.baselined)
    fell = f"fell by {change}" if change > 0 else f"rose by {-change}" if change else "no change"
    return f"{left} open now, {len(verdict.baselined)} in the baseline; {fell} since the baseline was written."


def _block(kind: ReasonKind, count: int, verdict: Verdict, columns: int, colour: bool) -> list[str]:
    title, details = _reason(kind, count, verdict)
    lines = [paint(line, "red", colour) for line in wrap(title, columns)]
    last = ""
    for path, place, what in details[:_SHOWN]:
        if path != last:
            lines.append(f"  {visible(path)}")
        last = path
        start = f"    {place}  " if place else "    "
        room = columns - len(start)
        told = [elide(visible(what), room)] if kind == "open" else wrap(visible(what), room)
        lines += [(" " * len(start) if at else start) + line for at, line in enumerate(told)]
    if len(details) > _SHOWN:
        lines.append(f"  ... and {len(details) - _SHOWN} more")
    return [*lines, *wrap(_NEXT[kind], columns)]


def _reason(kind: ReasonKind, count: int, verdict: Verdict) -> tuple[str, list[_Detail]]:
    """The title of a reason to fail, and each thing behind it."""
    if kind == "open":
        allowed = f"{verdict.threshold} allowed" if verdict.threshold else "none allowed"
        first = sorted(verdict.open, key=lambda one: (PRIORITIES.index(one.priority), one.path, one.line, one.column))
        return f"{counted(count, 'open reference')}, {allowed}: {_by_priority(verdict.open)}", [
            (one.path, f"{one.line}:{one.column}", f"{one.rule}: {one.text}") for one in first
        ]
    if kind == "unknown":
        return f"{counted(count, 'file')} could not be judged, and unknown is not clean", [
            (unknown.path, "", unknown.reason) for unknown in verdict.unknown
        ]
    if kind == "suppressions":
        return f"{counted(count, 'fault')} in suppressions", [
            (fault.path, str(fault.line), f"{fault.kind}: {fault.message}") for fault in verdict.faults
        ]
    entries = "1 entry of the baseline no longer occurs"
    if count > 1:
        entries = f"{count} entries of the baseline no longer occur"
    paid = Counter((path_of(entry), rule_of(entry)) for entry in verdict.gone)
    return entries, [(path, "", f"{rule} ({times})" if times > 1 else rule) for (path, rule), times in paid.items()]


def _apart(verdict: Verdict) -> str:
    """What was counted and does not fail."""
    failing = {reason.kind for reason in verdict.reasons}
    parts = [
        f"{len(verdict.open)} open, {verdict.threshold} allowed" if verdict.open and "open" not in failing else "",
        f"{len(verdict.minor)} open of lower priority" if verdict.minor else "",
        f"{len(verdict.suppressed)} suppressed" if verdict.suppressed else "",
        f"{len(verdict.kept)} kept by the settings" if verdict.kept else "",
        f"{len(verdict.documents)} in documents (--documents gates them)" if verdict.documents else "",
        f"{len(verdict.gone)} paid that `migrator baseline` takes out"
        if verdict.gone and "gone" not in failing
        else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"Counted apart: {told}." if told else ""


def _by_priority(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.priority for finding in findings)
    return ", ".join(f"{counts[priority]} {priority}" for priority in PRIORITIES if counts[priority])
