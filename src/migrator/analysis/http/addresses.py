"""An argument that names the server: its literals move to the new one, and its end gains what the new client wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.callers import callers
from migrator.analysis.dataflow.given import given_at
from migrator.analysis.dataflow.origins import origins
from migrator.analysis.dataflow.qualify import qualified
from migrator.analysis.dataflow.readings import HOLE, readings, spelled
from migrator.analysis.http.endpoints import Place, proved
from migrator.analysis.http.relocation import relocated
from migrator.model import Keep, Span
from migrator.record import record
from migrator.syntax import Call, Choice, Constant, Joined, Mapping, Member, Name, Piece, Text
from migrator.unit import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.dataflow.readings import Reading
    from migrator.analysis.request.slots import Draft
    from migrator.model import Edit
    from migrator.rules.load import RuleSet
    from migrator.syntax import Binding, Expression, Module, Parts, Slot


@record
class Address:
    """What becomes of an address: ``suffix`` is appended to it, ``default`` stands where it may be nothing.

    Without a suffix it keeps its shape. ``scheme`` is what a bare host has to gain, for the message.
    """

    suffix: str
    default: str
    scheme: str = "http://"


def move(
    slot: Slot, address: Address, module: Module, project: Project, rules: RuleSet, rule: str, draft: Draft
) -> bool:
    """Adds the edits by which the value of ``slot`` names the new server to ``draft``, or what stands in their way.

    Returns:
        Whether some of the address may come from elsewhere.
    """

    def problem(why: str, how: str) -> None:
        draft.problems.append(Problem(module.source.path, slot.span, why, how))

    value, suffix = slot.value, address.suffix
    here = readings(value, module, project)
    known = [*here, *_given(value, module, project)]
    texts = [text for reading in known if (text := spelled(reading))]
    if any(host in text for text in texts for host in rules.evidence.cloud):
        problem("the server is the vendor's own service", "decide by hand which server answers instead")
        return False
    for reading in known:
        draft.edits += _relocated(reading, rules, rule)
    if any(HOLE not in text and "://" not in text for text in texts):
        problem("the host has no scheme", f"write it with {address.scheme}")
    if any("@" in text.partition("://")[2].partition("/")[0] for text in texts):
        problem("the address carries a password, which the new client does not send", "give it as a header")
    outside = any(HOLE in text for text in texts)
    if outside:
        draft.review("the address that comes from outside must be a full URL, with scheme and port")
    if not suffix:
        return outside
    ends = [_end(text, suffix, rules) for text in texts if text != HOLE]
    if ends and all(ends):
        for reading in known:
            if not _ended(reading, suffix, rules, rule, draft):
                problem("the path of the address is put together of several texts", f"end it in {suffix}")
        return outside
    if any(ends):
        problem("the host has a path here and none there", f"end it in {suffix}")
    sure = bool(here) and all(HOLE not in text and not text.endswith("/") for text in texts)
    parts = None if isinstance(value, Constant) else _extended(value, address, sure, module, project)
    if parts is None:
        problem("the host cannot be extended in place", f"end it in {suffix}")
    else:
        draft.edits.append(module.edit(value.span, parts, rule))
    return outside


def shared(call: Call, module: Module, project: Project, rules: RuleSet, rule: str) -> list[Edit]:
    """The edits of the old server's addresses that a call is given, in a mapping that it unpacks too.

    A call that stays as it is holds back with them whatever else has its address from the same place.
    """
    values = [argument.value for argument in call.arguments if not argument.spread]
    for argument in call.arguments:
        for origin in origins(argument.value, module, project) if argument.spread else ():
            if isinstance(origin.expression, Mapping) and origin.module is module:
                values += [entry.value for entry in origin.expression.entries]
    found: list[Edit] = []
    for value in values:
        for reading in [*readings(value, module, project), *_given(value, module, project)]:
            text = spelled(reading)
            names = [name for fragment in reading for name in fragment.names]
            if "://" in text and proved(text, names, HOLE in text, rules.evidence) == "proved":
                found += _relocated(reading, rules, rule)
    return found


def given(url: Expression, module: Module, project: Project, rules: RuleSet, rule: str) -> Iterator[Edit]:
    """The edits of the old server's addresses that callers in other files give a URL, and of what names it for them."""
    for each in given_elsewhere(url, module, project):
        for reading in each:
            names = [name for fragment in reading for name in fragment.names]
            if proved(spelled(reading), names, HOLE in spelled(reading), rules.evidence) == "proved":
                yield from _relocated(reading, rules, rule)
                outside = [fragment for fragment in reading if fragment.text is None]
                yield from (
                    hole.module.edit(hole.span, (Keep(hole.span),), rule)
                    for hole in outside
                    if hole.variable or hole.called
                )


def _relocated(reading: Reading, rules: RuleSet, rule: str) -> Iterator[Edit]:
    for fragment in reading:
        if fragment.text:
            place = Place(fragment.module, fragment.span, fragment.text)
            for span, text in relocated(place, rules.evidence):
                yield fragment.module.edit(span, (text,), rule)


def _end(text: str, suffix: str, rules: RuleSet) -> str:
    """The path at the end of an address that the new one takes the place of: ``suffix`` itself, or the old server's."""
    host = text.rpartition(HOLE)[2].partition("://")
    path = (host[2] or host[0]).partition("/")[2]
    ends = (suffix, *rules.evidence.paths, *rules.evidence.path_roots)
    return next((end for end in ends if f"/{path}".rstrip("/").endswith(end)), "")


def _ended(reading: Reading, suffix: str, rules: RuleSet, rule: str, draft: Draft) -> bool:
    """Ends an address that ends in a path of the old server's in ``suffix``, if one literal has all of that path."""
    end, last = _end(spelled(reading), suffix, rules), reading[-1]
    bare = (last.text or "").rstrip("/")
    if end in ("", suffix) or not bare.endswith(end):
        return end in ("", suffix)
    start = last.span.start + len(bare.removesuffix(end).encode())
    draft.edits.append(last.module.edit(Span(start, last.span.end), (suffix,), rule))
    return True


def _given(value: Expression, module: Module, project: Project) -> Iterator[Reading]:
    for each in given_elsewhere(value, module, project):
        yield from each


def given_elsewhere(
    expression: Expression, module: Module, project: Project, depth: int = 3
) -> Iterator[list[Reading]]:
    """What calls in other files give the parameters that a text is made of; those of its own file are known anyway."""
    for binding, inside in _parameters(expression, module, project):
        for site in callers(binding.scope, inside, project).sites if depth else ():
            given = given_at(site, binding, inside)
            if given is not None and site.module is not inside:
                yield readings(given, site.module, project)
                yield from given_elsewhere(given, site.module, project, depth - 1)


def _parameters(
    expression: Expression, module: Module, project: Project, depth: int = 6
) -> Iterator[tuple[Binding, Module]]:
    """The parameters that a text is made of."""
    for value in origins(expression, module, project) if depth else ():
        parts: list[Expression] = []
        match value.expression:
            case Name() as name:
                for binding in value.module.reaching(name):
                    if binding.kind == "parameter" and binding.scope not in project.sites:
                        yield binding, value.module
            case Text(pieces=pieces):
                parts = [piece for piece in pieces if not isinstance(piece, Piece)]
            case Joined(left=left, right=right):
                parts = [left, right]
            case Call(callee=callee, arguments=arguments):
                owner = [callee.object] if isinstance(callee, Member) else []
                parts = [*owner, *(argument.value for argument in arguments)]
        for part in parts:
            yield from _parameters(part, value.module, project, depth - 1)


def _extended(value: Expression, address: Address, sure: bool, module: Module, project: Project) -> Parts | None:
    appended = module.appended(value, address.suffix)
    if appended is not None and (sure or (module.loose and isinstance(value, Text))):
        return appended
    lacking = not _is_filled(value, module) if module.loose else _may_be_nothing(value, module, project)
    default = address.default if lacking else ""
    return module.extended(value, address.suffix, default)


def _is_filled(value: Expression, module: Module, depth: int = 6) -> bool:
    """Whether an address is surely there: a text, or a value with a text to fall back to."""
    match value:
        case Text(pieces=pieces):
            return bool(pieces)
        case Choice(options=options) if depth:
            alternatives = module.bodies.branches(value) is not None if module.bodies is not None else True
            told = options if alternatives else options[-1:]
            return all(_is_filled(option, module, depth - 1) for option in told)
        case Call(callee=Member(object=owner)) if depth:
            return _is_filled(owner, module, depth - 1)
        case Name() if depth:
            bound = [b for b in module.reaching(value) if b.kind == "assigned" and not b.path and b.value is not None]
            return (
                bool(bound)
                and len(bound) == len(module.reaching(value))
                and all(_is_filled(module.lower(b.value), module, depth - 1) for b in bound if b.value is not None)
            )
    return False


def _may_be_nothing(value: Expression, module: Module, project: Project) -> bool:
    """Whether an address may be left to the library: nothing, or a variable that is read without a default."""
    for origin in origins(value, module, project):
        match origin.expression:
            case Constant(value=None):
                return True
            case Call() as call:
                spelling = origin.module.spelling(call, qualified(call.callee, origin.module, project))
                if spelling is not None and spelling.variable and not spelling.parts:
                    return True
    return False
