"""What becomes of a value one step on: the construct around an expression, in the analysis' terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import PREFIXES, children, lower, misplaced, span, waits, written
from migrator.syntax import Constant, Text, Use

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.syntax import UseKind

THROUGH = frozenset(
    {"parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression", "type_assertion"}
)
TESTS = frozenset({"if_statement", "while_statement", "do_statement", "for_statement", "switch_statement"})
TESTING = frozenset({"Boolean", "Array.isArray"})
"""Functions that tell of a value whether it is there, or what it is."""
FLOWING = frozenset({"||", "??", "&&"})
WORKING = frozenset({"-", "*", "/", "%", "**"})
KINDS: dict[str, UseKind] = {
    "return_statement": "returned",
    "yield_expression": "yielded",
    "expression_statement": "discarded",
    "template_substitution": "formatted",
    "jsx_expression": "formatted",
    "array": "element",
    "pair": "element",
    "object": "element",
    "spread_element": "element",
}


def use(node: Node) -> Use:
    """The use of the value of ``node``. Bindings are left to the caller, who knows the scopes."""
    parent = node.parent
    if parent is None:
        return Use("unknown", node, span(node))
    here, kind = span(parent), parent.type
    if kind in KINDS:
        return Use(KINDS[kind], parent, here)
    if kind in THROUGH:
        return Use("flows", parent, here)
    if kind in TESTS:
        return Use("tested", parent, here)
    match kind:
        case "await_expression" | "unary_expression":
            return _prefixed(node, parent)
        case "member_expression" if _is(parent, "object", node):
            key = parent.child_by_field_name("property")
            return Use("member", parent, here, key=written(key) if key is not None else "", soft=_is_soft(parent))
        case "subscript_expression":
            return _subscript(node, parent)
        case "call_expression" | "new_expression":
            return _called(node, parent)
        case "arguments":
            return _argument(node, parent)
        case "variable_declarator" if _is(parent, "value", node):
            return Use("assigned", parent.child_by_field_name("name") or parent, here)
        case "assignment_expression" if _is(parent, "right", node):
            target = parent.child_by_field_name("left") or parent
            stored = target.type in ("member_expression", "subscript_expression")
            onward = parent if parent.parent is not None and parent.parent.type != "expression_statement" else None
            return Use("stored" if stored else "assigned", target, here, onward=onward)
        case "for_in_statement" if _is(parent, "right", node):
            return Use("iterated", parent, here)
        case "arrow_function" if _is(parent, "body", node):
            return Use("returned", parent, here)
        case "binary_expression":
            return _binary(node, parent)
        case "ternary_expression":
            return Use("tested" if _is(parent, "condition", node) else "flows", parent, here)
    return Use("unknown", parent, here)


def _prefixed(node: Node, prefix: Node) -> Use:
    if misplaced(prefix) is not None:  # (await f)<T>(x): each prefix stands for what is one level below it
        if node.type not in PREFIXES:
            return Use("called", prefix, span(prefix))
        return Use("flows" if node.type == "await_expression" else "tested", prefix, span(prefix))
    return Use("flows" if prefix.type == "await_expression" else "tested", prefix, span(prefix))


def _called(node: Node, call: Node) -> Use:
    if node.type == "await_expression":
        return Use("flows", call, span(call))
    if node.type == "unary_expression":
        return Use("tested", call, span(call))
    return Use("called", call, span(call))


def _argument(node: Node, arguments: Node) -> Use:
    call = arguments.parent
    if call is None:
        return Use("unknown", arguments, span(arguments))
    if waits(call):
        return Use("flows", call, span(call))
    function = call.child_by_field_name("function")
    while function is not None and function.type in PREFIXES:
        call = function
        function = next(iter(children(function)), None)
    if function is not None and written(function) in TESTING:
        return Use("tested", call, span(call))
    index = next((index for index, child in enumerate(children(arguments)) if child.id == node.id), 0)
    return Use("argument", call, span(call), argument=index)


def _subscript(node: Node, parent: Node) -> Use:
    index = parent.child_by_field_name("index")
    if index is None or not _is(parent, "object", node):
        return Use("argument", parent, span(parent), argument="[]")
    match lower(index):
        case Text() as text if text.value is not None:
            return Use("member", parent, span(parent), key=text.value, soft=_is_soft(parent))
        case Constant(value=int() as position) if not isinstance(position, bool):
            return Use("member", parent, span(parent), key=position, soft=_is_soft(parent))
    return Use("unknown", parent, span(parent))


def _binary(node: Node, parent: Node) -> Use:
    operator, here = parent.child_by_field_name("operator"), span(parent)
    written_as = operator.type if operator is not None else ""
    if written_as in FLOWING:
        return Use("flows", parent, here)
    if written_as == "+":
        return Use("formatted", parent, here)
    if written_as in WORKING:
        return Use("worked", parent, here)
    left = parent.child_by_field_name("left")
    key = lower(left) if left is not None and written_as == "in" and _is(parent, "right", node) else None
    if isinstance(key, Text) and key.value is not None:
        return Use("contains", parent, here, key=key.value)
    return Use("compared", parent, here)


def _is_soft(access: Node) -> bool:
    return access.child_by_field_name("optional_chain") is not None


def _is(parent: Node, field: str, node: Node) -> bool:
    child = parent.child_by_field_name(field)
    return child is not None and child.id == node.id
