"""Adds imports to a Python file, where its own stand and in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.languages.python.lower import written
from migrator.languages.python.parse import parse
from migrator.model import Edit, Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.rewrite.unit import Import

STATEMENTS = frozenset({"import_statement", "import_from_statement", "future_import_statement"})


def edits(source: bytes, wanted: Sequence[Import]) -> list[Edit]:
    """The edits that import what ``source`` does not import yet.

    A name goes into an existing ``from module import …``; another statement goes into the first run of imports, at its
    place in the alphabet if the run is sorted, else to its end.
    """
    root = parse(source).root_node
    top = [node for node in root.named_children if node.type in STATEMENTS]
    present = {text for node in top for text in _provided(node)}
    missing = [one for one in dict.fromkeys(wanted) if _key(one) not in present]
    made: list[Edit] = []
    alone: list[Import] = []
    for one in missing:
        home = next((n for n in top if one.name and _module(n) == one.module and _last_name(n) is not None), None)
        last = _last_name(home) if home is not None else None
        if last is not None:
            made.append(Edit(one.path, Span(last.end_byte, last.end_byte), (f", {one.name}",), "imports"))
        else:
            alone.append(one)
    for one in alone:
        at, after = _place(root, top, one)
        text = f"from {one.module} import {one.name}" if one.name else f"import {one.module}"
        made.append(Edit(one.path, Span(at, at), (f"\n{text}" if after else f"{text}\n",), "imports"))
    return made


def _key(one: Import) -> str:
    return f"{one.module}:{one.name}"


def _module(node: Node) -> str:
    name = node.child_by_field_name("module_name")
    return written(name) if name is not None else ""


def _provided(node: Node) -> list[str]:
    names = [child for child in node.children_by_field_name("name") if child.type == "dotted_name"]
    if node.type == "import_statement":
        return [f"{written(child)}:" for child in names]
    return [f"{_module(node)}:{written(child)}" for child in names]


def _last_name(node: Node) -> Node | None:
    names = node.children_by_field_name("name")
    return names[-1] if node.type == "import_from_statement" and names else None


def _sort_key(text: str) -> tuple[bool, str]:
    """isort's order: ``import x`` before ``from x import y``, each by name."""
    return text.startswith("from "), text.split()[1].lower()


def _place(root: Node, top: list[Node], one: Import) -> tuple[int, bool]:
    """Where the statement goes, and whether it follows a line (or stands before one)."""
    text = f"from {one.module} import {one.name}" if one.name else f"import {one.module}"
    runs: list[list[Node]] = []
    for node in top:
        if node.type == "future_import_statement":
            continue
        if runs and runs[-1][-1].end_point[0] + 1 == node.start_point[0]:
            runs[-1].append(node)
        else:
            runs.append([node])
    if not runs:
        return _head(root, top)
    run = _group(runs, one)
    keys = [_sort_key(written(node)) for node in run]
    if keys == sorted(keys):
        for node, key in zip(run, keys, strict=True):
            if _sort_key(text) < key:
                return node.start_byte, False
    return run[-1].end_byte, True


def _group(runs: list[list[Node]], one: Import) -> list[Node]:
    """The run of imports that a module belongs to: the standard library's first, others' after it."""
    import sys

    def standard(node: Node) -> bool:
        module = _module(node) or written(node).split()[1]
        return module.partition(".")[0].rstrip(",") in sys.stdlib_module_names

    mine = one.module.partition(".")[0] in sys.stdlib_module_names
    fitting = [run for run in runs if any(standard(node) == mine for node in run)]
    return fitting[0] if fitting else runs[0]


def _head(root: Node, top: list[Node]) -> tuple[int, bool]:
    """The place for the first import: after ``__future__``, a docstring, or at the very top."""
    if top:
        return top[-1].end_byte, True
    for child in root.named_children:
        if child.type == "comment":
            continue
        if child.type == "expression_statement" and child.named_children[0].type == "string":
            return child.end_byte, True
        return child.start_byte, False
    return root.end_byte, False
