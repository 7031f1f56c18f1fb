"""What a value in a Python file is given to: a variable, an argument, a key, the environment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.deferred import pattern
from migrator.languages import tree
from migrator.languages.place import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

THROUGH = frozenset(
    (
        "list",
        "tuple",
        "set",
        "parenthesized_expression",
        "binary_operator",
        "boolean_operator",
        "conditional_expression",
        "concatenated_string",
        "expression_list",
        "not_operator",
        "await",
        "list_splat",
        "type",
        "type_parameter",
        "case_pattern",
        "union_pattern",
    )
)
UPPER = pattern(r"_*[A-Z][A-Z0-9_]*$")
READS = pattern(r"(^|\.)(environ\.(get|pop)|getenv|config|AliasChoices|\w*env\w*(\.\w+)?)$", re.IGNORECASE)
WRITES = pattern(r"(environ\.setdefault|putenv|setenv|delenv|unsetenv|set_env\w*)$", re.IGNORECASE)
ALIASES = frozenset({"env", "alias", "validation_alias", "envvar", "env_var", "auto_envvar_prefix", "env_prefix"})
DECLARATIONS = frozenset(
    {"Field", "field", "Column", "mapped_column", "Option", "Argument", "Query", "Form", "SecretStr"}
)
MAPPINGS = frozenset({"env", "environ", "environment", "env_vars"})


def given(data: bytes, nodes: Sequence[Node]) -> tuple[str, str]:
    """What the value at ``nodes[0]`` is given to, and how: a ``key``, a variable to ``read`` or ``write``."""
    below = nodes[0]
    listed = False
    for node in nodes[1:10]:
        match node.type:
            case "pair":
                if node.child_by_field_name("key") != below:
                    key = node.child_by_field_name("key")
                    return (text(data, tree.span(key)).strip("\"'") if key is not None else ""), ""
                return "", "write" if _is_environment(data, nodes[nodes.index(node) :]) else "key"
            case "keyword_argument":
                name = field(data, node, "name")
                if name in ("default", "value") and not listed:
                    continue
                upper = UPPER.match(text(data, tree.span(nodes[0])).strip("\"'"))
                return name, "read" if name in ALIASES and upper and not listed else ""
            case "assignment" | "augmented_assignment" | "named_expression":
                return field(data, node, "left" if node.type != "named_expression" else "name").rpartition(".")[2], ""
            case "default_parameter" | "typed_default_parameter":
                return field(data, node, "name"), ""
            case "argument_list":
                if not _is_declaration(data, nodes, node):
                    return _argument(data, nodes, node, below)
            case "call":
                below = node
            case "subscript":
                return _subscript(data, nodes, node)
            case "generic_type":
                return text(data, tree.span(node)).partition("[")[0], ""
            case "comparison_operator":
                others = [child for child in node.named_children if child != below]
                return (text(data, tree.span(others[0])) if others else ""), ""
            case "match_statement" | "case_clause":
                return "case", ""
            case "return_statement":
                return "return", ""
            case kind if kind in THROUGH:
                listed = listed or kind in ("list", "tuple", "set")
                below = node
            case _:
                return "", ""
    return "", ""


def _argument(data: bytes, nodes: Sequence[Node], arguments: Node, below: Node) -> tuple[str, str]:
    call = next(
        (node for node in nodes if node.type == "call" and node.child_by_field_name("arguments") == arguments), None
    )
    callee = field(data, call, "function") if call is not None else ""
    written = text(data, tree.span(nodes[0])).strip("\"'")
    first = bool(arguments.named_children) and arguments.named_children[0] == below
    if WRITES.search(callee):
        return callee, "write" if first else ""
    if READS.search(callee) and (first or callee.endswith("AliasChoices")) and UPPER.match(written):
        return callee, "read"
    if READS.search(callee) and not first and arguments.named_children:
        return text(data, tree.span(arguments.named_children[0])).strip("\"'"), ""
    return callee, ""


def _is_declaration(data: bytes, nodes: Sequence[Node], arguments: Node) -> bool:
    """Whether a call only describes the variable it is assigned to, as ``Field(…)`` does."""
    call = nodes[nodes.index(arguments) + 1] if arguments in nodes[:-1] else arguments
    return call.type == "call" and field(data, call, "function").rpartition(".")[2] in DECLARATIONS


def written(data: bytes, nodes: Sequence[Node]) -> str:
    """The value that a variable of the environment is given."""
    for node in nodes[1:4]:
        if node.type == "argument_list":
            return (
                text(data, tree.span(node.named_children[1])).strip("\"'")[:200] if node.named_child_count > 1 else ""
            )
        for side in ("right", "value"):
            if node.type in ("assignment", "pair") and node.child_by_field_name(side) is not None:
                return field(data, node, side).strip("\"'")
    return ""


def _subscript(data: bytes, nodes: Sequence[Node], subscript: Node) -> tuple[str, str]:
    value = field(data, subscript, "value")
    if value.rpartition(".")[2] not in MAPPINGS:
        return value, "key"
    at = nodes.index(subscript)
    around = nodes[at + 1] if at + 1 < len(nodes) else subscript
    written = around.type == "assignment" and around.child_by_field_name("left") == subscript
    return value, "write" if written or around.type == "delete_statement" else "read"


def _is_environment(data: bytes, nodes: Sequence[Node]) -> bool:
    """Whether a pair stands in a mapping that is handed over as the environment."""
    for node in nodes[1:5]:
        if node.type == "keyword_argument":
            return field(data, node, "name") in MAPPINGS
        if node.type == "assignment":
            return field(data, node, "left").rpartition(".")[2].lower() in MAPPINGS
        if node.type == "argument_list":
            return False
    call = next((node for node in nodes[:5] if node.type == "call"), None)
    return call is not None and "environ" in field(data, call, "function")


def default(data: bytes, nodes: Sequence[Node]) -> str:
    arguments = next((node for node in nodes[1:3] if node.type == "argument_list"), None)
    rest = arguments.named_children[1:] if arguments is not None else []
    if not rest:
        return ""
    value = rest[0].child_by_field_name("value") if rest[0].type == "keyword_argument" else rest[0]
    return text(data, tree.span(value)).strip("\"'")[:200] if value is not None else ""


def field(data: bytes, node: Node, name: str) -> str:
    child = node.child_by_field_name(name)
    return text(data, tree.span(child))[:200] if child is not None else ""
