"""The statements that import a package in one file, and what they import instead, or besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.package.taken import line_of
from migrator.model import Span
from migrator.unit import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from migrator.analysis.package.named import Naming
    from migrator.rules.packages import Package
    from migrator.syntax import Binding, Module, Name


def statements(
    found: Naming,
    module: Module,
    package: Package,
    bindings: list[Binding],
    new: Mapping[str, str],
    staying: frozenset[int],
) -> None:
    """Rewrites the import statements; what comes from elsewhere in the new library has one of its own.

    Args:
        found: takes the edits; what it imports already needs no statement here.
        module: the file.
        package: the package.
        bindings: the names that the file takes from it.
        new: the qualified name that takes the place of each of these, if one does.
        staying: the nodes of what goes on being called: its import stays.
    """
    for statement in {b.value.id: b.value for b in bindings if b.value is not None}.values():
        inside = [b for b in bindings if b.value is not None and b.value.id == statement.id]
        kept = [b for b in inside if _stays(b, module, staying)]
        if kept:
            _beside(found, module, package, statement, inside, kept, new, staying)
        elif len(inside) != module.imported_names(statement):
            wanted = {one.node.id for one in inside}
            found.edits += [
                module.edit(where, (_root(package),), package.package)
                for where, one in module.listed(statement)
                if one.node.id in wanted
            ]
        else:
            where, text = Span(statement.start_byte, statement.end_byte), _text(found, module, package, inside, new)
            where = where if text else line_of(where, module.source.data)
            found.edits.append(module.edit(where, (text,) if text else (), package.package))


def _beside(
    found: Naming,
    module: Module,
    package: Package,
    statement: Node,
    inside: list[Binding],
    kept: list[Binding],
    new: Mapping[str, str],
    staying: frozenset[int],
) -> None:
    """Imports the new library on a line of its own below a statement, some of whose names stay."""
    where = Span(statement.start_byte, statement.end_byte)
    moved = [b for b in inside if b not in kept or _moves(b, module, staying)]
    if not moved:
        return
    alone = line_of(where, module.source.data) != where
    if not alone or len(inside) != module.imported_names(statement):
        why = "the package is imported together with something else, and some of what it does stays"
        found.problems.append(Problem(module.source.path, where, why, "import it on a line of its own"))
        return
    old = module.source.data[where.start : where.end].decode()
    if len(kept) != len(inside):
        ids = {one.node.id for one in kept}
        items = [span for span, one in module.listed(statement) if one.node.id in ids]
        names = tuple(module.source.data[span.start : span.end].decode() for span in items)
        old = module.import_text(package.package, names)
    indent = module.source.data[module.source.line_start(where.start) : where.start].decode()
    text = _text(found, module, package, moved, new)
    parts = [part for part in (old, text) if part]
    found.edits.append(module.edit(where, (f"\n{indent}".join(parts),), package.package))


def _stays(binding: Binding, module: Module, staying: frozenset[int]) -> bool:
    return any(_called(read, module) in staying for read in module.uses(binding))


def _moves(binding: Binding, module: Module, staying: frozenset[int]) -> bool:
    return any(_called(read, module) not in staying for read in module.uses(binding))


def _called(read: Name, module: Module) -> int:
    """The node of what is called by a name: the name, or a member of it."""
    use = module.use(read.node)
    return use.node.id if use.kind == "member" else read.node.id


def _root(package: Package) -> str:
    return str(package.default_client["class"]).rpartition(".")[0]


def _text(found: Naming, module: Module, package: Package, inside: list[Binding], new: Mapping[str, str]) -> str:
    """The statement that takes the place of one that imports ``inside``, empty if none has to."""
    root, statement = _root(package), inside[0].value
    assert statement is not None  # an import is bound by its statement
    names = {new[b.imported] for b in inside if b.imported in new}
    if any(b.imported in package.functions for b in inside):
        names.add(package.default_client["class"])
    names = {name for name in names if "." in name}
    homes = sorted({name.rpartition(".")[0] for name in names})
    home = root if root in homes or not homes else homes[0]
    used = {one.name for one in found.imports if one.module == home}
    home = home if used or home == root else root
    taken = {name.rpartition(".")[2] for name in names if name.rpartition(".")[0] == home}
    whole = any(not b.imported for b in inside)
    wanted = (taken if home == root else used) or {package.default_client["class"].rpartition(".")[2]}
    left = ({""} if whole else wanted) - _there(root if whole else home, statement, module)
    return module.import_text(root if whole else home, () if whole else tuple(sorted(left))) if left else ""


def _there(home: str, statement: Node, module: Module) -> set[str]:
    """What a file imports of a module at its top already, if more imports follow the statement there."""
    if not outermost(statement) or statement.end_byte >= module.after_imports():
        return set()
    return {
        one.imported
        for one in module.imports()
        if one.module == home and one.name == (one.imported or home) and one.value is not None and outermost(one.value)
    }


def outermost(statement: Node) -> bool:
    """Whether a statement stands at the top level of a file."""
    return statement.parent is not None and statement.parent.parent is None
