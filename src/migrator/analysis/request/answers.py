"""Messages that answer a call which the model asked for: each must carry the id of its call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.objects import touches
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.request.slots import between
from migrator.model import Span
from migrator.syntax import Call, Constant, Items, Mapping, Member, Name, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.dataflow.values import Value
    from migrator.analysis.request.bodies import Converter
    from migrator.rules.operations import Answer
    from migrator.syntax import Expression, Module, Parts, Slot

ADDED = frozenset({"append", "extend", "insert", "push"})


def answers(literal: Mapping, answer: Answer) -> bool:
    """Whether a mapping literal answers a call."""
    entries = {entry.key.value: entry.value for entry in literal.entries if isinstance(entry.key, Text)}
    return all(isinstance(one := entries.get(key), Text) and one.value == text for key, text in answer.when.items())


def calls_kept(slots: list[Slot], answer: Answer, converter: Converter) -> dict[int, Parts | None]:
    """The fields of a message that hold calls as a reply gave them, by their position: they stay as they are."""
    return {
        at: None
        for at, slot in enumerate(slots)
        if slot.name == answer.calls and are_calls(slot.value, answer.calls, converter.module, converter.project)
    }


def are_calls(value: Expression, key: str, module: Module, project: Project) -> bool:
    """Whether a value is the list of calls of a reply, or a list that such are put into."""
    known = [_holds(one, key, project) for one in origins(value, module, project)]
    return all(one is not None for one in known) and any(known)


def _holds(origin: Value, key: str, project: Project) -> bool | None:
    """Whether a value holds calls, or nothing yet; ``None`` if it holds something else."""
    match origin.expression:
        case Constant(value=None):
            return False
        case Items(items=()) as items:
            return _gathers(items, key, origin.module, project)
        case expression:
            return True if key_of(expression) == key else None


def key_of(value: Expression) -> str:
    """The key that a value is read under: ``reply.key``, ``reply["key"]``, ``reply.get("key")``."""
    match value:
        case Member(key=str() as key):
            return key
        case Call(callee=Member(key="get"), arguments=(first, *_)) if isinstance(first.value, Text):
            return first.value.value or ""
    return ""


def _gathers(items: Items, key: str, module: Module, project: Project) -> bool | None:
    """Whether an empty list is filled with calls, or not at all; ``None`` if it is filled with something else."""
    filled = False
    for touch in touches(items.node, module, project):
        call = touch.module.lower(touch.use.node) if touch.use.kind == "called" else None
        if touch.path not in ADDED or not isinstance(call, Call):
            continue
        filled = True
        value = call.arguments[-1].value if call.arguments else None
        if value is None or not (
            are_calls(value, key, touch.module, project) or is_call(value, key, touch.module, project)
        ):
            return None
    return filled


def is_call(value: Expression, key: str, module: Module, project: Project) -> bool:
    """Whether a value is one of the calls of a reply."""
    if isinstance(value, Member) and isinstance(value.key, int):
        return are_calls(value.object, key, module, project)
    if not isinstance(value, Name):
        return False
    bound = module.reaching(value)
    over = [module.lower(one.value) for one in bound if one.kind == "iterated" and one.value is not None]
    if bound and len(over) == len(bound):
        return all(are_calls(one, key, module, project) for one in over)
    held = [module.lower(one.value) for one in bound if one.kind == "assigned" and one.value is not None]
    return bool(bound) and len(held) == len(bound) and all(is_call(one, key, module, project) for one in held)


def answered(literal: Mapping, slots: list[Slot], answer: Answer, converter: Converter) -> dict[int, Parts | None]:
    """What the fields of a message that answers a call become: one of them gives way to the id of the call."""
    module = converter.module
    named = [at for at, slot in enumerate(slots) if slot.name in answer.instead]
    if any(slot.name == answer.field for slot in slots):
        return {}
    found = next(_calls(literal, [slots[at].value for at in named], answer, converter), None)
    if found is None:
        why = "which call this message answers is not known here"
        converter.problem(literal.span, why, f"give it the `{answer.field}` of the call")
        return dict.fromkeys(named)
    mark = module.quote(literal.node)
    access = f"[{mark}{answer.id}{mark}]" if converter.encoded else f".{answer.id}"
    entry = module.field("entry", answer.field, (f"{found}{access}",), mark)
    if named:
        return {named[0]: entry, **dict.fromkeys(named[1:], ())}
    end = slots[-1].span.end
    converter.draft.edits.append(module.edit(Span(end, end), (between(slots[-1], module), *entry), converter.rule))
    return {}


def _calls(literal: Mapping, told: list[Expression], answer: Answer, converter: Converter) -> Iterator[str]:
    """The variables that hold the call which a message answers: the one its name is read from, or that of a loop."""
    module, project = converter.module, converter.project
    for value in told:
        for origin in origins(value, module, project):
            owner = origin.expression
            while isinstance(owner, Member):
                owner = owner.object
            if not isinstance(owner, Name) or origin.module is not module:
                continue
            here = Name(literal.node, literal.span, owner.name)
            same = set(module.reaching(here)) == set(module.reaching(owner))
            if same and is_call(owner, answer.calls, module, project):
                yield owner.name
    for binding, source in module.rounds(literal.node):
        if are_calls(source, answer.calls, module, project):
            yield binding.name
