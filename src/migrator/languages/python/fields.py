"""Fields of settings classes: variables of the environment that are read without being named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from migrator.languages import tree
from migrator.languages.place import text
from migrator.languages.python.parse import parse
from migrator.model import Span
from migrator.record import record

if TYPE_CHECKING:
    from tree_sitter import Node

BASES = frozenset({"BaseSettings"})
ALIASES = frozenset({"alias", "validation_alias", "env"})
PREFIX = re.compile(r"env_prefix\s*=\s*[\"']([^\"']*)[\"']")
QUOTED = re.compile(r"[\"']([A-Za-z_]\w*)[\"']")


@record
class SettingsField:
    """A field whose value comes from the environment.

    ``names`` are the variables it may be read from, in the case in which they are documented; ``named`` says that the
    code spells them itself (an alias) rather than deriving them from ``field`` and ``prefix``. ``span`` is that of the
    field's name, ``whole`` that of its declaration, ``default`` that of its default.
    """

    field: str
    names: tuple[str, ...]
    span: Span
    whole: Span
    default: Span | None = None
    prefix: str = ""
    named: bool = False


def classes(data: bytes, bases: Collection[str]) -> frozenset[str]:
    """The classes of a file that are derived from one of ``bases``, by its last name, in this file or through one."""
    known, found = set(bases), set[str]()
    for _ in range(4):
        new = {_name(data, node) for node in _definitions(data) if _parents(data, node) & known} - found
        if not new:
            break
        found |= new
        known |= new
    return frozenset(found)


def fields(data: bytes, bases: Collection[str] = BASES) -> list[SettingsField]:
    """The fields of the settings classes of a file; those of nested models are left out, as their names are composed.

    Args:
        data: the file.
        bases: names of the classes that settings are derived from; classes of the file that are, count as well.
    """
    own = classes(data, bases)
    return [found for node in _definitions(data) if _name(data, node) in own for found in _of_class(data, node)]


def _of_class(data: bytes, node: Node) -> Iterator[SettingsField]:
    body = node.child_by_field_name("body")
    prefix = PREFIX.search(text(data, tree.span(node)))
    before = prefix.group(1) if prefix else ""
    for statement in body.named_children if body is not None else ():
        inner = statement.named_children[0] if statement.type == "expression_statement" else statement
        if inner.type != "assignment":
            continue
        left, right = inner.child_by_field_name("left"), inner.child_by_field_name("right")
        if left is None or left.type != "identifier" or inner.child_by_field_name("type") is None:
            continue
        name = text(data, tree.span(left))
        if name == "model_config" or name.startswith("_"):
            continue
        aliases = _aliases(data, right)
        default = _default(right)
        names = aliases or ((before + name).upper(),)
        yield SettingsField(
            name, names, tree.span(left), tree.span(inner), default, "" if aliases else before, bool(aliases)
        )


def _aliases(data: bytes, value: Node | None) -> tuple[str, ...]:
    if value is None or value.type != "call":
        return ()
    arguments = value.child_by_field_name("arguments")
    for argument in arguments.named_children if arguments is not None else ():
        if argument.type == "keyword_argument":
            name, given = argument.child_by_field_name("name"), argument.child_by_field_name("value")
            if name is not None and given is not None and text(data, tree.span(name)) in ALIASES:
                return tuple(QUOTED.findall(text(data, tree.span(given))))
    return ()


def _default(value: Node | None) -> Span | None:
    """Where the default of a field stands: the value itself, or the first argument or ``default`` of ``Field``."""
    if value is None:
        return None
    if value.type != "call":
        return tree.span(value)
    arguments = value.child_by_field_name("arguments")
    for argument in arguments.named_children if arguments is not None else ():
        if argument.type == "keyword_argument":
            name, given = argument.child_by_field_name("name"), argument.child_by_field_name("value")
            if name is not None and given is not None and name.text == b"default":
                return tree.span(given)
        elif argument.type != "comment":
            return tree.span(argument)
    return None


def _definitions(data: bytes) -> Iterator[Node]:
    """The classes at the top of a file, or in what stands there."""
    pending = list(parse(data).root_node.named_children)
    while pending:
        node = pending.pop(0)
        if node.type == "decorated_definition":
            inner = node.child_by_field_name("definition")
            node = inner if inner is not None else node
        if node.type == "class_definition":
            yield node
        elif node.type in ("if_statement", "try_statement", "block", "else_clause", "except_clause"):
            pending[:0] = node.named_children


def _name(data: bytes, node: Node) -> str:
    named = node.child_by_field_name("name")
    return text(data, tree.span(named)) if named is not None else ""


def _parents(data: bytes, node: Node) -> set[str]:
    bases = node.child_by_field_name("superclasses")
    if bases is None:
        return set()
    return {text(data, tree.span(base)).rpartition(".")[2] for base in bases.named_children}
