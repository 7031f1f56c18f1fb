"""Writes Python: reads of a reply, literals, keys; in the quotes and the place of what they replace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from migrator.languages.python.lower import lower, span, written
from migrator.languages.python.parse import named
from migrator.model import Keep, Span
from migrator.syntax import Constant, Expression, Items, Mapping, Member, Name, Parts, Position, Read, Steps, Text

if TYPE_CHECKING:
    from tree_sitter import Node


OPEN = frozenset(
    {
        "assignment",
        "augmented_assignment",
        "return_statement",
        "argument_list",
        "keyword_argument",
        "list",
        "tuple",
        "set",
        "pair",
        "interpolation",
        "parenthesized_expression",
        "expression_statement",
        "named_expression",
        "yield",
        "expression_list",
        "default_parameter",
        "lambda",
    }
)
TESTS = frozenset({"if_statement", "elif_clause", "while_statement", "if_clause", "assert_statement", "not_operator"})


def position(node: Node) -> Position:
    """What kind of expression may stand where ``node`` stands."""
    parent = node.parent
    if parent is None:
        return "open"
    if parent.type in TESTS:
        return "test"
    if parent.type == "boolean_operator":
        operator = parent.child_by_field_name("operator")
        left = parent.child_by_field_name("left")
        if operator is not None and operator.type == "or" and left is not None and left.id == node.id:
            return "test"
        return (
            position(parent)
            if operator is not None and operator.type == "and" and position(parent) == "test"
            else "tight"
        )
    if parent.type == "parenthesized_expression":
        outer = position(parent)
        return "test" if outer == "test" else "open"
    if parent.type == "conditional_expression" and named(parent)[1].id == node.id:
        return "test"
    if parent.type in ("list_comprehension", "set_comprehension", "generator_expression"):
        body = parent.child_by_field_name("body")
        return "open" if body is not None and body.id == node.id else "tight"
    return "open" if parent.type in OPEN else "tight"


def quote(node: Node) -> str:
    """The quote to write keys with where ``node`` stands: that of a key in it, else the one its surroundings allow."""
    stack = [node]
    while stack:
        inner = stack.pop()
        if inner.type == "string_start":
            return written(inner).lstrip("rRbBuUfF")[0]
        stack.extend(reversed(inner.children))
    outer = node.parent
    while outer is not None:
        if outer.type == "interpolation" and outer.parent is not None:
            return "'" if '"' in written(outer.parent.children[0]) else '"'
        outer = outer.parent
    return '"'


def reading(read: Read) -> Parts | None:
    """The source text for a read of a reply; ``None`` if it cannot be written in place."""
    mark, anchor = quote(read.node), Keep(span(read.anchor))
    if _spelled_out(read.node) or _is_target(read.node):
        return None
    if "[]" in read.steps:
        return _projection(read, mark)
    if read.extra and not read.plain:
        *owner, last = read.steps
        return ("getattr(", anchor, access(tuple(owner), mark, False), f", {mark}{last}{mark}, None)")
    where = position(read.node)
    strict = access(read.steps, mark, read.plain)
    if read.is_set:
        value = _chain(read.steps, mark, "") if read.soft and read.plain else strict
        return (anchor, value) if where == "test" else _wrapped((anchor, f"{value} is not None"), where)
    if read.optional and read.plain and not read.soft:
        return _lenient(read, mark, where)
    if not read.soft or not read.plain:
        if not read.null or where == "test":
            return (anchor, strict)
        return _wrapped((anchor, strict, f" or {mark}{mark}"), where)
    default = lower(read.default.node) if read.default is not None else None
    empty = isinstance(default, Text) and default.value == ""
    if read.null and (empty or (where == "test" and default is None)):
        chain = _chain(read.steps, mark, "")
        return (anchor, chain) if where == "test" else _wrapped((anchor, chain, f" or {mark}{mark}"), where)
    if not read.null:
        if default is None:
            return (anchor, _chain(read.steps, mark, ""))
        head, tail = _chain(read.steps, mark, "\0").split("\0")
        return (anchor, head, Keep(default.span), tail)
    if not isinstance(lower(read.anchor), Name):
        return None
    otherwise: str | Keep = "None" if default is None else Keep(default.span)
    key = f"{mark}{read.steps[0]}{mark}"
    return _wrapped(
        ("(", anchor, strict, f" or {mark}{mark}) if {key} in ", written(read.anchor), " else ", otherwise), where
    )


def having(test: Node, value: Node, read: Parts | None, key: str) -> tuple[Span, Parts]:
    """The edit that lets ``key in value`` ask an object for ``key``, or whether ``read`` gives a value."""
    mark = quote(named(test)[0])
    absent = any(child.type == "not in" for child in test.children)
    if read is not None:
        return span(test), _wrapped((*read, " is None" if absent else " is not None"), position(test))
    asked: Parts = ("hasattr(", Keep(span(value)), f", {mark}{key}{mark})")
    return span(test), _wrapped(("not ", *asked), position(test)) if absent else asked


def _is_target(node: Node) -> bool:
    """Whether a value is put where ``node`` stands, rather than read there."""
    parent = node.parent
    return (
        parent is not None
        and parent.type in ("assignment", "augmented_assignment")
        and parent.child_by_field_name("left") == node
    )


def _spelled_out(node: Node) -> bool:
    """Whether ``node`` stands in ``f"{…=}"``, which shows the text of the expression as well."""
    while node.parent is not None and not node.type.endswith("_statement"):
        if node.type == "interpolation" and any(child.type == "=" for child in node.children):
            return True
        node = node.parent
    return False


def _lenient(read: Read, mark: str, where: Position) -> Parts:
    """A read of a part whose last key the new server may leave out."""
    anchor, start = Keep(span(read.anchor)), f"{access(read.steps[:-1], mark, True)}.get({mark}{read.steps[-1]}{mark}"
    if read.null:
        return (anchor, f"{start})") if where == "test" else _wrapped((anchor, f"{start}) or {mark}{mark}"), where)
    return (anchor, f"{start}, ", Keep(span(read.default.node)), ")") if read.default else (anchor, f"{start})")


def access(steps: Steps, mark: str, plain: bool) -> str:
    """``["a"][0]["b"]``, or ``.a[0].b`` on objects."""
    return "".join(
        f"[{step}]" if isinstance(step, int) else (f"[{mark}{step}{mark}]" if plain else f".{step}") for step in steps
    )


def _chain(steps: Steps, mark: str, default: str) -> str:
    """The same read with ``get``, so that a missing part gives ``default`` (nothing if empty)."""
    made = ""
    for index, step in enumerate(steps):
        if isinstance(step, int):
            made += f"[{step}]"
        elif index == len(steps) - 1:
            made += f".get({mark}{step}{mark}, {default})" if default else f".get({mark}{step}{mark})"
        else:
            empty = "[{}]" if isinstance(steps[index + 1], int) else "{}"
            made += f".get({mark}{step}{mark}, {empty})"
    return made


def _projection(read: Read, mark: str) -> Parts | None:
    at = read.steps.index("[]")
    before, after = read.steps[:at], read.steps[at + 1 :]
    if "[]" in after or read.soft:
        return None
    inner = f"item{access(after, mark, read.plain)}"
    return (f"[{inner} for item in ", Keep(span(read.anchor)), f"{access(before, mark, read.plain)}]")


def _wrapped(parts: Parts, where: Position) -> Parts:
    return parts if where == "open" else ("(", *parts, ")")


def literal(value: Any, mark: str, given: Parts = ()) -> Parts:
    """Data of a rule as a Python literal, with ``given`` in the place of ``$value``."""
    if value == "$value":
        return given
    if isinstance(value, str):
        return (f"{mark}{value}{mark}",)
    if isinstance(value, dict):
        inner: list[str | Keep] = ["{"]
        for index, (key, part) in enumerate(value.items()):
            inner += [", " if index else "", f"{mark}{key}{mark}: ", *literal(part, mark, given)]
        return (*inner, "}")
    if isinstance(value, list):
        inner = ["["]
        for index, part in enumerate(value):
            inner += [", " if index else "", *literal(part, mark, given)]
        return (*inner, "]")
    return (repr(value),)


def surely(node: Node) -> bool:
    """Whether ``node`` only runs where its own value was tested to be true: inside ``if value:``."""
    text, below, at = written(node), node, node.parent
    while at is not None and at.type != "function_definition":
        if at.type in ("if_statement", "elif_clause") and at.child_by_field_name("consequence") == below:
            condition = at.child_by_field_name("condition")
            if condition is not None and written(condition) in (text, f"{text} is not None"):
                return True
        below, at = at, at.parent
    return False


def is_neutral(node: Node) -> bool:
    """Whether a first value stands for nothing yet: ``None``, ``""``, ``[]``, ``{}``."""
    match lower(node):
        case Constant(value=value):
            return value is None or value is False
        case Text(pieces=()) | Items(items=()) | Mapping(entries=()):
            return True
    return written(node) in ("dict()", "list()")


def appended(expression: Expression, text: str, data: bytes) -> Parts | None:
    """An expression for the text of ``expression`` with ``text`` after it; a slash at its end is not doubled."""
    node = expression.node
    if isinstance(expression, Text) and node.type == "string":
        end = node.children[-1].start_byte
        slash = data[end - 1 : end] == b"/" and data[end - 3 : end] != b"://"
        return (Keep(Span(node.start_byte, end - slash)), text, Keep(Span(end, node.end_byte)))
    if isinstance(expression, Name | Member):
        mark = quote(node)
        return (f"f{mark}{{", Keep(span(node)), f"}}{text}{mark}")
    return None
