"""Decisions written where they hold: ``migrator: ignore[rule] reason="…" until=YYYY-MM-DD`` in a comment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from migrator.deferred import pattern
from migrator.model import Finding, Span
from migrator.record import record, replace
from migrator.scan.source import Source

MARKER = b"migrator:"
WHOLE_FILE = 0

_OPENING_CHARACTERS = "#/*!<-;"
_OPENING = pattern(r"#+|//+!?|/\*+!?|<!--+|--+|;+")
_DIRECTIVE = pattern(r"migrator:[ \t]*(?:(ignore(?:-file)?)(?![\w-])|([\w-]+)(?=\[))(?:\[([^\]]*)\])?")
# A line of a notebook is a JSON string: its quotes are escaped, and it ends in an escaped line break and a quote.
_OPTION = pattern(r"""[ \t]+([\w-]+)=(?:\\?"([^"\\]*)\\?"|([^\s"\\]+))""")
_END = pattern(r"""[ \t]*(?:\*/|-->|(?:(?:\\r)?\\n)?",?$|$)|[ \t]+(?:#|//|--|/\*)""")
_DATE = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

FaultKind = Literal["malformed", "no reason", "expired", "unknown rule", "unused"]


@record
class Suppression:
    """One directive. ``line`` is where it stands, ``target`` the line that it applies to or :data:`WHOLE_FILE`.

    ``comment`` is the span of the comment it stands in, up to the end of the line where that is not known.
    ``malformed`` says why it could not be understood; then it applies to nothing.
    """

    path: str
    line: int
    comment: Span
    target: int = WHOLE_FILE
    rules: tuple[str, ...] = ()
    reason: str = ""
    until: date | None = None
    malformed: str = ""


@record
class Fault:
    """What is wrong with a directive, in a sentence."""

    path: str
    line: int
    kind: FaultKind
    message: str


@record
class Settled:
    """Findings after all directives, each in its old order, and what is wrong with the directives."""

    open: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    faults: tuple[Fault, ...]


def read(source: Source, comments: Iterable[Span] | None = None) -> tuple[Suppression, ...]:
    """The directives of a file, in its order.

    ``comments`` are the spans of its comments, where the language knows them; a directive counts only as the first
    thing in one. Without them it counts behind the opening of a comment in any language.
    """
    if MARKER not in source.data:
        return ()
    spans = None if comments is None else sorted(comments)
    found: list[Suppression] = []
    alone: set[int] = set()
    for at in _occurrences(source.data):
        comment = _comment_at(source, at, spans)
        directive = None if comment is None else _parse(source, at, comment)
        if directive is None:
            continue
        if _stands_alone(source, directive.comment):
            last = directive.comment.start + len(_text(source, directive.comment).rstrip().encode("utf-8"))
            alone.update(range(directive.line, source.position(last)[0] + 1))
        found.append(directive)
    return tuple(_aimed(directive, alone) for directive in found)


def settle(
    findings: Sequence[Finding],
    suppressions: Sequence[Suppression],
    today: date,
    known: Collection[str] | None = None,
) -> Settled:
    """Applies ``suppressions``. An expired one applies to nothing; one without a reason still does, and is a fault.

    ``known`` are the ids of all rules, or None to take any. The words of a directive itself, its reason say, are
    suppressed with it.
    """
    active: dict[str, list[Suppression]] = {}
    for one in suppressions:
        if not one.malformed and not _is_expired(one, today):
            active.setdefault(one.path, []).append(one)
    left: list[Finding] = []
    suppressed: list[Finding] = []
    used: set[tuple[str, Span, str]] = set()
    for finding in findings:
        of_file = active.get(finding.path, ())
        hits = [one for one in of_file if _applies(one, finding)]
        used.update((one.path, one.comment, finding.rule) for one in hits)
        (suppressed if hits or any(_speaks(one, finding) for one in of_file) else left).append(finding)
    faults = [
        Fault(one.path, one.line, kind, message)
        for one in suppressions
        for kind, message in _faults(one, used, today, known)
    ]
    return Settled(tuple(left), tuple(suppressed), tuple(sorted(faults, key=lambda fault: (fault.path, fault.line))))


def _occurrences(data: bytes) -> Iterator[int]:
    at = data.find(MARKER)
    while at >= 0:
        yield at
        at = data.find(MARKER, at + len(MARKER))


def _comment_at(source: Source, at: int, spans: Sequence[Span] | None) -> Span | None:
    """The comment whose first word is at ``at``, or None."""
    line = source.line_start(at)
    opening = _opening(_text(source, Span(line, at)))
    if spans is None:
        return None if opening is None else Span(line + opening, _closing(source.data, line + opening))
    index = bisect_right(spans, Span(at, len(source.data))) - 1
    if index < 0 or spans[index].end <= at:
        return None
    within = _text(source, Span(spans[index].start, at))
    is_first = within.strip(_OPENING_CHARACTERS + "{ \t\r\n").lower() in ("", "rem")
    return spans[index] if is_first or opening is not None else None


def _opening(before: str) -> int | None:
    """Where the opening of a comment that ends the text ``before`` starts in it, in bytes; None without one."""
    head = before.rstrip()
    body = head[:-3] if head[-3:].lower() == "rem" else head.rstrip(_OPENING_CHARACTERS)
    opening = head[len(body) :]
    if opening.lower() != "rem" and not _OPENING.fullmatch(opening):
        return None
    return len(body.encode("utf-8")) if not body or body[-1] in " \t{(),;}" else None


def _closing(data: bytes, start: int) -> int:
    """Where the comment that starts at ``start`` ends, at the latest with its line."""
    end = _line_end(data, start)
    for opening, closing in ((b"/*", b"*/"), (b"<!--", b"-->")):
        if data.startswith(opening, start):
            at = data.find(closing, start + len(opening), end)
            return end if at < 0 else at + len(closing)
    return end


def _parse(source: Source, at: int, comment: Span) -> Suppression | None:
    """The directive at ``at``, aimed at its own line or the whole file; None when it is prose."""
    end = _line_end(source.data, at)
    text = _text(source, Span(at, end)).rstrip()
    match = _DIRECTIVE.match(text)
    if match is None:
        return None
    verb, other, names = match.groups()
    line = source.position(at)[0]
    directive = Suppression(source.path, line, comment, target=WHOLE_FILE if verb == "ignore-file" else line)
    if other:
        return replace(directive, malformed=f"`{other}` is no directive; write ignore[…] or ignore-file[…]")
    rules = tuple(name.strip() for name in (names or "").split(","))
    if not all(rules) or "*" in rules:
        return replace(directive, malformed=f'name the rules: {verb}[rule, other-rule] reason="…"')
    options: dict[str, str] = {}
    stop = match.end()
    while option := _OPTION.match(text, stop):
        name, quoted, plain = option.groups()
        if name not in ("reason", "until") or name in options:
            return replace(directive, malformed=f'`{name}` is not one reason="…" or one until=YYYY-MM-DD')
        options[name] = quoted if quoted is not None else plain
        stop = option.end()
    if not _END.match(text, stop):
        return replace(directive, malformed=f'`{text[stop:].strip()[:40]}` is neither reason="…" nor until=YYYY-MM-DD')
    until = _date(options.get("until", ""))
    if "until" in options and until is None:
        return replace(directive, malformed=f"until={options['until']} is no date; write YYYY-MM-DD")
    return replace(directive, rules=rules, reason=options.get("reason", "").strip(), until=until)


def _stands_alone(source: Source, comment: Span) -> bool:
    """Whether nothing but the comment is on its lines, except JSX's braces and the quotes of a line in a notebook."""
    line = source.line_start(comment.start)
    text = _text(source, comment)
    stop = comment.start + len(text.rstrip().encode("utf-8"))
    after = "" if text.endswith("\n") else _text(source, Span(stop, _line_end(source.data, stop)))
    return not _text(source, Span(line, comment.start)).strip('{" \t\r') and not after.removeprefix("\\n").strip(
        '}", \t\r'
    )


def _aimed(directive: Suppression, alone: Collection[int]) -> Suppression:
    """``directive``, moved to the first line below that is no directive itself when it stands alone."""
    if directive.target == WHOLE_FILE:
        return directive
    target = directive.line
    while target in alone:
        target += 1
    return replace(directive, target=target)


def _applies(one: Suppression, finding: Finding) -> bool:
    return finding.rule in one.rules and (one.target == WHOLE_FILE or finding.line <= one.target <= finding.end_line)


def _speaks(one: Suppression, finding: Finding) -> bool:
    """Whether the finding is about the words of the directive's own comment."""
    start, end = finding.span.start, finding.span.end
    return finding.kind in ("text", "doc") and one.comment.start <= start and end <= one.comment.end


def _faults(
    one: Suppression, used: Collection[tuple[str, Span, str]], today: date, known: Collection[str] | None
) -> Iterator[tuple[FaultKind, str]]:
    if one.malformed:
        yield "malformed", one.malformed
        return
    if not one.reason:
        yield "no reason", 'say why it stays: reason="…"'
    if _is_expired(one, today):
        yield "expired", f"ended on {one.until}; replace what it kept, or decide again until when"
        return
    for rule in one.rules:
        if known is not None and rule not in known:
            from difflib import get_close_matches

            near = get_close_matches(rule, known, 1)
            yield "unknown rule", f"there is no rule `{rule}`" + (f"; did you mean `{near[0]}`?" if near else "")
        elif (one.path, one.comment, rule) not in used:
            yield "unused", f"nothing here is found by `{rule}` any more; delete it"


def _is_expired(one: Suppression, today: date) -> bool:
    return one.until is not None and one.until < today


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def _text(source: Source, span: Span) -> str:
    return source.data[span.start : span.end].decode("utf-8", "replace")


def _line_end(data: bytes, at: int) -> int:
    end = data.find(b"\n", at)
    return len(data) if end < 0 else end
