"""The construction of a client of the old library, turned into one of the new library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.addresses import Address, move
from migrator.analysis.slots import Draft, of_arguments
from migrator.model import Edit, Keep, Span
from migrator.record import record
from migrator.syntax import Call, Slot
from migrator.unit import Import, Problem

if TYPE_CHECKING:
    from migrator.analysis.project import Project
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Package
    from migrator.syntax import Module


@record(eq=False)
class Construction:
    """A client that is made, and what that becomes. ``calls`` are the calls on it, each a path and the id of a node."""

    path: str
    call: Call
    client: str
    edits: tuple[Edit, ...]
    imports: tuple[Import, ...]
    problems: tuple[Problem, ...]
    reviews: tuple[str, ...]
    calls: frozenset[tuple[str, int]] = frozenset()


def construction(
    call: Call, module: Module, project: Project, package: Package, client: str, rules: RuleSet
) -> Construction:
    """What a construction becomes: its arguments under their new names, what was left out said, the host with a path.

    The class itself is renamed with the file's other names, see :mod:`migrator.analysis.naming`.
    """
    path = module.source.path
    draft = Draft()
    slots = of_arguments(call.arguments, tuple(package.arguments)[:1])
    if slots is None:
        problem = Problem(path, call.span, "its arguments are unpacked", "write them out")
        return Construction(path, call, client, (), (), (problem,), ())
    given = {slot.name for slot in slots}
    for slot in slots:
        rule = package.arguments.get(slot.name)
        if rule is None:
            draft.problems.append(
                Problem(
                    path,
                    slot.span,
                    f"`{slot.name}` has no counterpart",
                    "give the new client an http_client that is set up so",
                )
            )
        elif isinstance(rule, str):
            draft.edits.append(module.edit(_label(slot), (f"{rule}=",), package.package))
        else:
            draft.edits.append(module.edit(_label(slot), (f"{rule['to']}=",), package.package))
            address = Address(rule["suffix"], rule["default"], rule["scheme"])
            move(slot, address, module, project, rules, package.package, draft)
    added = [text for name, text in package.absent.items() if name not in given]
    parts: list[str | Keep] = [", ".join([*added, *package.always])]
    imports = [Import(path, name) for name in package.needs]
    if slots:
        end = slots[-1].span.end
        draft.edits.append(module.edit(Span(end, end), (", ", *parts), package.package))
    else:
        at = call.span.end - 1
        draft.edits.append(module.edit(Span(at, at), tuple(parts), package.package))
    return Construction(
        path, call, client, tuple(draft.edits), tuple(imports), tuple(draft.problems), tuple(draft.reviews)
    )


def _label(slot: Slot) -> Span:
    """The name of an argument with its equals sign; empty in front of the value if it has none."""
    start = slot.label.start if slot.label is not None else slot.value.span.start
    return Span(start, slot.value.span.start)
