"""The names of a framework's classes in one file: imports, annotations and constructors, renamed together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.exports import target
from migrator.analysis.framework.collisions import collides
from migrator.analysis.request.slots import Fate, settle
from migrator.model import Edit, Span
from migrator.record import field, record
from migrator.syntax import Name, Piece, Slot
from migrator.unit import Import, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tree_sitter import Node

    from migrator.analysis.dataflow.project import Project
    from migrator.rules.frameworks import Framework
    from migrator.syntax import Binding, Module


@record(eq=False)
class Taken:
    """A name that an import takes from a framework, directly or through another file of the project."""

    binding: Binding
    framework: Framework
    name: str
    through: Module | None = None

    @property
    def renamed(self) -> bool:
        """Whether the name in this file is the class's own, so that it changes."""
        return self.binding.name == self.name


@record(frozen=False, slots=False)
class Statement:
    """An import statement with names of frameworks, and everything in the file that changes with it."""

    node: Node
    taken: list[Taken]
    edits: list[Edit] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)
    annotates: bool = False


def statements(
    module: Module, project: Project, frameworks: Mapping[str, Framework], made: Mapping[int, str]
) -> list[Statement]:
    """The import statements of a file that take classes from frameworks.

    Args:
        module, project: the file and its code base.
        frameworks: by the qualified names of their classes.
        made: the ids of the nodes that name a class where an object is made, with the type of the object as an
            annotation of it would now say.
    """
    found: dict[int, Statement] = {}
    last = {name.rpartition(".")[2] for name in frameworks}
    if not any(name.encode() in module.source.data for name in last):
        return []
    for binding in module.imports():
        statement = module.importing(binding)
        if statement is None or binding.imported not in last:
            continue
        name, through = origin(binding, module, project)
        framework = frameworks.get(name)
        if framework is not None and framework.to:
            taken = Taken(binding, framework, name.rpartition(".")[2], through)
            found.setdefault(statement.id, Statement(statement, [])).taken.append(taken)
    for one in found.values():
        _rewrite(one, module, project, made)
    return [*found.values(), *_patched(module, project, frameworks)]


def _patched(module: Module, project: Project, frameworks: Mapping[str, Framework]) -> Iterator[Statement]:
    """The texts that name a class where a file of the project imports it, as tests do that replace it."""
    names = b"|".join({re.escape(name.rpartition(".")[2].encode()) for name in frameworks})
    hits = re.finditer(rb"\w\.(?:" + names + rb")(?=[\"'])", module.source.data) if names else ()
    for text in module.strings([Span(hit.start(), hit.end()) for hit in hits]):
        path, _, name = (text.value or "").rpartition(".")
        inside = module.imported(path, project) if path.replace(".", "").isidentifier() else None
        if inside is None:
            continue
        for binding in inside.binding(inside.scope(0), name):
            framework = frameworks.get(origin(binding, inside, project)[0]) if binding.kind == "imported" else None
            if framework is None or not framework.to or not isinstance(piece := text.pieces[0], Piece):
                continue
            taken = Taken(binding, framework, name, inside)
            new = framework.to.rpartition(".")[2]
            where = piece.part(len(path) + 1, len(path) + 1 + len(name)).span
            edits = [module.edit(where, (new,), framework.framework)]
            yield Statement(
                text.node, [taken], edits, reviews=["tests that replace the class may look at its arguments"]
            )


def origin(binding: Binding, module: Module, project: Project, depth: int = 4) -> tuple[str, Module | None]:
    """The qualified name that an import takes from outside, and the file of the project it goes through."""
    there = target(binding, module, project)
    if there is None:
        return f"{binding.module}.{binding.imported}" if binding.imported else binding.module, None
    inside, name = there
    if not name or not depth:
        return "", None
    bound = [b for b in inside.binding(inside.scope(0), name) if b.kind == "imported"]
    names = {origin(b, inside, project, depth - 1)[0] for b in bound}
    return (names.pop(), inside) if len(names) == 1 else ("", None)


def _rewrite(statement: Statement, module: Module, project: Project, made: Mapping[int, str]) -> None:
    for taken in statement.taken:
        own = [b for b in module.binding(taken.binding.scope, taken.binding.name) if b.kind != "imported"]
        if own:
            _problem(statement, module, taken.binding.node, f"{taken.binding.name} has several meanings", "rename one")
        if taken.renamed and collides(taken, module):
            new = taken.framework.to.rpartition(".")[2]
            _problem(statement, module, taken.binding.node, f"{new} is something else in this file", "rename it")
        _reads(statement, taken, module, made)
        if taken.renamed:
            _quoted(statement, taken, module)
        if _reached(taken, module, project):
            why = "other files reach the class through this one, under a name that does not tell or as its member"
            _problem(statement, module, taken.binding.node, why, "import the class by its own name there")
    _import(statement, module)


def _reached(taken: Taken, module: Module, project: Project) -> bool:
    """Whether another file takes a class from this one in a way that does not show there."""
    name = taken.binding.name
    if taken.binding.scope.kind != "module":
        return False
    for other in project.mentioning(name, family=module.family):
        for imported in other.imports() if other is not module else ():
            there = target(imported, other, project)
            if there is None or there[0] is not module:
                continue
            if there[1] == name and not taken.renamed:
                return True
            uses = [other.use(read.node) for read in other.uses(imported)] if not there[1] else []
            if any(use.kind == "member" and use.key == name for use in uses):
                return True
    return False


def _reads(statement: Statement, taken: Taken, module: Module, made: Mapping[int, str]) -> None:
    """Renames every read of a class, or says why one cannot be."""
    framework, new = taken.framework, taken.framework.to.rpartition(".")[2]
    for read in module.named(taken.binding):
        if read.node.id in made:
            if taken.renamed:
                statement.edits.append(module.edit(read.span, (new,), framework.framework))
        elif module.annotates(read.node):
            statement.annotates = True
            _annotation(statement, taken, module, read, made)
        elif module.is_base(read.node):
            _problem(statement, module, read.node, "a class derives from it", "derive from the new class by hand")
        else:
            use = module.use(read.node)
            why = {
                "argument": "the class itself is handed on: what is made or checked with it is not known",
                "called": "what is made here is not understood",
            }.get(use.kind, "the class is used as a value")
            _problem(statement, module, read.node, why, "change it by hand")


def _quoted(statement: Statement, taken: Taken, module: Module) -> None:
    """Renames a class in annotations that are written as texts, and where the file lists what it exports."""
    exported = [b.value for b in module.binding(module.scope(0), "__all__") if b.value is not None]
    for hit in re.finditer(rb"(?<!\w)" + re.escape(taken.name.encode()) + rb"(?!\w)", module.source.data):
        span = Span(hit.start(), hit.end())
        for text in module.strings([span]):
            listed = text.value == taken.name and any(
                node.start_byte <= span.start and span.end <= node.end_byte for node in exported
            )
            if listed or module.annotates(text.node):
                new = taken.framework.to.rpartition(".")[2]
                if not listed and taken.framework.text is not None:
                    why = "what takes the place of this type depends on how the object is made"
                    _problem(statement, module, text.node, why, "annotate it with the type of the new object")
                    continue
                statement.edits.append(module.edit(span, (new,), taken.framework.framework))


def _annotation(statement: Statement, taken: Taken, module: Module, read: Name, made: Mapping[int, str]) -> None:
    framework = taken.framework
    types = set(made.values()) & {framework.to, framework.text.annotation} if framework.text is not None else set()
    if framework.text is not None and not types:
        why = "what takes the place of this type depends on how the object is made"
        _problem(statement, module, read.node, why, "annotate it with the type of the new object")
        return
    if framework.text is not None and framework.text.annotation in types:
        root, _, name = framework.text.annotation.rpartition(".")
        statement.imports.append(Import(module.source.path, root, name))
    else:
        name = framework.to.rpartition(".")[2]
        if not taken.renamed:
            return
    statement.edits.append(module.edit(read.span, (name,), framework.framework))


def _import(statement: Statement, module: Module) -> None:
    """Rewrites the statement itself: in place where all its names go, else without those that go."""
    if any(taken.through is not None for taken in statement.taken):
        _through(statement, module)
        return
    listed, data = module.listed(statement.node), module.source.data
    rule = statement.taken[0].framework.framework
    moving = []
    for taken in statement.taken:
        root, _, name = taken.framework.to.rpartition(".")
        if root == taken.binding.module and (root, name, name) not in _present(module):
            where = next(where for where, binding in listed if binding is taken.binding)
            statement.edits.append(module.edit(_name_in(where, taken), (name,), rule))
        else:
            moving.append(taken)
    if moving:
        _moved(statement, moving, module, listed, data)


def _name_in(item: Span, taken: Taken) -> Span:
    """Where an item of an import names the class, in front of its alias."""
    return Span(item.start, item.start + len(taken.name.encode()))


def _moved(
    statement: Statement, moving: list[Taken], module: Module, listed: list[tuple[Span, Binding]], data: bytes
) -> None:
    """Imports the names that another module has from there."""
    rule = moving[0].framework.framework
    going = {taken.binding.node.id for taken in moving}
    start, end = statement.node.start_byte, statement.node.end_byte
    before = data[data.rfind(b"\n", 0, start) + 1 : start]
    indent = before.decode() if not before.strip() else ""
    fresh = _needed(moving, module, _present(module), statement.node)
    if len(going) < len(listed):
        slots = [Slot(b.name, where, Name(b.node, where, b.name), "keyword", None) for where, b in listed]
        statement.edits += settle(slots, [Fate(()) if b.node.id in going else Fate() for _, b in listed], module, rule)
        if fresh:
            text = "".join(f"\n{indent}{line}" for line in fresh)
            statement.edits.append(module.edit(Span(end, end), (text,), rule))
        return
    line_end = data.find(b"\n", end) + 1
    alone = not before and line_end > 0 and not data[end:line_end].strip()
    if not fresh and alone and moving[0].binding.scope.kind == "module":
        statement.edits.append(module.edit(Span(start, line_end), (), rule))
        return
    text = f"\n{indent}".join(fresh or _needed(moving, module, frozenset(), statement.node))
    statement.edits.append(module.edit(Span(start, end), (text,), rule))


def _through(statement: Statement, module: Module) -> None:
    """Renames what is taken from another file of the project, which changes its own import at the same time."""
    for where, binding in module.listed(statement.node):
        taken = next((one for one in statement.taken if one.binding is binding), None)
        if taken is None or binding.imported != taken.name:
            continue
        if taken.through is None:
            _problem(statement, module, binding.node, "is imported together with what moves", "import it by itself")
            continue
        alias = "" if taken.renamed else f" as {binding.name}"
        new = taken.framework.to.rpartition(".")[2]
        statement.edits.append(module.edit(where, (f"{new}{alias}",), taken.framework.framework))


def _needed(moving: list[Taken], module: Module, present: frozenset[tuple[str, str, str]], like: Node) -> list[str]:
    """The import statements for the new names, but for those that are there."""
    needed: dict[str, dict[str, None]] = {}
    for taken in moving:
        root, _, name = taken.framework.to.rpartition(".")
        local = name if taken.renamed else taken.binding.name
        if (root, name, local) not in present:
            needed.setdefault(root, {})[name if local == name else f"{name} as {local}"] = None
    return [module.import_text(root, tuple(names), like) for root, names in needed.items()]


def _present(module: Module) -> frozenset[tuple[str, str, str]]:
    """What the file imports at its top: module, name, and what it is called here."""
    return frozenset((b.module, b.imported, b.name) for b in module.imports() if b.scope.kind == "module")


def _problem(statement: Statement, module: Module, node: Node, why: str, how: str) -> None:
    statement.problems.append(Problem(module.source.path, Span(node.start_byte, node.end_byte), why, how))
