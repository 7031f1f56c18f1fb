"""What a textual hit is in a Python file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.place import line_piece, text, word_around
from migrator.languages.python.given import default, field, given, written
from migrator.model import Span
from migrator.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from migrator.scan.source import Source

IMPORTS = frozenset({"import_statement", "import_from_statement", "future_import_statement"})
NUMBERS = frozenset({"integer", "float"})
VARIABLE = re.compile(r"[A-Za-z_]\w*$")
RUNS = re.compile(r"(run|Popen|call|check_call|check_output|getoutput|exec\w*|spawn\w*|which|create_subprocess_exec)$")


def references(source: Source, hits: Sequence[Span], language: str) -> list[Reference]:
    """The references of a Python file, in order."""
    from migrator.languages.python.parse import parse

    del language
    top = parse(source.data).root_node
    return [_reference(source.data, tree.above(top, hit), hit) for hit in hits]


def problem(source: Source) -> str:
    """The line that does not parse, if Python's own parser agrees."""
    from migrator.languages.python.parse import parse

    line = tree.broken_line(parse(source.data).root_node)
    if not line:
        return ""
    import ast
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source.data)
    except SyntaxError as error:
        return f"line {error.lineno or line} does not parse as Python"
    except (ValueError, RecursionError, MemoryError):
        return f"line {line} does not parse as Python"
    return ""


def _reference(data: bytes, nodes: Sequence[Node], hit: Span) -> Reference:
    for node in nodes[:8]:
        if node.type == "comment":
            span = tree.span(node)
            return Reference("comment", span, value=text(data, span))
        if node.type == "string":
            return _string(data, nodes[nodes.index(node) :], hit)
        if node.type in NUMBERS:
            return _number(data, nodes[nodes.index(node) :])
        if node.type in IMPORTS:
            return _import(data, node)
        if node.type == "interpolation":
            break
    if nodes and nodes[0].type == "identifier":
        return _identifier(data, nodes)
    span = word_around(data, hit)
    return Reference("identifier", span, text(data, span), "variable")


def _import(data: bytes, node: Node) -> Reference:
    module = node.child_by_field_name("module_name")
    names = [text(data, tree.span(child)) for child in node.children_by_field_name("name")]
    if module is None:
        return Reference("import", tree.span(node), ", ".join(name.partition(" as ")[0] for name in names))
    return Reference("import", tree.span(node), text(data, tree.span(module)), ", ".join(names))


def _identifier(data: bytes, nodes: Sequence[Node]) -> Reference:
    node = nodes[0]
    span = tree.span(node)
    return Reference("identifier", span, text(data, span), _what(data, node, nodes[1:]))


def _what(data: bytes, node: Node, around: Sequence[Node]) -> str:
    """What an identifier names, from what it stands in."""
    parent = around[0]
    match parent.type:
        case "class_definition":
            return "class"
        case "function_definition":
            return "function"
        case "attribute":
            return "attribute" if parent.child_by_field_name("attribute") == node else "variable"
        case "keyword_argument":
            return "parameter" if parent.child_by_field_name("name") == node else "variable"
        case "parameters" | "lambda_parameters" | "typed_parameter":
            return "parameter"
        case "default_parameter" | "typed_default_parameter":
            return "parameter" if parent.child_by_field_name("name") == node else "variable"
        case "type" | "generic_type" | "union_type":
            return "type"
        case "assignment":
            return _assigned(data, node, around)
        case _:
            return "variable"


def _assigned(data: bytes, node: Node, around: Sequence[Node]) -> str:
    """A variable, or a member where the assignment stands in the body of a class."""
    if around[0].child_by_field_name("left") != node or len(around) < 4:
        return "variable"
    body, owner = around[2], around[3]
    if body.type != "block" or owner.type != "class_definition":
        return "variable"
    bases = owner.child_by_field_name("superclasses")
    return "enum-member" if bases is not None and "Enum" in text(data, tree.span(bases)) else "property"


def _number(data: bytes, nodes: Sequence[Node]) -> Reference:
    span = tree.span(nodes[0])
    parent = nodes[1] if len(nodes) > 1 else nodes[0]
    name, _ = given(data, nodes)
    many = parent.type in ("list", "tuple", "set") and parent.named_child_count >= 4
    return Reference("number" if many else "string", span, "" if many else name, text(data, span))


def _string(data: bytes, nodes: Sequence[Node], hit: Span) -> Reference:
    """A string, a docstring, or the name of a variable of the environment."""
    node = nodes[0]
    whole = tree.span(node)
    parts = [child for child in node.children if child.type in ("string_start", "string_end")]
    start = parts[0].end_byte if parts else whole.start
    end = parts[-1].start_byte if len(parts) > 1 else whole.end
    if not start <= hit.start < end:
        start, end = whole.start, whole.end
    many = data.find(b"\n", whole.start, whole.end) >= 0
    span = line_piece(data, Span(start, end), hit) if many else whole
    value = text(data, span if many else Span(start, end))
    command = _command(data, nodes)
    if command is not None:
        return command
    if len(nodes) > 2 and nodes[1].type == "expression_statement" and nodes[2].type in ("module", "block"):
        return Reference("docstring", span, value=value)
    name, how = given(data, nodes)
    inner = span if many else Span(start, end)
    if VARIABLE.match(value) and how == "read":
        return Reference("env-read", inner, value, default(data, nodes))
    if VARIABLE.match(value) and how == "write":
        return Reference("env-write", inner, value, written(data, nodes))
    if how == "key":
        return Reference("key", span, value)
    return Reference("string", span, name, value)


def _command(data: bytes, nodes: Sequence[Node]) -> Reference | None:
    """The command line of ``subprocess.run(["program", "argument"])``."""
    if len(nodes) < 4 or nodes[1].type != "list" or nodes[2].type != "argument_list":
        return None
    if not RUNS.search(field(data, nodes[3], "function")):
        return None
    words = [text(data, tree.span(child)).strip("\"'") for child in nodes[1].named_children]
    span = tree.span(nodes[1])
    return Reference("command", span, words[0], " ".join(words)) if b"\n" not in data[span.start : span.end] else None
