"""Dictionaries of Python that are built in several places: what is unpacked into what, and values under a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.python.lower import lower, span, written
from migrator.languages.python.parse import named
from migrator.languages.python.placing import does, named_before
from migrator.model import Keep, Span
from migrator.syntax import Binding, Call, Constant, Expression, Member, Name, Parts, Text

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

ENCODERS = frozenset({"base64.b64encode().decode", "base64.standard_b64encode().decode"})
COPIES = frozenset({"copy.copy", "copy.deepcopy", "copy", "deepcopy", "dict"})
REPEATED = frozenset({"for_statement", "while_statement", "function_definition", "lambda"})
UNSAFE = frozenset("\\{}\n!:")
"""Characters that an expression inside a formatted text may not have, or not in every version of Python."""


def branches(expression: Expression) -> tuple[Expression, Span, Expression] | None:
    """The value, the test and the other value of ``value if test else other``."""
    node = expression.node
    if node.type != "conditional_expression":
        return None
    value, test, other = (child for child in node.named_children if child.type != "comment")
    return lower(value), span(test), lower(other)


def fallback(expression: Expression) -> tuple[Expression, Expression] | None:
    """Both sides of ``value or other``."""
    node = expression.node
    operator = node.child_by_field_name("operator")
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if node.type != "boolean_operator" or operator is None or operator.type != "or" or left is None or right is None:
        return None
    return lower(left), lower(right)


def conditional(value: Parts, test: Parts, other: Parts | None) -> Parts:
    """``value if test else other``; without another value, nothing."""
    return (*value, " if ", *test, " else ", *(other if other is not None else ("None",)))


def textual(value: Parts, mark: str) -> Parts:
    """The test that a value is a text."""
    del mark
    return ("isinstance(", *value, ", str)")


def given(value: Parts) -> Parts:
    """The test that a value is there, be it false."""
    return (*value, " is not None")


def guarded(expression: Expression) -> Expression:
    """The expression itself: what is no mapping cannot be unpacked."""
    return expression


def positive(value: Parts) -> Parts:
    """The test that a number is above zero."""
    return (*value, " > 0")


def elements(items: Parts, test: Parts, others: Parts | None) -> Parts:
    """Elements of a list literal that are only there if ``test`` is true; ``others`` are there if not."""
    return ("*([", *items, "] if ", *test, " else [", *(others or ()), "])")


def each(item: Parts, name: str, value: Parts, optional: bool, typed: bool) -> Parts:
    """Elements of a list literal, one for each ``name`` in ``value``; one that is ``optional`` may be nothing."""
    del typed
    return ("*(", *item, f" for {name} in ", *value, " or [])" if optional else ")")


def encoded(call: Call, names: frozenset[str]) -> bool:
    """Whether a call of a function of these qualified names makes base64 text of bytes."""
    del call
    return bool(names & ENCODERS)


def collected(item: Parts, name: str, typed: bool) -> tuple[Parts, Parts]:
    """``[item for name in`` and ``]``."""
    del typed
    return ("[", *item, f" for {name} in "), ("]",)


def spread(expression: Expression, optional: bool) -> Parts:
    """The entry or argument that unpacks a mapping; one that is ``optional`` may be nothing."""
    kept = Keep(expression.span)
    if optional:
        return ("**(", kept, " or {})")
    tight = expression.node.type in ("boolean_operator", "conditional_expression", "lambda")
    return ("**(", kept, ")") if tight else ("**", kept)


def embedded(before: str, value: Parts, text: str, mark: str) -> Parts:
    """A text that begins with ``before`` and goes on with ``value``, which is written ``text``."""
    other = "'" if mark == '"' else '"'
    if UNSAFE.isdisjoint(text):
        if mark not in text:
            return (f"f{mark}{before}{{", *value, f"}}{mark}")
        if other not in text:
            return (f"f{mark}{before}{{{text.replace(mark, other)}}}{mark}",)
    return (f"{mark}{before}{mark} + ", *(("(", *value, ")") if " " in text.partition("(")[0] else value))


def once(made: Node, place: Node) -> bool:
    """Whether ``place`` runs at most once each time ``made`` has run: no loop or function begins in between."""
    at: Node | None = place
    while at is not None and not at.start_byte <= made.start_byte < at.end_byte:
        if at.type in REPEATED:
            return False
        at = at.parent
    return True


def repeatable(expression: Expression) -> bool:
    """Whether a value may be written twice: a variable, a field, a look into a mapping."""
    match expression:
        case Name():
            return True
        case Member(object=owner):
            return repeatable(owner)
        case Call(callee=Member(object=owner, key="get"), arguments=arguments):
            values = [argument.value for argument in arguments]
            return repeatable(owner) and all(isinstance(value, Text | Constant) for value in values)
    return False


def replaced(expression: Expression) -> Expression | None:
    """``value`` of ``value or other``."""
    sides = fallback(expression)
    return sides[0] if sides is not None else None


def nullable(binding: Binding) -> bool:
    """Whether the annotation of a binding says that it may be nothing."""
    text = written(binding.annotation) if binding.annotation is not None else ""
    return "Optional" in text or "None" in text


def omitted(binding: Binding) -> bool:
    """Never: what is left out has a default, or is an error."""
    del binding
    return False


def absent(expression: Expression) -> bool:
    """Never: a field that is not there is an error."""
    del expression
    return False


def gathers(binding: Binding) -> bool:
    """Whether a parameter gathers the keywords that a function does not name: ``**options``."""
    parent = binding.node.parent
    if parent is not None and parent.type == "typed_parameter":
        parent = binding.node if binding.node.type == "dictionary_splat_pattern" else named(parent)[0]
    return parent is not None and parent.type == "dictionary_splat_pattern"


def copied(expression: Expression) -> Expression | None:
    """The mapping that ``expression`` is a copy of."""
    match expression:
        case Call(callee=Member(object=owner, key="copy"), arguments=()):
            return owner
        case Call(callee=callee, arguments=(only,)) if written(callee.node) in COPIES and not (
            only.name or only.spread
        ):
            return only.value
    return None


def unpacked(node: Node) -> Node | None:
    """The dictionary or call that the mapping at ``node`` is unpacked into: ``{**node}``, ``f(**node)``."""
    while node.parent is not None and node.parent.type in ("parenthesized_expression", "boolean_operator"):
        node = node.parent
    parent = node.parent
    if parent is None or parent.type != "dictionary_splat" or parent.parent is None:
        return None
    return parent.parent if parent.parent.type == "dictionary" else parent.parent.parent


def update(owner: Parts, value: Parts) -> Parts:
    """``owner.update(value)``."""
    return (*owner, ".update(", *value, ")")


def updated(attribute: Node) -> Call | None:
    """The call ``mapping.update(…)`` that stands alone as a statement, given the node of ``mapping.update``."""
    call = attribute.parent
    if call is None or call.type != "call" or call.parent is None or call.parent.type != "expression_statement":
        return None
    lowered = lower(call)
    return lowered if isinstance(lowered, Call) and isinstance(lowered.callee, Member) else None


def entry(node: Node) -> tuple[str, Node] | None:
    """The key that the value at ``node`` stands under in a dictionary, and the dictionary."""
    while node.parent is not None and node.parent.type in ("parenthesized_expression", "boolean_operator"):
        node = node.parent
    pair = node.parent
    if pair is None or pair.type != "pair" or pair.parent is None or pair.child_by_field_name("value") != node:
        return None
    label = pair.child_by_field_name("key")
    text = lower(label) if label is not None else None
    return (text.value, pair.parent) if isinstance(text, Text) and text.value is not None else None


def key(node: Node) -> tuple[str, Span] | None:
    """The key that ``mapping["key"]``, ``mapping.get("key")`` and the like name, and where it is written."""
    if node.type == "subscript":
        label = node.child_by_field_name("subscript")
    else:
        call = node if node.type == "call" else node.parent
        arguments = call.child_by_field_name("arguments") if call is not None else None
        label = named(arguments)[0] if arguments is not None and named(arguments) else None
    text = lower(label) if label is not None else None
    return (text.value, text.span) if isinstance(text, Text) and text.value is not None else None


def removal(value: Node, data: bytes) -> Span | None:
    """The lines of the statement around ``value`` that goes, with the ``if`` around it if nothing else is in there.

    ``None`` if something would be left without a statement, or a test that does something would go.
    """
    node: Node | None = value
    while node is not None and node.parent is not None and node.parent.type not in ("block", "module"):
        node = node.parent
    while node is not None and node.parent is not None and node.parent.type == "block":
        if any(child.type != "comment" and child.id != node.id for child in node.parent.named_children):
            break
        outer = node.parent.parent
        if outer is None or outer.type != "if_statement" or outer.child_by_field_name("alternative") is not None:
            return None
        condition = outer.child_by_field_name("condition")
        if condition is None or does(condition):
            return None
        node = outer
    if node is None:
        return None
    start = data.rfind(b"\n", 0, node.start_byte) + 1
    end = data.find(b"\n", node.end_byte)
    after = data[node.end_byte : end if end >= 0 else len(data)].strip()
    if data[start : node.start_byte].strip() or not (after == b"" or after.startswith(b"#")):
        return None
    return Span(start, end + 1 if end >= 0 else len(data))


def standing(node: Node, value: Parts) -> Parts:
    """``value`` as it is written in the place of ``node``."""
    del node
    return value
