"""Requests of ``curl`` to the old server, with their body and what ``jq`` reads of the answer, as plain data."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from migrator.analysis.deployment.literal import Inconvertible, converted, path_of
from migrator.model import Edit, Span

if TYPE_CHECKING:
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation
    from migrator.scan.source import Source

START = re.compile(rb"\bcurl\b(?:(?!\bcurl\b)[^;|&\n`]|\\\r?\n|\|\|)*$")
END = re.compile(rb"(?:'[^']*'|\"(?:\\.|[^\"\\])*\"|\\\r?\n|[^'\"\n;|&)`]|&(?=[\w=]))*")
PAYLOAD = re.compile(
    rb"(?:\s-d|\s--data(?:-raw|-binary|-ascii)?|\s--json)(?:\s+|=)?('(?P<one>[^']*)'|\"(?P<two>(?:\\.|[^\"\\])*)\")"
)
OPENED = re.compile(rb"(?<=[\s=(])[\"'][^\s\"']*$")
"""The quotation mark in front of an address."""
HEADER = re.compile(rb"Content-Type", re.IGNORECASE)
NEEDED = "-H 'Content-Type: application/json'"
QUERY = re.compile(rb"\s*\|\s*jq\s+(?:-\w+\s+)*(?:'(?P<one>[^']*)'|\"(?P<two>[^\"]*)\"|(?P<bare>\.[\w.\[\]]*))")
SHOWN = re.compile(rb"\s*\|\s*(?:jq(?:\s+(?:-\w+|\.))*|python3?\s+-m\s+json\.tool|less|cat)\s*(?=$|[`\n#)])")
TESTED = re.compile(rb"\s*(?:$|[`\n#);&]|\|\|)")
PIPED = re.compile(rb"\s*\|(?!\||\s*(?:tr|head|tail|wc|sort|cut)\b)")
QUIET = re.compile(rb"\s(?:-\w*o\s*/dev/null|--output\s+/dev/null)|>\s*/dev/null")


def edits(source: Source, path: Span, operation: Operation, rules: RuleSet, rule: str) -> list[Edit]:
    """The edits that turn the request whose old path stands at ``path`` into one to the new server.

    Args:
        source: the file.
        path: where the path of the operation stands, empty where it is the address itself.
        operation: what is asked.
        rules: the tables of fields.
        rule: the rule of the edits.

    Raises:
        Inconvertible: with what is in the way.
    """
    data, new = source.data, operation.new
    before = START.search(data, max(0, data.rfind(b"\n\n", 0, path.start)), path.start)
    if new is None:
        raise Inconvertible(operation.without)
    if before is None:
        raise Inconvertible("it is no request of curl")
    mark = OPENED.search(data, before.start(), path.start)
    closed = data.find(mark[0][:1], path.end) + 1 if mark is not None else path.end
    end = END.match(data, max(closed, path.end))
    command = Span(before.start(), end.end() if end is not None else path.end)
    made = [Edit(source.path, path, (new.path,), rule)]
    payload = PAYLOAD.search(data, command.start, command.end)
    sends = re.search(rb"\s(?:-d|--data|--json|-F|-T|--form)", data[command.start : command.end]) is not None
    if sends != (payload is not None) or (operation.old.method == "POST") != sends:
        raise Inconvertible("its body is not written here")
    streams = False
    if payload is not None:
        quoted = "one" if payload["one"] is not None else "two"
        body, text = _body(payload[quoted], escaped=quoted == "two")
        result = converted(body, operation, rules)
        streams = bool(result.get("stream"))
        span = Span(*payload.span(quoted))
        made.append(Edit(source.path, span, (_written(result, text, escaped=quoted == "two"),), rule))
        if not HEADER.search(data, command.start, command.end) and b"--json" not in payload[0]:
            at = command.start + len(b"curl")
            made.append(Edit(source.path, Span(at, at), (f" {NEEDED}",), rule))
    return [*made, *_read(source, command, operation, rule, streams=streams)]


def _read(source: Source, command: Span, operation: Operation, rule: str, *, streams: bool) -> Sequence[Edit]:
    """What becomes of the answer behind a command: nothing reads it, people do, or one path of it is taken."""
    data = source.data
    if TESTED.match(data, command.end) or SHOWN.match(data, command.end):
        inside = re.search(rb"\$\(\s*$|=\s*`$", data[: command.start])
        if inside is None or QUIET.search(data, command.start, command.end):
            return ()
    found = QUERY.match(data, command.end)
    if found is None or streams:
        raise Inconvertible("what reads its answer is not understood")
    group = next(name for name in ("one", "two", "bare") if found[name] is not None)
    new = path_of(found[group].decode("utf-8", "replace"), operation)
    if not new or PIPED.match(data, found.end()):
        raise Inconvertible("what reads its answer is not understood")
    return [Edit(source.path, Span(*found.span(group)), (new,), rule)]


def _body(raw: bytes, *, escaped: bool) -> tuple[dict[str, Any], str]:
    """The body of a request, and how it is written."""
    text = raw.decode("utf-8", "replace")
    if escaped:
        text = re.sub(r'\\(["\\$`])', r"\1", text)
    try:
        body = json.loads(text)
    except ValueError:
        raise Inconvertible("its body is not written here as JSON") from None
    if not isinstance(body, dict):
        raise Inconvertible("its body is no object")
    return body, text


def _written(body: dict[str, Any], like: str, *, escaped: bool) -> str:
    """A body in the style of the old one."""
    inner = re.search(r"\{\s*\n([ \t]+)", like)
    if inner is not None:
        outer = re.search(r"\n([ \t]*)\}\s*$", like)
        margin = outer[1] if outer is not None else ""
        lines = json.dumps(body, ensure_ascii=False, indent=max(len(inner[1]) - len(margin), 1)).split("\n")
        text = f"\n{margin}".join(lines)
    else:
        loose = re.search(r"[:,]\s", like) is not None
        text = json.dumps(body, ensure_ascii=False, separators=(", ", ": ") if loose else (",", ":"))
        text = f"{{ {text[1:-1]} }}" if like.strip().startswith("{ ") else text
    if not escaped and "'" in text:
        raise Inconvertible("its body has an apostrophe in it")
    return re.sub(r'(["\\`])', r"\\\1", text) if escaped else text
