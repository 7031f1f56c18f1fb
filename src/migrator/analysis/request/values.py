"""The value of a field as a decision has it: the old one, a template around it, or a choice between such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.request.decisions import Decision, Either, Maybe, Plain
from migrator.model import Keep
from migrator.syntax import Bodies, Parts, Text

if TYPE_CHECKING:
    from migrator.rules.operations import Case
    from migrator.syntax import Expression, Module


def written(decision: Decision, target: str, mark: str, module: Module, given: Parts | None = None) -> Parts:
    """The value of ``target``; ``given`` stands for the old value, ``mark`` is the quote to write keys with."""
    match decision:
        case Plain(case=case, value=value):
            kept = given if given is not None else (Keep(value.span),)
            if isinstance(case.to, dict):
                return module.literal(case.to.get(target), mark, kept)
            return module.literal(None, "", ()) if case.drop else kept
        case Maybe(case=case, value=value):
            whole = written(Plain(case, value), target, mark, module, given)
            return _language(module).conditional(whole, _test(decision, module), None)
        case Either(then=then, test=test, other=other):
            one, two = (written(side, target, mark, module, given) for side in (then, other))
            return _language(module).conditional(one, test, two)


def lowered(case: Case, value: Expression, mark: str, module: Module) -> Parts | None:
    """A text in small letters, if its case wants that and it is written otherwise."""
    text = value.value if case.lowered and isinstance(value, Text) else None
    return module.literal(text.lower(), mark, ()) if text is not None and text != text.lower() else None


def elements_of(decision: Decision, target: str, mark: str, module: Module, given: Parts | None = None) -> Parts:
    """The elements that a decision adds to the list ``target``."""
    match decision:
        case Plain(case=case):
            return () if case.drop else bare(written(decision, target, mark, module, given))
        case Maybe(case=case, value=value):
            items = elements_of(Plain(case, value), target, mark, module, given)
            return _language(module).elements(items, _test(decision, module), None)
        case Either(then=then, test=test, other=other):
            one, two = (elements_of(side, target, mark, module, given) for side in (then, other))
            return _language(module).elements(one, test, two)


def bare(parts: Parts) -> Parts:
    """What is between the brackets of a literal."""
    first, last = str(parts[0]), str(parts[-1])
    return (first[1:].lstrip(), *parts[1:-1], last[:-1].rstrip()) if len(parts) > 1 else (first[1:-1].strip(),)


def _test(decision: Maybe, module: Module) -> Parts:
    """The test that a value has to pass for the field to be there."""
    kept: Parts = (Keep(decision.value.span),)
    return _language(module).positive(kept) if decision.test == "positive" else kept


def _language(module: Module) -> Bodies:
    assert module.bodies is not None  # no other language's values are decided by tests
    return module.bodies
