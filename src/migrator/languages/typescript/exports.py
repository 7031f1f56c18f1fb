"""What a file gives to those that import it: declarations, lists, defaults, re-exports and CommonJS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.typescript.lower import children, lower, written
from migrator.syntax import Binding, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from migrator.languages.typescript.names import Names

STAR = re.compile(rb"export\s*\*")


def exported(names: Names, name: str) -> tuple[Binding, ...]:
    """The bindings that an import of ``name`` gets; an empty name is the module as CommonJS gives it."""
    if not name:
        return tuple(_commonjs(names))
    if name.encode() not in names.data and (name != "default" or b"exports" not in names.data):
        return ()
    found = [*_listed(names, name), *(_default(names) if name == "default" else ())]
    if not found and name != "default":
        own = names.bound(name).get(names.module, [])
        found = own if _is_handed_on(names, name) else [binding for binding in own if binding.kind != "imported"]
    if not found:
        found = [*_assigned(names, name), *(_commonjs(names) if name == "default" else ())]
    return tuple(found)


def handed_on(names: Names) -> list[str]:
    """The modules of ``export * from "m"``."""
    found = []
    for statement in names.root.named_children if STAR.search(names.data) else ():
        if statement.type != "export_statement" or any(c.type == "namespace_export" for c in children(statement)):
            continue
        if any(child.type == "*" for child in statement.children):
            found.append(_source(statement))
    return [module for module in found if module]


def _listed(names: Names, name: str) -> Iterator[Binding]:
    """``export { local as name }``, ``export { name } from "m"``, ``export * as name from "m"``."""
    for node in names.words(name):
        parent = node.parent
        if parent is None or parent.type not in ("export_specifier", "namespace_export"):
            continue
        statement = parent.parent if parent.type == "namespace_export" else parent.parent and parent.parent.parent
        module = _source(statement)
        if parent.type == "namespace_export":
            yield Binding(name, node, names.module, "imported", module=module)
            continue
        local, alias = parent.child_by_field_name("name"), parent.child_by_field_name("alias")
        if local is None or (alias is not None and alias.id != node.id):
            continue
        if module:
            yield Binding(name, node, names.module, "imported", module=module, imported=written(local))
        elif alias is not None:
            yield Binding(name, node, names.module, "assigned", local)


def _is_handed_on(names: Names, name: str) -> bool:
    """Whether ``export { name }`` stands in the file."""
    return any(node.parent is not None and node.parent.type == "export_specifier" for node in names.words(name))


def _default(names: Names) -> Iterator[Binding]:
    for node in names.words("default"):
        statement = node.parent
        if statement is None or statement.type != "export_statement":
            continue
        value = statement.child_by_field_name("value") or statement.child_by_field_name("declaration")
        if value is not None:
            kind = "assigned" if statement.child_by_field_name("value") is not None else "declared"
            yield Binding("default", node, names.module, "declared" if kind == "declared" else "assigned", value)


def _assigned(names: Names, name: str) -> Iterator[Binding]:
    """``exports.name = …``, and ``name`` in ``module.exports = { … }``."""
    for node in names.words(name):
        member = node.parent
        if member is None or member.type != "member_expression" or member.parent is None:
            continue
        owner = member.child_by_field_name("object")
        value = member.parent.child_by_field_name("right")
        if owner is not None and written(owner) in ("exports", "module.exports") and value is not None:
            yield Binding(name, node, names.module, "assigned", value)
    for whole in _commonjs(names):
        literal = lower(whole.value) if whole.value is not None else None
        for entry in literal.entries if isinstance(literal, Mapping) else ():
            if isinstance(entry.key, Text) and entry.key.value == name:
                yield Binding(name, entry.key.node, names.module, "assigned", entry.value.node)


def _commonjs(names: Names) -> Iterator[Binding]:
    """``module.exports = …``."""
    for node in names.words("exports"):
        member = node.parent
        if member is None or written(member) != "module.exports" or member.parent is None:
            continue
        value = member.parent.child_by_field_name("right")
        if value is not None and member.parent.type == "assignment_expression":
            yield Binding("", node, names.module, "assigned", value)


def _source(statement: Node | None) -> str:
    source = statement.child_by_field_name("source") if statement is not None else None
    text = lower(source) if source is not None else None
    return (text.value or "") if isinstance(text, Text) else ""
