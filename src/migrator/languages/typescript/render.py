"""Writes TypeScript and JavaScript: reads of a reply, literals, keys; in the quotes of what they replace."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from migrator.languages.typescript.lower import children, lower, span, written
from migrator.languages.typescript.names import FUNCTIONS
from migrator.model import Keep, Span
from migrator.syntax import Constant, Expression, Items, Mapping, Member, Name, Parts, Position, Steps, Text

if TYPE_CHECKING:
    from tree_sitter import Node

OPEN = frozenset(
    {
        "variable_declarator",
        "assignment_expression",
        "augmented_assignment_expression",
        "return_statement",
        "throw_statement",
        "arguments",
        "array",
        "pair",
        "template_substitution",
        "parenthesized_expression",
        "expression_statement",
        "arrow_function",
        "yield_expression",
        "spread_element",
        "jsx_expression",
        "ternary_expression",
        "assignment_pattern",
        "object_assignment_pattern",
        "public_field_definition",
        "field_definition",
    }
)
TIGHT = frozenset({"member_expression", "subscript_expression", "call_expression", "parenthesized_expression"})
"""What a method can be called on without parentheses."""
STATEMENTS = frozenset({"if_statement", "while_statement", "do_statement"})
WORD = re.compile(r"[A-Za-z_$][\w$]*$")
CHOOSING = frozenset({"||", "??", "&&"})


def position(node: Node) -> Position:
    """What kind of expression may stand where ``node`` stands."""
    parent = node.parent
    if parent is None:
        return "open"
    match parent.type:
        case "parenthesized_expression":
            outer = position(parent)
            return "test" if outer == "test" or _is_condition(parent) else "open"
        case "unary_expression" if written(parent).startswith("!"):
            return "test"
        case "ternary_expression" if parent.child_by_field_name("condition") == node:
            return "test"
        case "binary_expression":
            return _operand(node, parent)
        case "call_expression" if is_argument_of(node, "Boolean"):
            return "test"
    return "open" if parent.type in OPEN else "tight"


def is_argument_of(node: Node, name: str) -> bool:
    """Whether ``node`` is the only argument of a call of a function called ``name``."""
    arguments = node.parent
    call = arguments.parent if arguments is not None and arguments.type == "arguments" else None
    function = call.child_by_field_name("function") if call is not None else None
    return function is not None and written(function) == name


def _is_condition(parenthesised: Node) -> bool:
    statement = parenthesised.parent
    return (
        statement is not None
        and statement.type in STATEMENTS
        and statement.child_by_field_name("condition") == parenthesised
    )


def _operand(node: Node, operation: Node) -> Position:
    operator = operator_of(operation)
    left = operation.child_by_field_name("left") == node
    if operator == "||" and left:
        return "test"
    if operator == "&&":
        return "test" if left or position(operation) == "test" else "tight"
    return "test" if operator == "||" and position(operation) == "test" else "tight"


def operator_of(operation: Node) -> str:
    operator = operation.child_by_field_name("operator")
    return operator.type if operator is not None else ""


def quote(node: Node) -> str:
    """The mark to write texts and keys with where ``node`` stands: a quote, twice if the keys around are quoted.

    It is the quote of a text in the node, else of one near it, else of most texts in the file.
    """
    mark = _quote_inside(node)
    at = node
    while not mark and at.parent is not None:
        at = at.parent
        mark = _quote_inside(at)
    mark = mark or "'"
    return mark * 2 if _quotes_keys(node) else mark


def _quote_inside(node: Node) -> str:
    """The quote of the first text below a node; one in an attribute of a tag does not count."""
    stack, left = [node], 300
    while stack and left:
        inner, left = stack.pop(), left - 1
        if inner.type == "string":
            text = written(inner)
            return "'" if text.startswith("'") else '"'
        if inner.type != "jsx_attribute":
            stack.extend(reversed(inner.named_children))
    return ""


def _quotes_keys(node: Node) -> bool:
    at: Node | None = node
    for _ in range(3):
        if at is None or at.type == "object":
            break
        at = at.parent
    if at is None or at.type != "object":
        return False
    keys = [key for child in at.named_children if (key := child.child_by_field_name("key")) is not None]
    return bool(keys) and all(key.type == "string" for key in keys) and len(keys) == len(children(at))


def key(name: str, mark: str) -> str:
    """A key as it is written in a literal."""
    return name if len(mark) == 1 and WORD.match(name) else text(name, mark)


def text(value: str, mark: str) -> str:
    """A text in quotes."""
    import json

    inner = json.dumps(value, ensure_ascii=False)[1:-1]
    return f'"{inner}"' if mark[0] == '"' else "'" + inner.replace('\\"', '"').replace("'", "\\'") + "'"


def literal(value: Any, mark: str, given: Parts = ()) -> Parts:
    """Data of a rule as a literal, with ``given`` in the place of ``$value``."""
    if value == "$value":
        return given
    match value:
        case str():
            return (text(value, mark),)
        case dict():
            inner: list[str | Keep] = []
            for index, (name, part) in enumerate(value.items()):
                inner += [", " if index else "", *field(name, literal(part, mark, given), mark)]
            return mapping(tuple(inner))
        case list():
            inner = ["["]
            for index, part in enumerate(value):
                inner += [", " if index else "", *literal(part, mark, given)]
            return (*inner, "]")
        case None:
            return ("undefined",)
    import json

    return (json.dumps(value),)


def mapping(entries: Parts) -> Parts:
    """An object literal with these entries."""
    return ("{ ", *entries, " }") if entries else ("{}",)


def field(name: str, value: Parts, mark: str) -> Parts:
    """An entry of an object literal."""
    return (f"{key(name, mark)}: ", *value)


def access(steps: Steps, mark: str = "'", softly: bool = False) -> str:
    """``.a[0].b``; ``softly`` lets the first part be missing: ``.a?.[0]?.b``."""
    made = ""
    for index, step in enumerate(steps):
        chain = "?." if softly and index else ""
        if isinstance(step, int):
            made += f"{chain}[{step}]"
        elif WORD.match(step):
            made += f"{chain or '.'}{step}"
        else:
            made += f"{chain}[{text(step, mark)}]"
    return made


def surely(node: Node) -> bool:
    """Whether ``node`` only runs where its own value was tested to be true: inside ``if (value)``."""
    told, below, at = written(node), node, node.parent
    while at is not None and at.type not in FUNCTIONS:
        if at.type in ("if_statement", "ternary_expression") and at.child_by_field_name("consequence") == below:
            condition = at.child_by_field_name("condition")
            text_of = written(condition).strip("()") if condition is not None else ""
            if text_of in (told, f"{told} !== undefined", f"{told} != null", f"{told} !== null"):
                return True
        if at.type == "binary_expression" and operator_of(at) == "&&" and at.child_by_field_name("right") == below:
            left = at.child_by_field_name("left")
            if left is not None and written(left).strip("()") == told:
                return True
        below, at = at, at.parent
    return False


def is_neutral(node: Node) -> bool:
    """Whether a value stands for nothing yet: ``null``, ``undefined``, ``''``, ``[]``, ``{}``, ``false``."""
    match lower(node):
        case Constant(value=None | False):
            return True
        case Text(pieces=()) | Items(items=()) | Mapping(entries=()):
            return True
    return False


def appended(expression: Expression, text: str, data: bytes) -> Parts | None:
    """An expression for the text of ``expression`` with ``text`` after it; a slash at its end is not doubled."""
    node = expression.node
    if isinstance(expression, Text):
        end = node.end_byte - 1
        slash = data[end - 1 : end] == b"/" and data[end - 3 : end] != b"://"
        return (Keep(Span(node.start_byte, end - slash)), text, Keep(Span(end, node.end_byte)))
    if isinstance(expression, Name | Member):
        return ("`${", Keep(span(node)), f"}}{text}`")
    return None
