"""Loops over a streamed reply: how its lines are read, and the statements that frame them anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.typescript.branches import (
    always,
    ancestors,
    depends,
    only_breaks,
    rescued,
    sole,
    statement_of,
    tries,
)
from migrator.languages.typescript.lines import lines
from migrator.languages.typescript.lower import children, span, written
from migrator.languages.typescript.names import FUNCTIONS
from migrator.languages.typescript.narrowing import narrowing
from migrator.languages.typescript.ordering import alternative, deferred
from migrator.languages.typescript.relaying import announced, relayed
from migrator.languages.typescript.render import access, quote
from migrator.languages.typescript.statements import before, closes, indentation, inner
from migrator.model import Span
from migrator.syntax import Parts, Steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

__all__ = [
    "alternative",
    "always",
    "announced",
    "deferred",
    "depends",
    "framed",
    "leaving",
    "lines",
    "membership",
    "narrowing",
    "only_breaks",
    "paced",
    "parsers",
    "readers",
    "relayed",
    "rescued",
    "skipping",
    "sole",
    "source",
    "texts",
    "tries",
    "waits",
    "widened",
]

parsers = frozenset({"JSON.parse"})
readers: frozenset[str] = frozenset()
texts = frozenset({"trim", "trimStart", "trimEnd"})
FIELD = "data:"
"""What an event's line with data starts with; a stream of events has others, and empty ones between them."""
NAMES = ("event", "payload", "chunkText", "eventText")
SAME = r"(?:\.trim\(\))?(?:\.length)?"
EMPTY = re.compile(rf"\(?(?:!(?P<a>[\w$]+){SAME}|(?P<b>[\w$]+){SAME} ===? (?:''|\"\"|0))\)?$")
FULL = re.compile(r"\(?(?P<a>[\w$]+)(?:\.trim\(\))?(?:\.length(?: > 0)?)?(?: !==? (?:''|\"\"))?\)?$")


def framed(loop: Node, data: bytes, binary: bool, end: str) -> list[tuple[Span, Parts]] | None:
    """The edits that make a loop over lines of JSON one over server-sent events; ``None`` if it is written otherwise.

    Lines without data are skipped, the others cut, and the data ``end`` is no part. A guard against empty lines at the
    top of the loop becomes the one against lines without data. ``loop`` may be a function that gets a line.
    """
    del binary
    body, name = loop.child_by_field_name("body"), _line_of(loop)
    if body is None or body.type != "statement_block" or not name:
        return None
    statements = children(body)
    event = next((word for word in NAMES if not re.search(rb"\b" + word.encode() + rb"\b", data)), "")
    parsed = [call for call in inner(body) if call.type == "call_expression" and _parses(call, name)]
    if not statements or not parsed or not event:
        return None
    mark, go_on = quote(loop)[0], "return" if loop.type in FUNCTIONS else "continue"
    close = ";" if closes(statements[0], data) else ""
    starts = f"{name}.startsWith({mark}{FIELD}{mark})"
    made: list[tuple[Span, Parts]] = []
    condition, first, negative = _guard(statements, name)
    if condition is not None:
        made.append((span(condition), (f"({'!' if negative else ''}{starts})",)))
    elif (indent := indentation(statements[0], data)) is not None:
        made.append(before(statements[0], data, f"{indent}if (!{starts}) {go_on}{close}\n"))
    indent = indentation(first, data) if first is not None else None
    if first is None or indent is None:
        return None
    cut = (
        f"{indent}const {event} = {name}.slice({len(FIELD)}).trim(){close}\n"
        f"{indent}if ({event} === {mark}{end}{mark}) {go_on}{close}\n"
    )
    at, parts = before(first, data, cut)
    made = [*made[:-1], (at, (*made[-1][1], *parts))] if made and made[-1][0] == at else [*made, (at, parts)]
    made += [(span(children(call.child_by_field_name("arguments") or call)[0]), (event,)) for call in parsed]
    return made


def skipping(
    place: Node, reads: Sequence[Node], subject: str, key: str, plain: bool, soft: bool, data: bytes
) -> tuple[Span, Parts] | None:
    """The statement that goes on with the loop where a part has nothing under ``key``.

    It stands in front of the first statement that holds one of ``reads``, after the declaration at ``place``. ``soft``
    is for parts that may lack the key itself.
    """
    del plain
    for statement in _following(place):
        if any(statement.start_byte <= read.start_byte < statement.end_byte for read in reads):
            indent = indentation(statement, data)
            if indent is None:
                return None
            around = next((at for at in ancestors(statement) if at.type.startswith(("for", "while", "do"))), None)
            go_on = "continue" if around is not None else "return"
            close = ";" if closes(statement, data) else ""
            missing = f"!{subject}{access((key,))}{'?' if soft else ''}.length"
            return before(statement, data, f"{indent}if ({missing}) {go_on}{close}\n")
    return None


def membership(test: Node, steps: Steps) -> list[tuple[Span, Parts]]:
    """The edits that make ``'key' in value`` at ``test`` look for the last of ``steps`` in what the others lead to."""
    key, value = test.child_by_field_name("left"), test.child_by_field_name("right")
    if key is None or value is None:
        return []
    mark = quote(key)[0]
    made: list[tuple[Span, Parts]] = [(span(key), (f"{mark}{steps[-1]}{mark}",))]
    if len(steps) > 1:
        made.append((Span(value.end_byte, value.end_byte), (access(steps[:-1]),)))
    return made


def leaving(test: Node, data: bytes) -> Span | None:
    """The lines of ``if (test) break`` with the comments right above them, unless its block holds nothing else."""
    statement = statement_of(test)
    if statement is None or not sole(test) or not only_breaks(test):
        return None
    block = statement.parent
    if block is None or block.type != "statement_block" or len(children(block)) < 2:
        return None
    if indentation(statement, data) is None:
        return None
    end = data.find(b"\n", statement.end_byte) + 1
    start = before(statement, data, "")[0].start
    return Span(start, end) if end else None


def waits(loop: Node) -> bool:
    """Whether a loop waits for each round."""
    return any(child.type == "await" for child in loop.children)


def source(loop: Node) -> Span:
    """Where what a loop goes over is written."""
    right = loop.child_by_field_name("right")
    return span(right if right is not None else loop)


def paced(loop: Node, told: Sequence[Node]) -> Node | None:
    """A statement of a loop that counts its rounds, whatever it carries; none that runs only for one of ``told``."""
    body = loop.child_by_field_name("body")
    for node in inner(body) if body is not None else ():
        if node.type not in ("update_expression", "augmented_assignment_expression") or rescued(node):
            continue
        right = node.child_by_field_name("right")
        counts = node.type == "update_expression" or (right is not None and right.type == "number")
        if counts and not any(depends(read, node) == "true" for read in told):
            return node
    return None


def _line_of(loop: Node) -> str:
    """The name that a line has in a loop, or in a function that gets it."""
    left = loop.child_by_field_name("left")
    if loop.type == "for_in_statement":
        return written(left) if left is not None and left.type == "identifier" else ""
    listed = loop.child_by_field_name("parameters")
    named = loop.child_by_field_name("parameter") or (children(listed)[0] if listed and children(listed) else None)
    name = (named.child_by_field_name("pattern") or named) if named is not None else None
    return written(name) if name is not None and name.type == "identifier" else ""


def _parses(call: Node, name: str) -> bool:
    """Whether a call parses the line: ``JSON.parse(line)``, ``JSON.parse(line.trim())``."""
    function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    given = children(arguments) if arguments is not None else []
    parser = function is not None and written(function) in parsers
    return parser and len(given) == 1 and written(given[0]) in (name, f"{name}.trim()")


def _guard(statements: Sequence[Node], name: str) -> tuple[Node | None, Node | None, bool]:
    """The condition of a guard against empty lines at the top of a loop, what comes behind it, and whether it goes on.

    ``if (!line.trim()) continue``, or ``if (line.trim())`` around everything that reads the line.
    """
    first = statements[0]
    condition, branch = first.child_by_field_name("condition"), first.child_by_field_name("consequence")
    if first.type != "if_statement" or condition is None or branch is None:
        return None, first, False
    text = written(condition)
    inner = children(branch) if branch.type == "statement_block" else [branch]
    alone = first.child_by_field_name("alternative") is None
    told = EMPTY.match(text)
    if told is not None and (told["a"] or told["b"]) == name and alone and len(statements) > 1:
        left = [child.type for child in inner] in (["continue_statement"], ["return_statement"])
        return (condition, statements[1], True) if left else (None, first, False)
    told = FULL.match(text)
    if told is not None and told["a"] == name and alone and branch.type == "statement_block" and inner:
        return condition, inner[0], False
    return None, first, False


def _following(place: Node) -> Iterator[Node]:
    """The statements that run after a declaration in the same round, nearest first; of a loop those of its body."""
    body = place.child_by_field_name("body") if place.type.startswith("for_") else None
    if body is not None and body.type == "statement_block":
        yield from children(body)
    at: Node | None = place
    while at is not None and at.type not in FUNCTIONS and not at.type.startswith(("for_", "while_", "do_")):
        sibling = at.next_named_sibling if at.parent is not None and at.parent.type == "statement_block" else None
        while sibling is not None:
            if sibling.type != "comment":
                yield sibling
            sibling = sibling.next_named_sibling
        at = at.parent


def widened(call: Node, loop: Node, changed: Sequence[Span], data: bytes) -> tuple[Span, Parts, str] | None:
    """None: a request is sent where it is made."""
    del call, loop, changed, data
    return None
