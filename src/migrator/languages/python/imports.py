"""Adds imports to a Python file: to the group they belong to, in its order, or in a group of their own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.languages.python.lower import written
from migrator.languages.python.parse import parse
from migrator.model import Edit, Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.unit import Import

STATEMENTS = frozenset({"import_statement", "import_from_statement"})
RULE = "imports"
UNREAD = {"function_definition": "body", "lambda": "body", "attribute": "attribute", "keyword_argument": "name"}
"""The field of a node in which no name is read when it is evaluated."""


def edits(source: bytes, wanted: Sequence[Import]) -> list[Edit]:
    """The edits that import what ``source`` does not import yet.

    A name goes into an existing ``from module import …``, in the order of the names; another statement goes into the
    group of imports of its kind (the standard library's, others'), which is made if there is none. What the file
    imports only below the place where it is used already is imported above it.
    """
    root = parse(source).root_node
    used = _first_read(root, {one.name or one.module.partition(".")[0] for one in wanted})
    top = [node for node in root.named_children if node.type in STATEMENTS and node.end_byte <= used]
    present = {text for node in top for text in _provided(node)}
    missing = [one for one in dict.fromkeys(wanted) if (one.module, one.name) not in present]
    homes: dict[int, list[Import]] = {}
    alone: list[Import] = []
    for one in missing:
        home = next((index for index, node in enumerate(top) if one.name and _takes(node, one.module)), None)
        if home is None:
            alone.append(one)
        else:
            homes.setdefault(home, []).append(one)
    made = [edit for index, ones in homes.items() for edit in _joined(top[index], ones)]
    return [*made, *_statements(root, top, alone)]


def _first_read(root: Node, names: set[str]) -> int:
    """Where the file first reads one of ``names`` while it is imported; its end if nowhere."""
    waiting = [child for child in reversed(root.named_children) if child.type not in STATEMENTS]
    while waiting:
        node = waiting.pop()
        if node.type == "identifier" and written(node) in names:
            return node.start_byte
        skipped = node.child_by_field_name(UNREAD.get(node.type, ""))
        waiting += [child for child in reversed(node.named_children) if child != skipped]
    return root.end_byte


def _provided(node: Node) -> list[tuple[str, str]]:
    names = [written(child) for child in node.children_by_field_name("name") if child.type == "dotted_name"]
    if node.type == "import_statement":
        return [(name, "") for name in names]
    return [(_module(node), name) for name in names]


def _module(node: Node) -> str:
    name = node.child_by_field_name("module_name")
    return written(name) if name is not None else ""


def _takes(node: Node, module: str) -> bool:
    """Whether a name of ``module`` can be added to a statement."""
    if node.type != "import_from_statement" or _module(node) != module:
        return False
    return bool(node.children_by_field_name("name"))


def _joined(node: Node, ones: list[Import]) -> list[Edit]:
    """Names added to ``from module import …``, each where it belongs if the names are in order."""
    names = node.children_by_field_name("name")
    keys = [_name_key(written(name)) for name in names]
    after: dict[int, list[Import]] = {}
    for one in sorted(ones, key=lambda one: _name_key(one.name)):
        at = sum(key < _name_key(one.name) for key in keys) if keys == sorted(keys) else len(keys)
        after.setdefault(at, []).append(one)
    made = []
    for at, given in after.items():
        text = ", ".join(one.name for one in given)
        where = names[at].start_byte if at < len(names) else names[-1].end_byte
        made.append(Edit(given[0].path, Span(where, where), (f"{text}, " if at < len(names) else f", {text}",), RULE))
    return made


def _name_key(name: str) -> tuple[int, str]:
    """isort's order of names: constants, classes, the rest."""
    first = name.split(" ")[0]
    return (0 if first.isupper() and len(first) > 1 else 1 if first[:1].isupper() else 2), first


def _statements(root: Node, top: list[Node], alone: list[Import]) -> list[Edit]:
    groups = _groups(top)
    made: dict[tuple[int, str, str], list[str]] = {}
    for one, text in sorted(_texts(alone), key=lambda pair: _statement_key(pair[1])):
        made.setdefault(_place(root, groups, one, text), []).append(text)
    path = alone[0].path if alone else ""
    return [
        Edit(path, Span(at, at), (before + "\n".join(texts) + after,), RULE)
        for (at, before, after), texts in made.items()
    ]


def _texts(wanted: list[Import]) -> list[tuple[Import, str]]:
    """The statements, one for all names of a module, each with what it imports first."""
    taken: dict[str, list[Import]] = {}
    for one in wanted:
        if one.name:
            taken.setdefault(one.module, []).append(one)
    made = [(one, f"import {one.module}") for one in wanted if not one.name]
    for module, ones in taken.items():
        names = sorted((one.name for one in ones), key=_name_key)
        made.append((ones[0], f"from {module} import {', '.join(names)}"))
    return made


def _statement_key(text: str) -> tuple[bool, str]:
    """isort's order of statements: ``import x`` before ``from x import y``, each by the module's name."""
    return text.startswith("from "), text.split()[1].lower()


def _groups(top: list[Node]) -> list[list[Node]]:
    """Statements on neighbouring lines."""
    groups: list[list[Node]] = []
    for node in top:
        if groups and groups[-1][-1].end_point[0] + 1 == node.start_point[0]:
            groups[-1].append(node)
        else:
            groups.append([node])
    return groups


def _is_standard(module: str) -> bool:
    return module.partition(".")[0].rstrip(",") in sys.stdlib_module_names


def _place(root: Node, groups: list[list[Node]], one: Import, text: str) -> tuple[int, str, str]:
    """Where a statement goes, with the text before and after it."""
    standard = _is_standard(one.module)
    kinds = [{_is_standard(_module(node) or written(node).split()[1]) for node in group} for group in groups]
    own = next((group for group, kind in zip(groups, kinds, strict=True) if kind == {standard}), None)
    own = own or next((group for group, kind in zip(groups, kinds, strict=True) if standard in kind), None)
    if own is not None:
        keys = [_statement_key(written(node)) for node in own]
        if keys == sorted(keys):
            for node, key in zip(own, keys, strict=True):
                if _statement_key(text) < key:
                    return node.start_byte, "", "\n"
        return _end(_nearest(own, standard, text)), "\n", ""
    if groups and standard:
        return groups[0][0].start_byte, "", "\n\n"
    if groups:
        return _end(groups[-1][-1]), "\n\n", ""
    return _head(root)


def _nearest(group: list[Node], standard: bool, text: str) -> Node:
    """The last statement of a group in no order that imports from where ``text`` does, in the same way if there is one.

    Relative imports are no kin of others.
    """
    names = [_module(node) or written(node).split()[1] for node in group]
    akin = [
        node
        for node, name in zip(group, names, strict=True)
        if _is_standard(name) is standard and not name.startswith(".")
    ]
    alike = [node for node in akin if written(node).startswith(text.split()[0])]
    return (alike or akin or group)[-1]


def _end(statement: Node) -> int:
    """The end of a statement, with the comment behind it."""
    behind = statement.next_sibling
    commented = behind is not None and behind.type == "comment" and behind.start_point[0] == statement.end_point[0]
    return behind.end_byte if behind is not None and commented else statement.end_byte


def _head(root: Node) -> tuple[int, str, str]:
    """The place for the first import: after a docstring and ``__future__``, before everything else."""
    last = None
    for child in root.named_children:
        docstring = child.type == "expression_statement" and child.named_children[0].type == "string"
        if child.type in ("comment", "future_import_statement") or docstring:
            last = child
        else:
            break
    following = root.named_children[0] if root.named_child_count else None
    if last is not None:
        data = root.text or b""
        return last.end_byte, "\n\n", "" if data[last.end_byte :].startswith((b"\n\n", b"\r\n\r\n")) else "\n"
    return (following.start_byte if following is not None else 0), "", "\n\n"
