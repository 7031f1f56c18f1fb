"""The names of a package whose functions take one object: its imports, class and types in one file, renamed together.

The package gives a client of its own (``whole``), a class, and types; all of them become members of one class of the
new library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.package.named import Naming
from migrator.model import Span
from migrator.syntax import Call
from migrator.unit import Import, Problem

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.package.calls import PackageCall
    from migrator.rules.packages import Package
    from migrator.syntax import Binding, Module, Name

BY_HAND = "rewrite it by hand"


def taken(module: Module, package: Package, calls: list[PackageCall], default: str) -> Naming:
    """What becomes of the names that a file takes; a use that is not understood blocks the whole file."""
    found = Naming(default)
    called = {call.call.callee.node.id for call in calls if not call.client}
    bindings = [b for b in module.imports() if b.module == package.package]
    for binding in bindings:
        if module.shared_name(binding):
            _problem(found, module, binding.node, f"{binding.name} has several meanings")
        elif binding.imported == package.whole:
            _client_used(found, module, package, binding, called)
        elif binding.imported:
            _renamed(found, module, package, binding)
        else:
            _problem(found, module, binding.node, "the package is imported as a whole")
    _statements(found, module, package, bindings)
    if called and bindings:
        _made(found, module, package, bindings)
    elif called:
        _problem(found, module, calls[0].call.callee.node, "where the package is imported is not understood")
    for read in {read.node.id: read for call in calls for read in module.errors(call.call.node)}.values():
        _error(found, module, package, read)
    return found


def _client_used(found: Naming, module: Module, package: Package, binding: Binding, called: set[int]) -> None:
    """The client that the package has ready: its functions are called, and nothing else is done with it."""
    for read in module.named(binding):
        use = module.use(read.node)
        call = module.lower(module.use(use.node).node) if use.key == package.aborts.get("method") else None
        if isinstance(call, Call) and call.callee.node == use.node:
            found.aborts.append(call)
        elif use.node.id not in called:
            what = f"{binding.name}.{use.key} has no counterpart" if use.key else f"{binding.name} is used as a value"
            _problem(found, module, use.node, what)


def _renamed(found: Naming, module: Module, package: Package, binding: Binding) -> None:
    """A class or a type."""
    new = _local(_new(package, binding.imported), package)
    for read in module.named(binding):
        use = module.use(read.node)
        if not new:
            _problem(found, module, read.node, f"{binding.imported} has no counterpart")
        elif module.is_base(read.node):
            _problem(found, module, read.node, f"something derives from {binding.imported}")
        elif not module.annotates(read.node) and use.kind != "called":
            _problem(found, module, read.node, f"{binding.imported} is used as a value")
        else:
            found.edits.append(module.edit(read.span, (new,), package.package))


def _new(package: Package, name: str) -> str:
    return package.clients.get(name) or package.types.get(name, "")


def _root(package: Package) -> tuple[str, str]:
    """The new library and the class that everything is a member of."""
    root, _, name = package.default_client["class"].rpartition(".")
    return root, name


def _local(new: str, package: Package) -> str:
    return new.removeprefix(f"{_root(package)[0]}.")


def _statements(found: Naming, module: Module, package: Package, bindings: list[Binding]) -> None:
    """Rewrites the import statements; where the class is imported already, they go."""
    root, name = _root(package)
    there = any(b.module == root and b.name == name for b in module.imports())
    if not there and module.mentions(name) and bindings:
        _problem(found, module, bindings[0].node, f"{name} is something else in this file")
    statements = {s.id: s for b in bindings if (s := module.importing(b)) is not None}
    for statement in sorted(statements.values(), key=lambda node: (module.types_alone(node), node.start_byte)):
        inside = [b for b in bindings if (s := module.importing(b)) is not None and s.id == statement.id]
        where = Span(statement.start_byte, statement.end_byte)
        if len(inside) != module.imported_names(statement):
            _problem(found, module, statement, "it is imported together with something else")
        elif there:
            found.edits.append(module.edit(line_of(where, module.source.data), (), package.package))
        else:
            text = module.import_text(root, (name,), statement)
            found.edits.append(module.edit(where, (text,), package.package))
            there = True


def line_of(where: Span, data: bytes) -> Span:
    """A statement with the line it stands on alone."""
    start, end = data.rfind(b"\n", 0, where.start) + 1, data.find(b"\n", where.end)
    alone = not data[start : where.start].strip() and end >= 0 and not data[where.end : end].strip()
    return Span(start, end + 1) if alone else where


def _made(found: Naming, module: Module, package: Package, bindings: list[Binding]) -> None:
    """Makes the client that stands for the one that the package has ready, after the imports."""
    root, name = _root(package)
    first = next((b for b in bindings if b.imported == package.whole), bindings[0])
    at, statement = module.after_imports(), module.importing(first)
    if first.scope.kind != "module" or statement is None or statement.end_byte > at:
        _problem(found, module, first.node, "the package is imported inside of another statement")
        return
    gone = [edit.span for edit in found.edits if not edit.parts]
    while (last := next((span for span in gone if span.start < at <= span.end), None)) is not None:
        at = last.start - (module.source.data[last.start - 1 : last.start] == b"\n")
    text = module.statement(found.default, name, [*package.absent.values(), *package.always])
    found.imports.append(Import(module.source.path, root, name))
    found.edits.append(module.edit(Span(at, at), ("\n\n", text), package.package))


def _error(found: Naming, module: Module, package: Package, read: Name) -> None:
    """Renames what is read of an error, whatever it is."""
    use = module.use(read.node)
    if use.kind != "member" or use.key not in package.errors:
        return
    new = package.errors[str(use.key)]
    if not isinstance(new, str):
        asked = module.compared(use.node)
        if asked is not None and asked.text == new.get("aborted"):
            found.caught.append(use.node)
            return
        if asked is not None and asked.text in new.get("classes", {}):
            test = f"{read.name} instanceof {new['classes'][asked.text]}"
            parts = (f"!({test})",) if asked.negative else (test,)
            found.edits.append(module.edit(asked.span, parts, package.package))
            return
        found.problems.append(Problem(module.source.path, use.span, f"`{use.key}` of an error changes", new["gone"]))
    elif new != use.key:
        mark = "?." if use.soft else "."
        found.edits.append(module.edit(Span(read.span.end, use.span.end), (f"{mark}{new}",), package.package))


def _problem(found: Naming, module: Module, node: Node, why: str) -> None:
    found.problems.append(Problem(module.source.path, Span(node.start_byte, node.end_byte), why, BY_HAND))
