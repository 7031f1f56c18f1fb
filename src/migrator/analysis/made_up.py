"""What tests make up in place of the server: replies, and the URLs they expect, follow the calls that have moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from migrator.analysis.dataflow.exports import target
from migrator.analysis.dataflow.project import ROOM, Project
from migrator.analysis.deployment.servers import moved
from migrator.analysis.reply.paths import general, has_inside, renewed, rule_at, steps
from migrator.analysis.stand_ins.places import is_body
from migrator.analysis.stand_ins.shapes import changed as changed_keys
from migrator.analysis.stand_ins.units import tests
from migrator.model import Edit, Keep, Span
from migrator.syntax import Items, Text
from migrator.syntax import Mapping as Literal
from migrator.unit import Unit

if TYPE_CHECKING:
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Operation, Reply
    from migrator.scan.source import Source
    from migrator.syntax import Expression, Module, Parts, Steps

Read = Callable[[str], "Source | None"]
Tree: TypeAlias = "dict[str | int, Tree] | Parts"
RULE = "stand-in"
URL = re.compile(rb"https?://[\w.-]+:\d+")
WHOLE = re.compile(r"(?P<base>(?P<scheme>https?://)(?P<host>[\w.-]+):(?P<port>\d+))(?P<path>[\w/.-]*)")
KEPT = frozenset({"argument", "assigned", "stored", "returned", "yielded"})
"""What is done with a reply that a test hands to somebody."""


def units(files: Sequence[str], before: Read, state: Read, left: Sequence[Unit], rules: RuleSet) -> list[Unit]:
    """The units of what tests make up for calls that have moved, one a file.

    Args:
        files: all paths of the code base.
        before, state: give a file as it was, and as it is by now.
        left: the calls that stay.
        rules: the operations.
    """
    project = Project([path for path in files if state(path) is not None], state)
    by_path: dict[str, list[Operation]] = {}
    found: list[Unit] = []
    keys = {key for operation in rules.operations.values() for key in changed_keys(operation)}
    for module in tests(project, keys | {operation.old.path for operation in rules.operations.values()} - {"/"}):
        about: dict[str, Operation] = {}
        for path in _read(module, project):
            if path not in by_path:
                by_path[path] = list(_moved(path, before, state, left, rules))
            about |= {operation.operation: operation for operation in by_path[path]}
        edits = list(_edits(module, list(about.values()), project, rules)) if about else []
        if edits:
            path = module.source.path
            found.append(Unit(path, edits[0].span, RULE, tuple(edits), reviews=(TOLD,), follows=True))
        project.forget(ROOM)
    return found


TOLD = "what this test makes up for the server has its new shape: run it"


def _moved(path: str, before: Read, state: Read, left: Sequence[Unit], rules: RuleSet) -> Iterator[Operation]:
    """The operations that a file asked for, and asks for no more."""
    old, new = before(path), state(path)
    stays = {unit.rule for unit in left if unit.path == path and unit.problems}
    for operation in rules.operations.values():
        named = operation.old.path.encode()
        if old is None or new is None or operation.new is None or len(named) < 2 or operation.operation in stays:
            continue
        if any(_alike(operation, other) and other.old.path.encode() in new.data for other in rules.operations.values()):
            continue
        asked = operation.new.path.encode()
        if new.data.count(named) < old.data.count(named) and new.data.count(asked) > old.data.count(asked):
            yield operation


def _alike(operation: Operation, other: Operation) -> bool:
    """Whether a reply of another operation, which stays, may look like one of ``operation``."""
    return other.new is None and not changed_keys(operation).isdisjoint(other.reply)


def _read(module: Module, project: Project) -> set[str]:
    """The files of the project that a test takes names from; not itself, whose requests are calls."""
    found = (target(one, module, project) for one in module.imports())
    return {there[0].source.path for there in found if there is not None} - {module.source.path}


def _edits(module: Module, about: Sequence[Operation], project: Project, rules: RuleSet) -> Iterator[Edit]:
    new = {path.partition(".")[0].partition("[")[0] for one in about for path in (r.to for r in one.reply.values())}
    done = [literal.span for key in sorted(new - {""}) for literal in module.holding(key)]
    for operation in about:
        for key in sorted(changed_keys(operation)):
            for literal in module.holding(key):
                inside = any(one.start <= literal.span.start < one.end for one in done)
                parts = None if inside else converted(literal, operation, module, project)
                if parts is not None:
                    done.append(literal.span)
                    yield module.edit(literal.span, parts, RULE)
    yield from _urls(module, about, rules)


def _urls(module: Module, about: Sequence[Operation], rules: RuleSet) -> Iterator[Edit]:
    """The texts of a test that are the URL which a call that has moved asked for, and those that are its base."""
    data = module.source.data
    found = [match.span() for match in URL.finditer(data)]
    texts = module.strings([Span(*span) for span in found])
    paths = {old: one.new.path for one in about if one.new is not None for old in (one.old.path, one.new.path)}
    asked = [match for text in texts if (match := WHOLE.fullmatch(text.value or "")) and match["path"] in paths]
    bases = {match["base"] for match in asked}
    for text in texts:
        match = WHOLE.fullmatch(text.value or "")
        if match is None or match["base"] not in bases or (match["path"].strip("/") and match["path"] not in paths):
            continue
        to = moved(match["host"], match["port"], module.source.path, (), rules.evidence)
        at = data.find(match[0].encode(), text.span.start, text.span.end)
        if to is not None and at >= 0:
            new = f"{match['scheme']}{to.host}:{to.port}{paths.get(match['path'], match['path'])}"
            yield module.edit(Span(at, at + len(match[0].encode())), (new,), RULE)


def converted(literal: Literal, operation: Operation, module: Module, project: Project) -> Parts | None:
    """A reply that a test makes up, in its new shape; ``None`` if it is none, or has what the new one has not."""
    names = {entry.key.value for entry in literal.entries if isinstance(entry.key, Text)}
    known = {path.partition(".")[0].partition("[")[0] for path in operation.reply}
    whole = len(names) == len(literal.entries) and names <= known
    if not whole or not names & changed_keys(operation) or not _handed_out(literal, module, project):
        return None
    leaves: list[tuple[Steps, Parts]] = []
    if not _leaves(literal, (), operation.reply, leaves) or not leaves:
        return None
    tree: Tree = {}
    for path, value in leaves:
        if not _put(tree, path, value):
            return None
    return _written(tree, module, module.quote(literal.entries[0].value.node))


def _handed_out(literal: Literal, module: Module, project: Project, depth: int = 6) -> bool:
    """Whether a literal is given to somebody; one that is compared is what the test expects of the code."""
    if module.doubles is not None:
        return is_body(literal.node, module, project)
    use = module.use(literal.node)
    while use.kind == "element" and depth:
        use, depth = module.use(use.node), depth - 1
    return use.kind in KEPT


def _leaves(value: Expression, old: Steps, table: Mapping[str, Reply], found: list[tuple[Steps, Parts]]) -> bool:
    """Collects what stands at the ends of the old paths, by the new ones."""
    rule = rule_at(table, old) if old else None
    if rule is not None and (rule.constant is not None or rule.gone):
        return True  # nothing reads it any more
    match value:
        case Literal(entries=entries) if not old or has_inside(table, old):
            return all(
                isinstance(entry.key, Text)
                and entry.key.value is not None
                and _leaves(entry.value, (*old, entry.key.value), table, found)
                for entry in entries
            )
        case Items(items=items) if has_inside(table, old) or (rule is not None and _projects(rule, old)):
            return all(_leaves(one, (*old, at), table, found) for at, one in enumerate(items))
    if rule is None:
        rule = _projected(table, old)
    if rule is None or not rule.to or rule.convert or has_inside(table, old):
        return False
    new = _positions(rule, old)
    if new is None:
        return False
    found.append((new, (Keep(value.span),)))
    return True


def _projects(rule: Reply, old: Steps) -> bool:
    """Whether each element of the list at an old path has a place of its own in the new reply."""
    return rule.to.count("[]") > general(old).count("[]")


def _projected(table: Mapping[str, Reply], old: Steps) -> Reply | None:
    """The rule for an element of a list that is gathered from several places now."""
    rule = rule_at(table, old[:-1]) if old and isinstance(old[-1], int) else None
    return rule if rule is not None and _projects(rule, old[:-1]) else None


def _positions(rule: Reply, old: Steps) -> Steps | None:
    """The new path with the positions of the old one."""
    numbers = iter(step for step in old if isinstance(step, int))
    new = renewed(rule, old) if rule.to.count("[]") <= general(old).count("[]") else ()
    if new and "[]" not in new:
        return new
    made = tuple(next(numbers, None) if step == "[]" else step for step in steps(rule.to))
    return None if None in made else tuple(step for step in made if step is not None)


def _put(tree: Tree, path: Steps, value: Parts) -> bool:
    for step in path[:-1]:
        if not isinstance(tree, dict):
            return False
        tree = tree.setdefault(step, {})
    if not isinstance(tree, dict) or path[-1] in tree:
        return False
    tree[path[-1]] = value
    return True


def _written(tree: Tree, module: Module, mark: str) -> Parts:
    if not isinstance(tree, dict):
        return tree
    parts: list[str | Keep] = []
    listed = all(isinstance(step, int) for step in tree)
    for step, inner in tree.items():
        value = _written(inner, module, mark)
        parts += [", "] if parts else []
        parts += value if listed else module.field("entry", str(step), value, mark)
    return ("[", *parts, "]") if listed else module.mapping(tuple(parts))
