"""Functions and classes of Python: what they return, how they are called, what their annotations name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.languages.python.lower import written
from migrator.languages.python.parse import named
from migrator.model import Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.languages.python.words import Words
    from migrator.syntax import Scope

NESTED = frozenset({"function_definition", "class_definition", "lambda"})
HARMLESS = frozenset(
    {
        "staticmethod",
        "classmethod",
        "abstractmethod",
        "override",
        "final",
        "retry",
        "on_exception",
        "on_predicate",
        "wraps",
        "timed",
        "timeit",
        "lru_cache",
        "cache",
        "observe",
        "traceable",
    }
)
"""Decorators after which a function is still called by its name, with the same arguments and result."""
OF_FRAMEWORKS = frozenset(
    {"cl.step", "chainlit.step"}
    | {f"{st}.{name}" for st in ("st", "streamlit") for name in ("cache", "cache_data", "cache_resource")}
)
"""Decorators of the same kind that share their last name with others."""
PROVIDERS = frozenset({"Depends", "Security"})
"""What names the function that gives a parameter its value."""
WRAPPERS = frozenset({"Optional", "Annotated", "ClassVar", "Final", "Union"})


def returned(function: Node, words: Words) -> list[Node]:
    """The expressions that a function may return, given the words of its file; none if it yields."""
    body = function.child_by_field_name("body")
    if body is None:
        return []
    if function.type == "lambda":
        return [body]
    where = Span(body.start_byte, body.end_byte)
    if any(_around(node).id == function.id for node in words.keyword("yield", where)):
        return []
    statements = (node for node in words.keyword("return", where) if _around(node).id == function.id)
    return [named(node)[0] for node in statements if named(node)]


def _around(node: Node) -> Node:
    """The definition that a node stands in."""
    while node.type not in NESTED and node.parent is not None:
        node = node.parent
    return node


def called(scope: Scope) -> tuple[str, int]:
    """The name a function's scope is called by, and how many leading parameters a caller does not write.

    A constructor is called by the name of its class.
    """
    name = scope.node.child_by_field_name("name")
    if scope.kind != "function" or name is None:
        return "", 0
    if scope.parent is None or scope.parent.kind != "class":
        return written(name), 0
    parent = scope.node.parent
    static = parent is not None and any(
        child.type == "decorator" and written(child) == "@staticmethod" for child in parent.named_children
    )
    if written(name) == "__init__":
        owner = scope.parent.node.child_by_field_name("name")
        return (written(owner), 1) if owner is not None else ("", 0)
    return written(name), 0 if static else 1


def injected(node: Node) -> bool:
    """Whether ``node`` stands in the signature of a function that a framework calls."""
    at: Node | None = node.parent
    while at is not None and at.type not in ("function_definition", "block", "module"):
        at = at.parent
    return at is not None and at.type == "function_definition" and bool(_decorator(at))


def provided(node: Node) -> tuple[Node, str] | None:
    """The body and the parameter of the function that asks for what the function named at ``node`` returns."""
    listed = node.parent
    call = listed.parent if listed is not None and listed.type == "argument_list" else None
    callee = call.child_by_field_name("function") if call is not None else None
    if call is None or callee is None or written(callee).rpartition(".")[2] not in PROVIDERS:
        return None
    below, at = call, call.parent
    while at is not None and at.type in ("type", "generic_type", "type_parameter", "subscript"):
        below, at = at, at.parent
    if at is None or at.type not in ("default_parameter", "typed_default_parameter", "typed_parameter"):
        return None
    if at.type == "typed_parameter" and not written(below).partition("[")[0].endswith("Annotated"):
        return None
    name, function = at.child_by_field_name("name") or named(at)[0], at.parent
    while function is not None and function.type != "function_definition":
        function = function.parent
    body = function.child_by_field_name("body") if function is not None else None
    return (body, written(name)) if body is not None else None


def exposed(scope: Scope) -> str:
    """The decorator that hands a function to a framework, empty if there is none."""
    return _decorator(scope.node)


def _decorator(function: Node) -> str:
    parent = function.parent
    if parent is None or parent.type != "decorated_definition":
        return ""
    for child in named(parent):
        if child.type == "decorator":
            name = written(child).removeprefix("@").partition("(")[0].strip()
            if name not in OF_FRAMEWORKS and name.rpartition(".")[2] not in HARMLESS:
                return f"@{name}"
    return ""


def types(annotation: Node | None) -> list[Node]:
    """The classes that an annotation names: ``X``, ``a.X``, ``Optional[X]``, ``X | None``."""
    if annotation is None:
        return []
    match annotation.type:
        case "identifier" | "attribute":
            return [annotation]
        case "type" | "parenthesized_expression" | "binary_operator" | "union_type" | "type_parameter":
            return [found for child in named(annotation) for found in types(child)]
        case "generic_type" | "subscript":
            first, *rest = named(annotation)
            if written(first).rpartition(".")[2] in WRAPPERS:
                return [found for child in rest for found in types(child)]
            return types(first)
    return []
