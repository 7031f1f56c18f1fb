"""What a value is given to: a variable, an argument, a key, the environment, a command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.deferred import pattern
from migrator.languages.place import text
from migrator.languages.tree import span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

THROUGH = frozenset(
    {
        "parenthesized_expression",
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "ternary_expression",
        "await_expression",
        "unary_expression",
        "spread_element",
        "literal_type",
        "union_type",
        "parenthesized_type",
        "array_type",
        "type_arguments",
        "template_substitution",
        "template_string",
        "jsx_expression",
        "type_annotation",
        "enum_body",
        "sequence_expression",
    }
)
NAMED = {
    "pair": "key",
    "variable_declarator": "name",
    "public_field_definition": "name",
    "field_definition": "property",
    "property_signature": "name",
    "enum_assignment": "name",
    "type_alias_declaration": "name",
    "required_parameter": "pattern",
    "optional_parameter": "pattern",
    "assignment_pattern": "left",
    "object_assignment_pattern": "left",
    "assignment_expression": "left",
    "augmented_assignment_expression": "left",
    "default_type": "",
    "return_statement": "return",
    "switch_case": "case",
    "arrow_function": "return",
}
DECLARATIONS = frozenset(
    {
        "ref",
        "shallowRef",
        "useState",
        "useRef",
        "reactive",
        "readonly",
        "signal",
        "String",
        "Number",
        "parseInt",
        "freeze",
    }
)
"""Calls that only wrap the value of the variable they are assigned to."""
COMPARED = frozenset({"===", "!==", "==", "!=", "in", "instanceof"})
RUNS = pattern(r"(?:^|\.)(?:exec|execSync|spawn|spawnSync|execFile|execFileSync|execa|execaSync|execaCommand|\$)$")
ENVIRONMENT = pattern(r"(?:^|\.)(?:process\.env|import\.meta\.env|Bun\.env|env)$")
READS = pattern(
    r"(?:(?:^|\.)env\.(?:get|has)|(?:^|\.)getenv|config(?:Service)?\.(?:get|getOrThrow)(?:<[^>]*>)?|(?:^|\b)env)$", re.I
)
VARIABLE = pattern(r"[A-Za-z_]\w*$")
UPPER = pattern(r"_*[A-Z][A-Z0-9_]*$")
LONGEST = 200


def given(data: bytes, nodes: Sequence[Node]) -> tuple[str, str]:
    """What the value at ``nodes[0]`` is given to, and how: as a ``key``, or a variable that is ``read`` or ``write``.

    ``nodes`` go from the inside out.
    """
    below, listed = nodes[0], False
    for index, node in enumerate(nodes[1:12], 1):
        kind = node.type
        if kind in NAMED:
            field = NAMED[kind]
            named = node.child_by_field_name(field) if field else None
            if named is None:
                return field, ""
            if named == below:
                return "", "key" if kind == "pair" else ""
            return _last(written(data, named)), ""
        if kind == "arguments":
            name, how = _argument(data, nodes[index + 1 :], node, below, listed)
            if name not in DECLARATIONS:
                return name, how
        elif kind == "call_expression" or kind == "new_expression":
            pass
        elif kind == "subscript_expression":
            owner = field_text(data, node, "object")
            return owner, "read" if ENVIRONMENT.search(owner) else "key"
        elif kind == "binary_expression":
            other = _other(node, below)
            operator = node.child_by_field_name("operator")
            if operator is not None and operator.type in COMPARED:
                return written(data, other) if other is not None else "", ""
            variable = _variable(data, other) if other is not None else ""
            if variable:
                return variable, ""
        elif kind == "array":
            listed = True
        elif kind not in THROUGH:
            return "", ""
        below = node
    return "", ""


def default(data: bytes, node: Node) -> str:
    """What stands behind ``??`` or ``||`` after a variable of the environment."""
    at = node.parent
    while at is not None and at.type in ("non_null_expression", "parenthesized_expression", "as_expression"):
        node, at = at, at.parent
    if at is None or at.type != "binary_expression":
        return ""
    left, right = at.child_by_field_name("left"), at.child_by_field_name("right")
    operator = at.child_by_field_name("operator")
    if left != node or right is None or operator is None or operator.type not in ("??", "||"):
        return ""
    return written(data, right).strip("\"'`")


def environment(data: bytes, member: Node) -> bool:
    """Whether ``member`` is ``process.env.NAME`` or another mapping of the environment with a key."""
    owner = member.child_by_field_name("object")
    return owner is not None and ENVIRONMENT.search(written(data, owner)) is not None


def written(data: bytes, node: Node) -> str:
    """The source text of a node, at most some hundred characters of it."""
    return text(data, span(node))[:LONGEST]


def field_text(data: bytes, node: Node, name: str) -> str:
    """The source text of a field of a node, empty if it has none."""
    child = node.child_by_field_name(name)
    return written(data, child) if child is not None else ""


def command(data: bytes, call: Node) -> tuple[Node, Node, str] | None:
    """The first and last node of the command line that a call runs, and its text."""
    callee = field_text(data, call, "function")
    arguments = call.child_by_field_name("arguments")
    if arguments is None or not RUNS.search(callee):
        return None
    if arguments.type == "template_string":
        return arguments, arguments, written(data, arguments).strip("`")
    given_to = arguments.named_children[:2]
    if not given_to or given_to[0].type not in ("string", "template_string"):
        return None
    words = [written(data, given_to[0]).strip("\"'`")]
    if len(given_to) > 1 and given_to[1].type == "array":
        words += [written(data, child).strip("\"'`") for child in given_to[1].named_children]
        return given_to[0], given_to[1], " ".join(words)
    return given_to[0], given_to[0], words[0]


def _argument(data: bytes, around: Sequence[Node], arguments: Node, below: Node, listed: bool) -> tuple[str, str]:
    call = around[0] if around else arguments
    callee = field_text(data, call, "function") or field_text(data, call, "constructor")
    first = bool(arguments.named_children) and arguments.named_children[0] == below
    value = written(data, below).strip("\"'`")
    if READS.search(callee) and not listed:
        if first and UPPER.match(value):
            return callee, "read"
        if not first and arguments.named_children:
            return written(data, arguments.named_children[0]).strip("\"'`"), ""
    return _last(callee) if _last(callee) in DECLARATIONS else callee, ""


def _other(node: Node, below: Node) -> Node | None:
    return next((child for child in node.named_children if child != below), None)


def _variable(data: bytes, node: Node) -> str:
    """The variable of the environment that is read at ``node``."""
    if node.type == "member_expression" and environment(data, node):
        return field_text(data, node, "property")
    if node.type == "subscript_expression" and environment(data, node):
        return field_text(data, node, "index").strip("\"'`")
    return ""


def _last(name: str) -> str:
    """The last part of a dotted name, without the quotes of a key."""
    return name.strip("\"'`").rpartition(".")[2] if "\n" not in name else ""
