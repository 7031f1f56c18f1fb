"""Import statements and exception handlers of a Python file: what they name, and how they are written anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.languages.python.lower import lower, written
from migrator.languages.python.parse import named
from migrator.model import Keep, Span
from migrator.syntax import Expression, Member, Name, Parts

if TYPE_CHECKING:
    from tree_sitter import Node

IMPORTS = frozenset({"import_statement", "import_from_statement", "future_import_statement"})
HEADER = frozenset({*IMPORTS, "comment", "if_statement", "try_statement"})
FUNCTIONS = frozenset({"function_definition", "lambda"})
ANNOTATION = frozenset(
    {"type", "generic_type", "type_parameter", "union_type", "binary_operator", "subscript", "attribute", "member_type"}
)
"""What an annotation is made of."""
STREAMS = ("Iterator", "Iterable", "Generator")
"""Words in the names of types that give parts one by one."""


def handed_on(root: Node) -> list[str]:
    """The modules of ``from module import *`` at the top of a file."""
    found = []
    for statement in root.named_children:
        source = statement.child_by_field_name("module_name") if statement.type == "import_from_statement" else None
        if source is not None and any(child.type == "wildcard_import" for child in statement.named_children):
            found.append(written(source))
    return found


def imported_names(statement: Node) -> int:
    """How many names an import statement binds."""
    return len(statement.children_by_field_name("name"))


def item(name: Node) -> Node:
    """The whole item of an import statement that binds ``name``: with its alias, if it has one."""
    parent = name.parent
    return parent if parent is not None and parent.type == "aliased_import" else name


def annotates(node: Node) -> bool:
    """Whether ``node`` stands in a type annotation."""
    return annotation(node) is not None


def annotation(node: Node) -> Node | None:
    """The whole type annotation that ``node`` stands in."""
    at, found = node.parent, None
    while at is not None and at.type in ANNOTATION:
        if at.type == "type":
            found = at
        at = at.parent
    return found


def streams(node: Node) -> bool:
    """Whether the annotation around ``node`` is that of something which gives parts one by one."""
    whole = annotation(node)
    return whole is not None and any(word in written(whole) for word in STREAMS)


def import_text(module: str, names: tuple[str, ...]) -> str:
    """An import of a module, or of names of it."""
    return f"from {module} import {', '.join(names)}" if names else f"import {module}"


def after_imports(root: Node) -> int:
    """The end of the imports at the top of a file."""
    end = 0
    for index, node in enumerate(root.named_children):
        docstring = index == 0 and node.type == "expression_statement" and named(node)[0].type == "string"
        if node.type not in HEADER and not docstring:
            break
        if node.type in IMPORTS:
            end = node.end_byte
            after = node.next_sibling
            if after is not None and after.type == "comment" and after.start_point[0] == node.end_point[0]:
                end = after.end_byte
    return end


def after(first: Node) -> int:
    """The end of the imports that begin with ``first``, on neighbouring lines."""
    last: Node | None = first
    while last is not None and (following := last.next_named_sibling) is not None and following.type in IMPORTS:
        last = following
    return last.end_byte if last is not None else first.end_byte


def statement(name: str, callee: str, arguments: Sequence[str]) -> str:
    """``name = callee(…)``, an argument a line."""
    inside = "".join(f"    {argument},\n" for argument in arguments)
    return f"{name} = {callee}(\n{inside})"


def handlers(node: Node) -> list[Expression]:
    """The exceptions named by the handlers that an error at ``node`` may reach inside its function."""
    found: list[Expression] = []
    below, at = node, node.parent
    while at is not None and at.type not in FUNCTIONS:
        if at.type == "try_statement" and below.type == "block" and at.child_by_field_name("body") == below:
            for clause in at.named_children:
                if clause.type in ("except_clause", "except_group_clause"):
                    found += caught_by(clause)
        below, at = at, at.parent
    return found


def caught_by(clause: Node) -> list[Expression]:
    """The exceptions that an ``except`` clause names."""
    value = clause.child_by_field_name("value")
    if value is not None and value.type == "as_pattern":
        value = named(value)[0]
    if value is None:
        return []
    parts = named(value) if value.type == "tuple" else [value]
    return [lower(part) for part in parts]


def alias(node: Node) -> Node | None:
    """The name that an exception at ``node`` is bound to: ``e`` of ``except X as e``."""
    at = node.parent
    if at is not None and at.type == "tuple":
        at = at.parent
    if at is None or at.type != "as_pattern" or at.parent is None or not at.parent.type.startswith("except"):
        return None
    target = at.child_by_field_name("alias")
    return named(target)[0] if target is not None and named(target) else None


def also(handler: Expression, name: str) -> tuple[Span, Parts]:
    """How a handler catches ``name`` as well: what to replace, and by what."""
    parent = handler.node.parent
    if parent is not None and parent.type == "tuple":
        return Span(handler.span.end, handler.span.end), (f", {name}",)
    return handler.span, ("(", Keep(handler.span), f", {name})")


def extended(expression: Expression, suffix: str, default: str) -> Parts:
    """``expression`` without its trailing slash, and ``suffix``; ``default`` where it may be nothing."""
    mark = '"'
    kept: Parts = (Keep(expression.span),)
    if default:
        kept = ("(", *kept, f" or {mark}{default}{mark})")
    elif not isinstance(expression, Name | Member) and expression.node.type not in ("call", "subscript", "string"):
        kept = ("(", *kept, ")")
    return (*kept, f".rstrip({mark}/{mark}) + {mark}{suffix}{mark}")


def is_base(node: Node) -> bool:
    """Whether ``node`` names a base class."""
    parent = node.parent
    return parent is not None and parent.parent is not None and parent.parent.type == "class_definition"
