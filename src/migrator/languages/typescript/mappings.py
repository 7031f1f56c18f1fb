"""How TypeScript and JavaScript build a mapping in several places, and values that depend on tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.typescript.departures import named_before, standing
from migrator.languages.typescript.lower import children, lower, span, written
from migrator.languages.typescript.names import FUNCTIONS
from migrator.model import Keep, Span
from migrator.syntax import Binding, Call, Expression, Member, Name, Parts, Text

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = [
    "absent",
    "branches",
    "collected",
    "conditional",
    "copied",
    "each",
    "elements",
    "embedded",
    "encoded",
    "entry",
    "fallback",
    "gathers",
    "given",
    "guarded",
    "key",
    "named_before",
    "nullable",
    "omitted",
    "once",
    "positive",
    "removal",
    "repeatable",
    "replaced",
    "spread",
    "standing",
    "textual",
    "unpacked",
    "update",
    "updated",
]

LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
AROUND = frozenset({"parenthesized_expression", "as_expression", "satisfies_expression", "binary_expression"})
BLOCKS = frozenset({"statement_block", "program"})
NOTHING = re.compile(r"\b(?:null|undefined)\b")


def branches(expression: Expression) -> tuple[Expression, Span, Expression] | None:
    """The value, the test and the other value of ``test ? value : other``."""
    node = expression.node
    if node.type != "ternary_expression":
        return None
    test, value, other = children(node)
    return lower(value), span(test), lower(other)


def fallback(expression: Expression) -> tuple[Expression, Expression] | None:
    """Both sides of ``value || other``."""
    node = expression.node
    operator = node.child_by_field_name("operator")
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if node.type != "binary_expression" or operator is None or operator.type != "||" or left is None or right is None:
        return None
    return lower(left), lower(right)


def replaced(expression: Expression) -> Expression | None:
    """``value`` of ``value ?? other`` and of ``value || other``."""
    node = expression.node
    operator, left = node.child_by_field_name("operator"), node.child_by_field_name("left")
    if node.type != "binary_expression" or operator is None or operator.type not in ("??", "||") or left is None:
        return None
    return lower(left)


def conditional(value: Parts, test: Parts, other: Parts | None) -> Parts:
    """``test ? value : other``; without another value, nothing."""
    return (*test, " ? ", *value, " : ", *(other if other is not None else ("undefined",)))


def textual(value: Parts, mark: str) -> Parts:
    """The test that a value is a text."""
    return ("typeof ", *value, f" === {mark[0]}string{mark[0]}")


def given(value: Parts) -> Parts:
    """The test that a value is there, be it false."""
    return (*value, " !== undefined")


def guarded(expression: Expression) -> Expression:
    """``mapping`` of ``test && mapping``: without it nothing is unpacked."""
    node = expression.node
    while node.type in ("parenthesized_expression", "as_expression") and children(node):
        node = children(node)[0]
    operator, right = node.child_by_field_name("operator"), node.child_by_field_name("right")
    if node.type != "binary_expression" or operator is None or operator.type != "&&" or right is None:
        return expression
    return lower(right)


def positive(value: Parts) -> Parts:
    """The test that a number is above zero."""
    return (*value, " > 0")


def elements(items: Parts, test: Parts, others: Parts | None) -> Parts:
    """Elements of an array literal that are only there if ``test`` is true; ``others`` are there if not."""
    return ("...(", *test, " ? [", *items, "] : [", *(others or ()), "])")


def each(item: Parts, name: str, value: Parts, optional: bool, typed: bool) -> Parts:
    """Elements of an array literal, one for each ``name`` in ``value``; one that is ``optional`` may be nothing."""
    body = ("(", *item, " as const)" if typed else ")") if str(item[0]).startswith("{") else item
    listed = ("...(", *value, " ?? [])") if optional else ("...", *value)
    return (*listed, f".map(({name}) => ", *body, ")")


def encoded(call: Call, names: frozenset[str]) -> bool:
    """Whether a call makes base64 text of bytes: ``bytes.toString('base64')``, ``btoa(bytes)``."""
    match call:
        case Call(callee=Member(key="toString"), arguments=(only,)) if not only.spread:
            return isinstance(only.value, Text) and only.value.value == "base64"
    return "btoa" in names


def collected(item: Parts, name: str, typed: bool) -> tuple[Parts, Parts]:
    """Nothing, and ``.map((name) => (item))``."""
    taken = f"{name}: any" if typed else name  # of what is parsed a compiler knows nothing
    return (), (f".map(({taken}) => (", *item, "))")


def spread(expression: Expression, optional: bool) -> Parts:
    """The entry that unpacks a mapping; nothing may be unpacked as well."""
    del optional
    kept = Keep(expression.span)
    return ("...(", kept, ")") if expression.node.type in ("binary_expression", "ternary_expression") else ("...", kept)


def embedded(before: str, value: Parts, text: str, mark: str) -> Parts:
    """A text that begins with ``before`` and goes on with ``value``."""
    del text, mark
    return (f"`{before}${{", *value, "}`")


def once(made: Node, place: Node) -> bool:
    """Whether ``place`` runs at most once each time ``made`` has run: no loop or function begins in between."""
    at: Node | None = place
    while at is not None and not at.start_byte <= made.start_byte < at.end_byte:
        if at.type in LOOPS or at.type in FUNCTIONS:
            return False
        at = at.parent
    return True


def repeatable(expression: Expression) -> bool:
    """Whether a value may be written twice: a variable, a field."""
    match expression:
        case Name():
            return True
        case Member(object=owner):
            return repeatable(owner)
    return False


def nullable(binding: Binding) -> bool:
    """Whether a parameter may be left out, or its annotation says that it may be nothing."""
    parameter = binding.node.parent
    optional = parameter is not None and parameter.type == "optional_parameter"
    return optional or (binding.annotation is not None and NOTHING.search(written(binding.annotation)) is not None)


def omitted(binding: Binding) -> bool:
    """Whether a parameter has no type that says it is there, or is a field of one, and no default."""
    parent = binding.node.parent
    if parent is None or binding.value is not None:
        return False
    field = parent.type in ("object_pattern", "pair_pattern")
    return field or (parent.type in ("formal_parameters", "arrow_function") and binding.annotation is None)


def absent(expression: Expression) -> bool:
    """Whether a field of an object is read: one that is not there is ``undefined``."""
    return isinstance(expression, Member) and isinstance(expression.key, str)


def gathers(binding: Binding) -> bool:
    """Never: there are no keywords."""
    del binding
    return False


def copied(expression: Expression) -> Expression | None:
    """The mapping that ``structuredClone(mapping)`` is a copy of."""
    match expression:
        case Call(callee=Name(name="structuredClone"), arguments=(only,)) if not only.spread:
            return only.value
    return None


def unpacked(node: Node) -> Node | None:
    """The object literal that the mapping at ``node`` is unpacked into: ``{ ...node }``."""
    while node.parent is not None and node.parent.type in AROUND:
        node = node.parent
    parent = node.parent
    if parent is None or parent.type != "spread_element" or parent.parent is None:
        return None
    return parent.parent if parent.parent.type == "object" else None


def entry(node: Node) -> tuple[str, Node] | None:
    """The key that the value at ``node`` stands under in an object literal, and the literal."""
    if node.type == "shorthand_property_identifier" and node.parent is not None:
        return written(node), node.parent
    while node.parent is not None and node.parent.type in AROUND:
        node = node.parent
    pair = node.parent
    if pair is None or pair.type != "pair" or pair.parent is None or pair.child_by_field_name("value") != node:
        return None
    label = pair.child_by_field_name("key")
    return (
        (written(label).strip("\"'"), pair.parent)
        if label is not None and label.type != "computed_property_name"
        else None
    )


def key(node: Node) -> tuple[str, Span] | None:
    """The key that ``mapping.key`` or ``mapping["key"]`` names, and where it is written."""
    named = node.child_by_field_name("property")
    if node.type == "member_expression" and named is not None:
        return written(named), span(named)
    index = node.child_by_field_name("index")
    text = lower(index) if index is not None else None
    return (text.value, text.span) if isinstance(text, Text) and text.value is not None else None


def update(owner: Parts, value: Parts) -> Parts:
    """``Object.assign(owner, value)``."""
    return ("Object.assign(", *owner, ", ", *value, ")")


def updated(attribute: Node) -> Call | None:
    """None: mappings have no method that adds fields."""
    del attribute
    return None


def removal(value: Node, data: bytes) -> Span | None:
    """The lines of the statement around ``value`` that goes, with the ``if`` around it if nothing else is in there.

    ``None`` if a test that does something would go, or something else stands on these lines.
    """
    node: Node | None = value
    while node is not None and node.parent is not None and not node.type.endswith("_statement"):
        node = node.parent
    while node is not None and node.parent is not None:
        block = node.parent if node.parent.type == "statement_block" else None
        if block is not None and any(child.id != node.id for child in children(block)):
            break
        outer = (block or node).parent
        if outer is None or outer.type != "if_statement":
            break
        condition = outer.child_by_field_name("condition")
        inner = written(condition)[1:-1] if condition is not None else "("
        if outer.child_by_field_name("alternative") is not None or "(" in inner or re.search(r"[^=!<>]=[^=]", inner):
            return None
        node = outer
    if node is None or node.parent is None or node.parent.type not in BLOCKS:
        return None
    start = data.rfind(b"\n", 0, node.start_byte) + 1
    end = data.find(b"\n", node.end_byte)
    if data[start : node.start_byte].strip() or data[node.end_byte : end if end >= 0 else len(data)].strip():
        return None
    return Span(start, end + 1 if end >= 0 else len(data))
