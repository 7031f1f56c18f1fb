"""From one file's textual hits to its findings. What no rule explains is a finding too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.audit.layer import layer_of
from migrator.languages import language_of, problem, references
from migrator.model import Explained, Finding, Fix, Span, Unknown
from migrator.record import record
from migrator.reference import Reference
from migrator.rules.match import match
from migrator.rules.schema import FixNote, ReferenceRule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from migrator.rules.match import Rules
    from migrator.scan.source import Source

SHOWN = 200
"""Characters of source text and of values that a finding repeats."""
LAST_RESORT = ReferenceRule(
    rule="unexplained",
    what="A hit that no rule says anything about.",
    why="Nothing may be dropped silently.",
    match=(),
    kind="text",
    message="No rule says what this is: {text}",
    fix=FixNote("manual", "Look at the line; change it or suppress it with a reason.", "nothing is known about it"),
)


@record
class FileAudit:
    """What one file says: findings in order of position, hits that are none, and why the file could not be judged."""

    findings: tuple[Finding, ...]
    explained: tuple[Explained, ...] = ()
    unknown: Unknown | None = None


def audit_source(
    source: Source, hits: Sequence[Span], rules: Rules, analysed: Callable[[], Sequence[Finding]] = tuple
) -> FileAudit:
    """The findings of a decoded file.

    ``hits`` are the spans that the textual search found; one that holds neither a word nor a port of the evidence is
    but a candidate for the analysis and yields nothing here. ``analysed`` gives the findings of the analysis, which
    stand in the place of plain ones with the same span; it is asked when the file has been parsed already.
    """
    language = language_of(source.path, source.data[:200])
    telling = _telling(source, hits, rules)
    told = references(language, source, telling)
    broken = problem(language, source) if telling else ""
    extra = analysed()
    findings, explained = list(extra), list[Explained]()
    taken = {finding.span for finding in extra}
    known: dict[tuple[str, str, str], ReferenceRule] = {}
    for reference in told:
        key = (reference.role, reference.name, reference.value)
        if key not in known:
            known[key] = match(reference, language, source.path, rules) or LAST_RESORT
        rule = known[key]
        if rule.explains:
            explained += _explained(source, reference, rule)
        elif reference.span not in taken:
            findings.append(_finding(source, reference, rule, language))
    findings = _outermost(findings)
    findings += _left_over(source, telling, findings, explained, rules, language)
    findings.sort(key=lambda finding: (finding.span, finding.rule))
    return FileAudit(tuple(findings), tuple(dict.fromkeys(explained)), Unknown(source.path, broken) if broken else None)


def _outermost(findings: list[Finding]) -> list[Finding]:
    """The findings without an endpoint that is but the path of another one."""
    ends = [finding.span for finding in findings if finding.kind == "endpoint"]

    def inner(span: Span) -> bool:
        return any(end != span and end.start <= span.start and span.end <= end.end for end in ends)

    return [finding for finding in findings if finding.kind != "endpoint" or not inner(finding.span)]


def audit_name(path: str, rules: Rules) -> Finding | None:
    """The finding about the last part of ``path``, if one of the words is in it."""
    name = path.rpartition("/")[2]
    if not any(word in name.lower() for word in rules.evidence.words):
        return None
    reference = Reference("file-name", Span(0, 0), name)
    language = language_of(path)
    rule = match(reference, language, path, rules)
    if rule is None or rule.kind is None:
        return None
    layer = rule.layer or layer_of(path, language, rule.kind)
    message, fix = _filled(rule.message, reference, name), _fix(rule, reference, name)
    return Finding(
        path, Span(0, 0), 1, 1, 1, 1, rule.rule, rule.kind, rule.priority, layer, language, message, name, fix
    )


def _telling(source: Source, hits: Iterable[Span], rules: Rules) -> list[Span]:
    """The hits that hold a word or a port; paths alone are nobody's evidence."""
    telling = [text.lower().encode() for text in (*rules.evidence.words, *rules.evidence.ports)]
    data = source.data
    return sorted({hit for hit in hits if any(word in data[hit.start : hit.end].lower() for word in telling)})


def _finding(source: Source, reference: Reference, rule: ReferenceRule, language: str) -> Finding:
    span, kind = reference.span, rule.kind or "text"
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    text = _shown(source.data[span.start : span.end].decode("utf-8", "replace"))
    return Finding(
        path=source.path,
        span=span,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        rule=rule.rule,
        kind=kind,
        priority=rule.priority,
        layer=rule.layer or layer_of(source.path, language, kind),
        language=language,
        message=_filled(rule.message, reference, text),
        text=text,
        fix=_fix(rule, reference, text),
    )


def _explained(source: Source, reference: Reference, rule: ReferenceRule) -> list[Explained]:
    first = source.line(reference.span.start)
    last = source.line(max(reference.span.end - 1, reference.span.start))
    return [Explained(source.path, line, rule.explains) for line in range(first, last + 1)]


def _fix(rule: ReferenceRule, reference: Reference, text: str) -> Fix:
    if rule.fix is None:
        return Fix("none", "")
    note = rule.notes.get(reference.name) or rule.notes.get(reference.name.rpartition(".")[2].upper())
    how, why = (_filled(said, reference, text) for said in (note or rule.fix.how, rule.fix.why))
    return Fix(rule.fix.safety, how, why)


def _left_over(
    source: Source,
    hits: Sequence[Span],
    findings: Sequence[Finding],
    explained: Sequence[Explained],
    rules: Rules,
    language: str,
) -> list[Finding]:
    """A finding for every hit whose line no finding covers and nothing explains: there should be none."""
    if not hits:
        return []
    lines = {reason.line for reason in explained}
    for finding in findings:
        lines.update(range(finding.line, finding.end_line + 1))
    missed: dict[int, Reference] = {}
    for hit in hits:
        line = source.line(hit.start)
        if line not in lines:
            text = source.data[hit.start : hit.end].decode("utf-8", "replace")
            missed.setdefault(line, Reference("unknown", hit, value=text))
    return [
        _finding(source, held, match(held, language, source.path, rules) or LAST_RESORT, language)
        for held in missed.values()
    ]


def _filled(message: str, reference: Reference, text: str) -> str:
    if "{" not in message:
        return message
    for mark, said in (("{name}", reference.name), ("{value}", reference.value), ("{text}", text)):
        message = message.replace(mark, _shown(said))
    return message


def _shown(written: str) -> str:
    """One line of at most :data:`SHOWN` characters."""
    line = written.strip().partition("\n")[0].rstrip()
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
