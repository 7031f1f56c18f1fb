"""The names of a package in one file: its imports, classes and exceptions, renamed together or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.package.default_client import made
from migrator.analysis.package.import_statements import statements
from migrator.analysis.package.named import Naming
from migrator.analysis.package.taken import taken
from migrator.model import Span
from migrator.syntax import Binding, Call, Expression, Name
from migrator.unit import Import, Problem

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.analysis.package.calls import PackageCall
    from migrator.rules.packages import Package
    from migrator.syntax import Module

ASKED = frozenset({"tested", "compared"})
"""Uses of a name that only ask whether the package is there."""
UNDIVIDED = "may be about calls that move as well as about calls that stay"


def naming(module: Module, package: Package, calls: list[PackageCall], staying: frozenset[int] = frozenset()) -> Naming:
    """What becomes of the names that a file takes from a package.

    The style of the import is kept: ``import package`` becomes an import of the new library, ``from package import
    Class`` one of the class. A use that is not understood blocks the whole file.

    Args:
        module: the file.
        package: the package.
        calls: those that move.
        staying: what is called by the others and makes their clients, by node: that keeps its name and its import.
    """
    if package.by_object:
        return taken(module, package, calls, _free(module, package))
    found = Naming(_free(module, package))
    called = {call.call.callee.node.id for call in calls if not call.client}
    bindings = [
        b for b in module.imports() if b.module == package.package or b.module.startswith(f"{package.package}.")
    ]
    for binding in bindings:
        if binding.module != package.package and not _new_name(package, binding.imported, module, None):
            _problem(found, module, binding.node, f"{binding.module} is private to the package")
        elif not _alone(binding, module, bindings):
            _problem(found, module, binding.node, f"{binding.name} has several meanings")
        elif binding.imported:
            _taken(found, module, package, binding, called, staying)
        else:
            _whole(found, module, package, binding, called, staying)
    new = {one: new for b in bindings if (one := b.imported) and (new := _new_name(package, one, module, None))}
    statements(found, module, package, bindings, new, staying)
    if called:
        client = made(module, package, bindings, called, found.default)
        found.edits += client.edits
        found.imports += client.imports
        found.problems += client.problems
    for call in calls:
        for handler in module.handlers(call.call.node):
            also_handled(found, module, package, handler)
    return found


def _free(module: Module, package: Package) -> str:
    """A name for the client that nothing in the file is called."""
    names = (package.default_client["name"], *package.default_client["others"])
    return next((name for name in names if not module.mentions(name)), f"_{names[-1]}")


def _alone(binding: Binding, module: Module, bindings: list[Binding]) -> bool:
    """Whether a name means nothing else: but for a stand-in where the package is not installed."""
    return all(other in bindings or _stands_in(other, module) for other in module.binding(binding.scope, binding.name))


def _stands_in(binding: Binding, module: Module) -> bool:
    """Whether a name is bound where an import has failed."""
    return module.loops is not None and binding.kind == "assigned" and module.loops.rescued(binding.node)


def _new_name(package: Package, name: str, module: Module, read: Node | None) -> str:
    """The qualified name that replaces one of the package's own where it is read, empty if none does."""
    if name in package.clients:
        return package.clients[name]
    if name in package.streamed and read is not None and module.streams(read):
        return package.streamed[name]
    exception = package.exceptions.get(name)
    return str(exception["to"]) if exception is not None else package.types.get(name, "")


def _taken(
    found: Naming, module: Module, package: Package, binding: Binding, called: set[int], staying: frozenset[int]
) -> None:
    """``from package import Name``."""
    for read in module.uses(binding):
        if read.node.id in called | staying:
            continue
        if staying and not _makes_client(package, binding.imported, module, read.node):
            _problem(found, module, read.node, f"{binding.imported} {UNDIVIDED}")
            continue
        new = _new_name(package, binding.imported, module, read.node)
        if not new:
            _problem(found, module, read.node, f"{binding.imported} has no counterpart")
            return
        if (why := _unlike(package, binding.imported, module, read.node)) is not None:
            _problem(found, module, read.node, why)
            continue
        home, _, name = new.rpartition(".")
        if binding.imported in package.literals and module.use(read.node).kind == "called":
            continue
        found.edits.append(module.edit(read.span, (name,), package.package))
        if home and home != package.default_client["class"].rpartition(".")[0]:
            found.imports.append(Import(module.source.path, home, name))
        _attributes(found, module, package, binding.imported, read.node)
    if new := _new_name(package, binding.imported, module, None):
        _stand_ins(found, module, package, binding, new.rpartition(".")[2])


def _whole(
    found: Naming, module: Module, package: Package, binding: Binding, called: set[int], staying: frozenset[int]
) -> None:
    """``import package``."""
    root = package.default_client["class"].rpartition(".")[0]
    for read in module.uses(binding):
        use = module.use(read.node)
        if use.node.id in called | staying:
            continue
        if staying and not _makes_client(package, str(use.key), module, use.node):
            _problem(found, module, use.node, f"{package.package}.{use.key} {UNDIVIDED}")
            continue
        if use.kind in ASKED:
            found.edits.append(module.edit(read.span, (root,), package.package))
            continue
        new = _new_name(package, str(use.key), module, use.node) if use.kind == "member" else ""
        if not new:
            _problem(
                found,
                module,
                use.node,
                f"{package.package}.{use.key} has no counterpart" if use.key else f"{binding.name} is used as a value",
            )
            continue
        if (why := _unlike(package, str(use.key), module, use.node)) is not None:
            _problem(found, module, use.node, why)
            continue
        if str(use.key) in package.literals and module.use(use.node).kind == "called":
            continue
        found.edits.append(module.edit(use.span, (new,), package.package))
        _attributes(found, module, package, str(use.key), use.node)
    _stand_ins(found, module, package, binding, root)


def _makes_client(package: Package, name: str, module: Module, node: Node) -> bool:
    return name in package.clients and module.use(node).kind == "called"


def _stand_ins(found: Naming, module: Module, package: Package, binding: Binding, new: str) -> None:
    """Renames what stands in for a name where the package is not installed."""
    for other in module.binding(binding.scope, binding.name):
        if _stands_in(other, module):
            where = Span(other.node.start_byte, other.node.end_byte)
            found.edits.append(module.edit(where, (new,), package.package))


def _unlike(package: Package, name: str, module: Module, node: Node) -> str | None:
    """Why another name does not do: an exception is made, a class derived from, or a client made by somebody else."""
    use = module.use(node)
    known = name in package.clients or name in package.literals
    if module.is_base(node) or (not known and use.kind == "called"):
        return f"{name} is made or derived from here"
    if name not in package.clients or use.kind in ("called", *ASKED) or module.annotates(node):
        return None
    call = module.lower(use.node) if use.kind == "argument" else None
    asked = (
        isinstance(call, Call) and isinstance(call.callee, Name) and call.callee.name in ("isinstance", "issubclass")
    )
    return None if asked else f"{name} is used as a value"


def _attributes(found: Naming, module: Module, package: Package, name: str, caught: Node) -> None:
    """Renames what is read of an exception where it is caught."""
    exception = package.exceptions.get(name)
    attributes = exception.get("attributes", {}) if exception is not None else {}
    for read in module.caught(caught):
        use = module.use(read.node)
        if use.kind == "member" and use.key in attributes:
            if attributes[use.key] != use.key:
                found.edits.append(
                    module.edit(Span(read.span.end, use.span.end), (f".{attributes[use.key]}",), package.package)
                )
        elif use.kind == "member":
            _problem(found, module, use.node, f"{name}.{use.key} has no counterpart")


def also_handled(found: Naming, module: Module, package: Package, handler: Expression) -> None:
    """Lets a handler of a general error catch the new library's as well."""
    root = package.default_client["class"].rpartition(".")[0]
    new = next((new for old, new in package.failures.items() if module.names_exception(handler, old)), "")
    if not new:
        return
    module_wide = [b for b in module.imports() if b.module == package.package and not b.imported]
    written = new if module_wide else new.rpartition(".")[2]
    if not module_wide:
        found.imports.append(Import(module.source.path, root, written))
    edit = module.also_caught(handler, written, package.package)
    if edit not in found.edits:
        found.edits.append(edit)


def _problem(found: Naming, module: Module, node: Node, why: str) -> None:
    found.problems.append(Problem(module.source.path, Span(node.start_byte, node.end_byte), why, "rewrite it by hand"))
