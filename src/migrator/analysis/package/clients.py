"""The construction of a client of the old library, turned into one of the new library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.http.addresses import Address, move
from migrator.analysis.request.slots import Draft, of_arguments, of_entries
from migrator.model import Edit, Span
from migrator.record import record
from migrator.syntax import Call, Mapping, Slot
from migrator.unit import Import, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.analysis.dataflow.project import Project
    from migrator.rules.load import RuleSet
    from migrator.rules.packages import Package
    from migrator.syntax import Module


@record(eq=False)
class Construction:
    """A client that is made, and what that becomes. ``calls`` are the calls on it, each a path and the id of a node.

    ``aborts`` are the calls that stop all of its streams, ``given`` the arguments that it is made with. An ``open``
    one may be given its address from anywhere.
    """

    path: str
    call: Call
    client: str
    edits: tuple[Edit, ...]
    imports: tuple[Import, ...]
    problems: tuple[Problem, ...]
    reviews: tuple[str, ...]
    calls: frozenset[tuple[str, int]] = frozenset()
    aborts: tuple[tuple[Module, Call], ...] = ()
    given: frozenset[str] = frozenset()
    open: bool = False


def construction(
    call: Call, module: Module, project: Project, package: Package, client: str, rules: RuleSet
) -> Construction:
    """What a construction becomes: its arguments under their new names, what was left out said, the host with a path.

    The class itself is renamed with the file's other names, see :mod:`migrator.analysis.package.naming`.
    """
    path = module.source.path
    draft, outside = Draft(), False
    slots = _slots(call, package)
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
            _rename(slot, rule, module, package, draft)
        elif "block" in rule:
            draft.problems.append(Problem(path, slot.span, f"`{slot.name}` has no counterpart", rule["block"]))
        else:
            _rename(slot, rule["to"], module, package, draft)
            address = Address(rule["suffix"], rule["default"], rule["scheme"])
            outside = move(slot, address, module, project, rules, package.package, draft)
    added = [text for name, text in package.absent.items() if name not in given]
    imports = [Import(path, name) for name in package.needs]
    text = [module.code(one, call.node) for one in (*added, *package.always)]
    draft.edits += _added(call, slots, text, module, package)
    for review in package.reviews:
        draft.review(review)
    return Construction(
        path,
        call,
        client,
        tuple(draft.edits),
        tuple(imports),
        tuple(draft.problems),
        tuple(draft.reviews),
        given=frozenset(given),
        open=outside,
    )


def _slots(call: Call, package: Package) -> list[Slot] | None:
    """The arguments of a construction; ``None`` if they are not written out."""
    if not package.by_object:
        return of_arguments(call.arguments, tuple(package.arguments)[:1])
    match call.arguments:
        case ():
            return []
        case (only,) if not only.spread and isinstance(only.value, Mapping):
            return of_entries(only.value.entries)
    return None


def _rename(slot: Slot, name: str, module: Module, package: Package, draft: Draft) -> None:
    """Gives an argument its new name."""
    if slot.style == "entry" and slot.label is not None:
        label = module.label(slot.label, name, module.quote(slot.value.node))
        if slot.label == slot.span:  # an entry that stands for its own value: the value may change as well
            label, where = f"{name}: ", Span(slot.label.start, slot.label.start)
            draft.edits.append(module.edit(where, (label,), package.package))
        elif label != slot.name:
            draft.edits.append(module.edit(slot.label, (label,), package.package))
        return
    start = slot.label.start if slot.label is not None else slot.value.span.start
    draft.edits.append(module.edit(Span(start, slot.value.span.start), (f"{name}=",), package.package))


def _added(call: Call, slots: list[Slot], text: list[str], module: Module, package: Package) -> Iterator[Edit]:
    """The edit that adds arguments behind the last one, a line each where they have lines of their own."""
    if slots:
        end, data = slots[-1].span.end, module.source.data
        before = data[data.rfind(b"\n", 0, slots[-1].span.start) + 1 : slots[-1].span.start]
        between = ", " if before.strip() else f",\n{before.decode()}"
        yield module.edit(Span(end, end), ("".join(f"{between}{one}" for one in text),), package.package)
        return
    whole = ", ".join(text)
    literal = call.arguments[0].value.span if call.arguments else None
    if literal is not None:
        yield module.edit(literal, module.mapping((whole,)), package.package)
    elif not package.by_object and (place := _under_comments(call, module.source.data)) is not None:
        at, indent = place
        yield module.edit(Span(at, at), tuple(f"\n{indent}{one}," for one in text), package.package)
    else:
        at = call.span.end - 1
        yield module.edit(Span(at, at), module.mapping((whole,)) if package.by_object else (whole,), package.package)


def _under_comments(call: Call, data: bytes) -> tuple[int, str] | None:
    """Where the last line between the brackets of a call ends that has none but comments in it, and its indentation."""
    inner = data[call.callee.span.end : call.span.end - 1].partition(b"(")[2]
    first, *comments, last = inner.split(b"\n") if b"\n" in inner else [inner, inner]
    if first.strip() or last.strip() or not comments or any(line.strip()[:1] != b"#" for line in comments):
        return None
    end = call.span.end - 2 - len(last) - comments[-1].endswith(b"\r")
    return end, comments[-1][: len(comments[-1]) - len(comments[-1].lstrip())].decode()
