"""The client that stands for the functions of a package, made after the imports or in the function that imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.package.import_statements import outermost
from migrator.model import Edit, Span
from migrator.record import field, record
from migrator.unit import Import, Problem

if TYPE_CHECKING:
    from collections.abc import Collection

    from tree_sitter import Node

    from migrator.rules.packages import Package
    from migrator.syntax import Binding, Module


@record(frozen=False, slots=False)
class Made:
    """The edits that make the client."""

    edits: list[Edit] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def made(module: Module, package: Package, bindings: list[Binding], called: Collection[int], name: str) -> Made:
    """Makes the client called ``name`` for each import whose functions are ``called``.

    Args:
        module: the file.
        package: the package that the names come from.
        bindings: the names that the file takes from it.
        called: the ids of the nodes of the functions that are called.
        name: a name that nothing else in the file has.
    """
    found = Made()
    used = [one for one in bindings if _is_called(one, module, called)]
    top = [one for one in used if one.scope.kind == "module" and _after(module, one) is not None]
    homes = {one.value.id: one for one in used if one not in top and one.value is not None}
    if top:
        _client(found, module, package, top, name, _after(module, top[0]), "\n\n", top[0])
    for one in homes.values():
        assert one.value is not None  # an import is bound by its statement
        indent = _indent(module, one.value)
        _client(found, module, package, [one], name, _below(module, one.value), f"\n\n{indent}", one)
    return found


def _is_called(binding: Binding, module: Module, called: Collection[int]) -> bool:
    return any(read.node.id in called or module.use(read.node).node.id in called for read in module.uses(binding))


def _client(
    found: Made,
    module: Module,
    package: Package,
    bindings: list[Binding],
    name: str,
    at: int | None,
    gap: str,
    first: Binding,
) -> None:
    """Makes the client at an offset, on a line of its own; ``gap`` is what stands in front of it."""
    if at is None:
        why, where = "the package is imported beside other statements", Span(first.node.start_byte, first.node.end_byte)
        found.problems.append(Problem(module.source.path, where, why, "import it on a line of its own"))
        return
    root, _, short = package.default_client["class"].rpartition(".")
    whole = any(not one.imported for one in bindings)
    if not whole and first.scope.kind == "module" and _after(module, first) is not None:
        found.imports.append(Import(module.source.path, root, short))
    arguments = [*package.absent.values(), *package.always]
    text = module.statement(name, f"{root}.{short}" if whole else short, arguments)
    indent = gap.rpartition("\n")[2]
    text = text.replace("\n", f"\n{indent}")
    found.edits.append(module.edit(Span(at, at), (gap, text), package.package))
    found.imports += [Import(module.source.path, needed) for needed in package.needs]


def _after(module: Module, binding: Binding) -> int | None:
    """Where a client may be made: after the imports at the top of a file, or right after the package's own below."""
    at, statement = module.after_imports(), binding.value
    if statement is None or statement.start_byte < at:
        return at
    return _below(module, statement) if outermost(statement) else None


def _below(module: Module, statement: Node) -> int | None:
    """The end of an import and of those that follow, if they have their lines for themselves."""
    end = module.after_imports(statement)
    rest = module.source.data[end:].partition(b"\n")[0]
    before = module.source.data[module.source.line_start(statement.start_byte) : statement.start_byte]
    return end if not rest.strip() and not before.strip() else None


def _indent(module: Module, statement: Node) -> str:
    start = module.source.line_start(statement.start_byte)
    before = module.source.data[start : statement.start_byte].decode("utf-8", "replace")
    return before if not before.strip() else ""
