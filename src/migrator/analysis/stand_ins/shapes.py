"""A reply that is written out in its old shape, written in the new one."""

from __future__ import annotations

from collections.abc import Mapping as Table
from typing import TYPE_CHECKING, TypeAlias

from migrator.analysis.reply.paths import has_inside, renewed, rule_at
from migrator.model import Keep
from migrator.syntax import Constant, Items, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.rules.operations import Operation, Reply
    from migrator.syntax import Expression, Module, Parts, Steps

Tree: TypeAlias = "dict[str | int, Tree | Parts]"


class _Strange(Exception):
    """The reply has something that the rules do not know."""


def reshaped(literal: Mapping, operation: Operation, module: Module) -> Parts | None:
    """The reply in the shape of the new server; ``None`` if it is none of the operation, or has what is not known.

    What has no counterpart goes: nothing of it is read any more where the call has moved.
    """
    if b"#" in module.source.data[literal.span.start : literal.span.end]:
        return None  # a comment would be lost
    tree: Tree = {}
    told = False
    try:
        for path, rule, value in _fields(literal, operation.reply, ()):
            told = told or (bool(rule.to) and path[0] in changed(operation))
            if rule.convert == "json":
                raise _Strange
            if rule.to and rule.convert != "time":
                _put(tree, renewed(rule, path), (Keep(value.span),))
        return _written(tree, module, module.quote(literal.node)) if told else None
    except _Strange:
        return None


def changed(operation: Operation) -> set[str]:
    """The keys of a reply that hold what has moved elsewhere."""
    first = {path.partition(".")[0].partition("[")[0]: rule for path, rule in operation.reply.items() if rule.to}
    return {key for key, rule in first.items() if rule.to.partition(".")[0].partition("[")[0] != key}


def _fields(literal: Mapping, table: Table[str, Reply], before: Steps) -> Iterator[tuple[Steps, Reply, Expression]]:
    """The values of a reply with their old paths and what becomes of them, parts of the known shape taken apart."""
    for entry in literal.entries:
        if not isinstance(entry.key, Text) or entry.key.value is None:
            raise _Strange
        yield from _parts((*before, entry.key.value), entry.value, table)


def _parts(path: Steps, value: Expression, table: Table[str, Reply]) -> Iterator[tuple[Steps, Reply, Expression]]:
    rule = rule_at(table, path)
    inside = has_inside(table, path)
    match value:
        case Mapping() if inside:
            yield from _fields(value, table, path)
        case Items(items=items) if inside and items:
            for index, item in enumerate(items):
                yield from _parts((*path, index), item, table)
        case Items() | Constant(value=None) if inside and rule is not None:
            yield path, rule, value
        case _ if inside or rule is None:
            raise _Strange
        case _:
            yield path, rule, value


def _put(tree: Tree, path: Steps, value: Parts) -> None:
    """Puts a value under its path; a list that has no elements stands where they would."""
    while path and path[-1] == "[]":
        path = path[:-1]
    if not path or "[]" in path:
        raise _Strange
    *before, last = path
    for step in before:
        inner = tree.setdefault(step, {})
        if not isinstance(inner, dict):
            raise _Strange
        tree = inner
    if last in tree:
        raise _Strange
    tree[last] = value


def _written(tree: Tree, module: Module, mark: str) -> Parts:
    """A tree as a literal: a list where its keys are positions."""
    if tree and all(isinstance(key, int) for key in tree):
        if sorted(tree, key=int) != list(range(len(tree))):
            raise _Strange
        items = [_part(tree[index], module, mark) for index in range(len(tree))]
        return ("[", *_separated(items), "]")
    entries = [module.field("entry", str(key), _part(value, module, mark), mark) for key, value in tree.items()]
    return module.mapping(_separated(entries))


def _part(value: Tree | Parts, module: Module, mark: str) -> Parts:
    return _written(value, module, mark) if isinstance(value, dict) else value


def _separated(parts: list[Parts]) -> Parts:
    return tuple(one for index, part in enumerate(parts) for one in ((", ",) if index else ()) + tuple(part))
