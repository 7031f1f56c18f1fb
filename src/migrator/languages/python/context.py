"""What becomes of a value one step on: the construct around an expression of Python, in the analysis' terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.python.lower import lower, span, written
from migrator.languages.python.parse import named
from migrator.languages.python.relays import THREADED, called_name, relay, relayed, scheduled
from migrator.syntax import ATTRIBUTE, Call, Constant, Name, Text, Use

if TYPE_CHECKING:
    from tree_sitter import Node

TESTS = frozenset({"if_statement", "elif_clause", "while_statement", "if_clause", "assert_statement", "not_operator"})

BARE = frozenset(
    {"assigned", "stored", "returned", "yielded", "element", "argument", "discarded", "tested", "iterated"}
)
"""What is done with a value in parentheses as it is with one without; elsewhere they may hold it together."""


def use(node: Node) -> Use:
    """The use of the value of ``node``. Bindings are left to the caller, who knows the scopes."""
    parent = node.parent
    if parent is None:
        return Use("unknown", node, span(node))
    here = span(parent)
    match parent.type:
        case "parenthesized_expression":
            around = use(parent)
            return around if around.kind in BARE else Use("flows", parent, here)
        case "await":
            return Use("flows", parent, here)
        case "attribute":
            name = parent.child_by_field_name("attribute")
            key = written(name) if name is not None else ""
            return _get(parent) if key == "get" else Use("member", parent, here, key=key)
        case "subscript":
            return _subscript(node, parent)
        case "call":
            return Use("called", parent, here)
        case "argument_list":
            return _argument(node, parent, 0)
        case "keyword_argument":
            name, arguments = parent.child_by_field_name("name"), parent.parent
            if name is not None and arguments is not None and arguments.parent is not None:
                call = relay(arguments.parent)
                return Use("argument", call, span(call), argument=written(name))
        case "assignment":
            if _is(parent, "right", node):
                target = parent.child_by_field_name("left")
                stored = target is not None and target.type in ("attribute", "subscript")
                outer = parent.parent
                if outer is not None and outer.type == "assignment":  # a = b = value
                    return Use("unknown", parent, here)
                return Use("stored" if stored else "assigned", target if target is not None else parent, here)
        case "named_expression":
            return Use("assigned", parent, here, onward=parent)
        case "return_statement":
            return Use("returned", parent, here)
        case "yield":
            return Use("yielded", parent, here)
        case "expression_statement":
            return Use("discarded", parent, here)
        case "with_item" | "as_pattern":
            return Use("entered", parent, here)
        case "for_statement" | "for_in_clause":
            if _is(parent, "right", node):
                return Use("iterated", parent, here)
        case "comparison_operator":
            return _comparison(node, parent)
        case "boolean_operator":
            return Use("flows", parent, here)
        case "binary_operator":
            operator = parent.child_by_field_name("operator")
            if operator is not None and operator.type == "|":
                return Use("piped", parent, here, key=0 if _is(parent, "left", node) else 1)
            return Use("worked", parent, here)
        case "conditional_expression":
            kind = "tested" if named(parent)[1].id == node.id else "flows"
            return Use(kind, parent, here)  # type: ignore[arg-type]  # one of the two literals
        case "interpolation":
            return Use("formatted", parent, here)
        case "list" | "tuple" | "set" | "pair" | "expression_list":
            return Use("element", parent, here)
        case "list_comprehension" | "set_comprehension" | "generator_expression" if _is(parent, "body", node):
            return Use("yielded", parent, here)
        case "lambda":
            ran = _runs_at_once(parent)
            return Use("flows", ran, span(ran)) if ran is not None else Use("returned", parent, here)
        case kind if kind in TESTS:
            return Use("tested", parent, here)
    return Use("unknown", parent, here)


def _get(attribute: Node) -> Use:
    """``value.get("key", default)`` is a member that may be missing."""
    call = attribute.parent
    if call is not None and call.type == "call" and _is(call, "function", attribute):
        lowered = lower(call)
        if isinstance(lowered, Call) and 1 <= len(lowered.arguments) <= 2:
            key, default = lowered.arguments[0].value, lowered.arguments[1:]
            if isinstance(key, Text) and key.value is not None:
                return Use(
                    "member", call, span(call), key=key.value, soft=True, default=default[0].value if default else None
                )
    return Use("member", attribute, span(attribute), key="get")


def _is(parent: Node, field: str, node: Node) -> bool:
    child = parent.child_by_field_name(field)
    return child is not None and child.id == node.id


def _subscript(node: Node, parent: Node) -> Use:
    keys = parent.children_by_field_name("subscript")
    if not _is(parent, "value", node):
        return Use("argument", parent, span(parent), argument="[]")
    key = lower(keys[0]) if len(keys) == 1 else None
    match key:
        case Text() if (text := key.value) is not None:
            return Use("member", parent, span(parent), key=text)
        case Constant(value=int() as position) if not isinstance(position, bool):
            return Use("member", parent, span(parent), key=position)
    if [key.type for key in keys] == ["slice"]:
        return Use("sliced", parent, span(parent))
    return Use("unknown", parent, span(parent))


def _argument(node: Node, parent: Node, skipped: int) -> Use:
    call = parent.parent
    if call is None:
        return Use("unknown", parent, span(parent))
    if (there := relayed(outer := relay(call))) is not None:
        function, given = there
        if function.id == node.id:
            return Use("called", outer, span(outer))
        plain = [one.id for one in given if one.type != "keyword_argument"]
        return Use("argument", outer, span(outer), argument=plain.index(node.id) if node.id in plain else -1)
    index = skipped
    for child in parent.named_children:
        if child.id == node.id:
            break
        index += child.type not in ("comment", "keyword_argument")
    if (index == 1 and called_name(call) == "cast") or (index == 0 and scheduled(call) == node):
        return Use("flows", call, span(call))
    asked = _asked_for(call) if index == 0 else ""
    if asked:
        return Use("contains", call, span(call), key=asked, argument=ATTRIBUTE)
    return Use("argument", call, span(call), argument=index)


def _runs_at_once(function: Node) -> Node | None:
    """The call that runs a ``lambda`` in another thread and gives what it gives, once that is waited for."""
    call = function.parent.parent if function.parent is not None else None
    if call is None or function.parent is None or function.parent.type != "argument_list":
        return None
    return call if called_name(call) in THREADED and not function.child_by_field_name("parameters") else None


def _asked_for(call: Node) -> str:
    """The attribute that ``hasattr(value, "name")`` asks for."""
    lowered = lower(call)
    if not isinstance(lowered, Call) or not isinstance(lowered.callee, Name) or lowered.callee.name != "hasattr":
        return ""
    name = lowered.arguments[1].value if len(lowered.arguments) == 2 else None
    return name.value or "" if isinstance(name, Text) else ""


def _comparison(node: Node, parent: Node) -> Use:
    operands = named(parent)
    operators = [child.type for child in parent.children if not child.is_named]
    if len(operands) == 2 and operands[1].id == node.id and operators in (["in"], ["not in"]):
        key = lower(operands[0])
        if isinstance(key, Text) and key.value is not None:
            return Use("contains", parent, span(parent), key=key.value)
    return Use("compared", parent, span(parent))
