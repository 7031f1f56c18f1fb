"""Fields that move up out of a mapping that is built elsewhere: it is unpacked, and follows their table where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.request.carriers import Carrier, Keywords, Literal, Unseen, copy, leads, shown
from migrator.analysis.request.constructed import members_of
from migrator.analysis.request.slots import SPREAD, of_arguments
from migrator.analysis.request.stores import renamed
from migrator.record import replace
from migrator.syntax import Call, Slot

if TYPE_CHECKING:
    from migrator.analysis.dataflow.objects import Touch
    from migrator.analysis.request.bodies import Converter
    from migrator.analysis.request.gathered import Carried

READS = frozenset({"get", "pop", "setdefault"})


def carry(converter: Converter, calls: frozenset[int]) -> None:
    """Converts the mappings that ``converter`` has put aside; ``calls`` are those of the old server, by node."""
    done: set[int] = set()
    known = set(calls)
    inner = replace(converter, gathering=True)
    while converter.carried:
        one = converter.carried.pop()
        if one.value.node.id in done:
            continue
        done.add(one.value.node.id)
        carrier = Carrier(converter.project)
        pieces = list(carrier.pieces(one.value, one.module))
        known.update(piece.expression.node.id for piece in pieces if isinstance(piece, Literal))
        for piece in pieces:
            match piece:
                case Literal():
                    slots = members_of(piece.expression, piece.module, converter.project)
                    _members(slots, one, inner.inside(piece.module))
                case Keywords(call=call, module=module, named=named):
                    _members(_given(call, named, inner.inside(module), one), one, inner.inside(module))
                case Unseen(why=why):
                    converter.inside(one.module).problem(
                        one.slot.span,
                        f"`{one.slot.name}` is built elsewhere" + (f": {why}" if why else ""),
                        "write its members where the request is made",
                    )
                case _:
                    _touch(piece, one, inner.inside(piece.module), known)


def _members(slots: list[Slot] | None, one: Carried, converter: Converter) -> None:
    if slots is None:
        converter.inside(one.module).problem(one.slot.span, f"`{one.slot.name}` has a computed key", "write it out")
        return
    for slot in slots:
        if slot.name == SPREAD and slot.label is None and slot.style == "entry":
            converter.carried.append(replace(one, value=slot.value, module=converter.module))
    converter.convert(slots, converter.rules.fields[one.table].request)


def _given(call: Call, named: frozenset[str], converter: Converter, one: Carried) -> list[Slot]:
    """The arguments of a call; those that the function names, or takes by position, stay as they are."""
    found = []
    for argument in call.arguments:
        if argument.name and argument.name not in named:
            found += of_arguments([argument]) or []
        else:
            found.append(Slot(SPREAD, argument.span, argument.value, "keyword", None))
        if argument.spread == "**":
            converter.carried.append(replace(one, value=argument.value, module=converter.module))
    return found


def _touch(touch: Touch, one: Carried, converter: Converter, known: set[int]) -> None:
    """Converts what is done with such a mapping, or notes that it is not understood."""
    module, language, rules = touch.module, touch.module.bodies, converter.rules.fields[one.table].request
    if language is None:
        return
    store = module.store(touch.node) if touch.path else None
    if store is not None and store.name == touch.path and store.label is not None:
        decision = converter.decide(store, rules)
        if decision is not None:
            renamed(converter, store, decision)
        return
    if touch.path == "update" and (call := language.updated(touch.node)) is not None:
        known.add(call.node.id)
        only = call.arguments[0].value if len(call.arguments) == 1 and not call.arguments[0].name else None
        if only is not None:
            converter.carried.append(replace(one, value=only, module=module))
        else:
            converter.convert(of_arguments(call.arguments) or [], rules)
        return
    if _read(touch, converter, one) or _handed_on(touch, one, converter, known):
        return
    span = module.lower(touch.node).span
    name = module.source.data[span.start : span.end].decode("utf-8", "replace").partition("[")[0]
    why, how = f"`{name}` is used elsewhere too", f"write `{one.slot.name}` where the request is made"
    draft, before = converter.draft, len(converter.draft.problems)
    converter.problem(span, why, how)
    if touch.use.kind == "contains" or touch.path in READS:  # what looks at a field may go with the field
        draft.reads += draft.problems[before:]
        del draft.problems[before:]


def _read(touch: Touch, converter: Converter, one: Carried) -> bool:
    """Whether a member is only read; its key then takes its new name."""
    module, language, use = touch.module, touch.module.bodies, touch.use
    assert language is not None
    if use.kind == "contains":
        key = str(use.key)
    elif use.kind == "member" and isinstance(use.key, str):
        key = use.key
    elif touch.path in READS or (touch.path and use.kind != "called"):
        named = language.key(touch.node)
        key = named[0] if named is not None else ""
    else:
        return False
    cases = [
        case for case in converter.rules.fields[one.table].request.get(key, ()) if not case.drop and not case.block
    ]
    names = {case.to for case in cases if isinstance(case.to, str)}
    if len(cases) != 1 or len(names) != 1 or names & converter.hidden:
        return False
    name = str(names.pop())
    if name != key:
        if use.kind == "contains":
            place = module.membership(use.node, name)
        else:
            where = language.key(use.node if use.kind == "member" else touch.node)
            mark = module.quote(touch.node.parent or touch.node) if where is None else module.quote(touch.node)
            place = (where[1], module.label(where[1], name, mark)) if where is not None else None
        if place is None:
            return False
        converter.draft.edits.append(module.edit(place[0], (place[1],), converter.rule))
    return True


def _handed_on(touch: Touch, one: Carried, converter: Converter, known: set[int]) -> bool:
    """Whether the mapping is only looked at, or goes into a request under its own name."""
    module, language, use = touch.module, touch.module.bodies, touch.use
    assert language is not None
    calls = frozenset(known)
    if (made := copy(touch)) is not None:
        return leads(made.node, module, converter.project, calls)
    if touch.path:
        return False
    if use.kind in ("formatted", "discarded", "tested"):
        return True
    if use.kind == "argument":
        if isinstance(call := module.lower(use.node), Call) and module.serialised(call) is not None:
            line = module.source.position(use.span.start)[0]
            converter.draft.review(f"what {module.source.path}:{line} writes of `{one.slot.name}` has its new names")
            return True
        own = use.argument == one.slot.name and leads(use.node, module, converter.project, calls)
        return own or use.node.id in known or shown(touch, converter.project, frozenset())
    if use.kind == "stored":
        target = module.store(use.node)
        return target is not None and target.name == one.slot.name
    outer, at = language.unpacked(touch.node), touch.node
    while (entry := language.entry(outer or at)) is not None and entry[0] == one.slot.name:
        outer = at = entry[1]
    return outer is not None and (outer.id in known or leads(outer, module, converter.project, calls))
