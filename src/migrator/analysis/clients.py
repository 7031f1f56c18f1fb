"""The construction of a client of the old library, turned into one of the new library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from migrator.analysis.endpoints import Place
from migrator.analysis.http import relocated
from migrator.analysis.origins import origins
from migrator.analysis.qualify import qualified
from migrator.analysis.readings import readings, spelled
from migrator.analysis.slots import of_arguments
from migrator.model import Edit, Keep, Span
from migrator.rewrite.unit import Import, Problem
from migrator.syntax import Call, Constant, Parts, Slot

if TYPE_CHECKING:
    from migrator.analysis.project import Project
    from migrator.rules.load import RuleSet
    from migrator.rules.operations import Package
    from migrator.syntax import Module


@dataclass(frozen=True, slots=True, eq=False)
class Construction:
    """A client that is made, and what that becomes."""

    call: Call
    client: str
    edits: tuple[Edit, ...]
    imports: tuple[Import, ...]
    problems: tuple[Problem, ...]
    reviews: tuple[str, ...]


def construction(
    call: Call, module: Module, project: Project, package: Package, client: str, rules: RuleSet
) -> Construction:
    """What a construction becomes: its arguments under their new names, what was left out said, the host with a path.

    The class itself is renamed with the file's other names, see :mod:`migrator.analysis.naming`.
    """
    path = module.source.path
    edits: list[Edit] = []
    problems: list[Problem] = []
    reviews: list[str] = []
    slots = of_arguments(call.arguments, tuple(package.arguments)[:1])
    if slots is None:
        problem = Problem(path, call.span, "its arguments are unpacked", "write them out")
        return Construction(call, client, (), (), (problem,), ())
    given = {slot.name for slot in slots}
    for slot in slots:
        rule = package.arguments.get(slot.name)
        if rule is None:
            problems.append(
                Problem(
                    path,
                    slot.span,
                    f"`{slot.name}` has no counterpart",
                    "give the new client an http_client that is set up so",
                )
            )
        elif isinstance(rule, str):
            edits.append(module.edit(_label(slot), (f"{rule}=",), package.package))
        else:
            host = _Host(slot, module, project, package, rules, rule)
            edits += host.edits(problems, reviews)
    added = [text for name, text in package.absent.items() if name not in given]
    parts: list[str | Keep] = [", ".join([*added, *package.always])]
    imports = [Import(path, name) for name in package.needs]
    if slots:
        end = slots[-1].span.end
        edits.append(module.edit(Span(end, end), (", ", *parts), package.package))
    else:
        at = call.span.end - 1
        edits.append(module.edit(Span(at, at), tuple(parts), package.package))
    return Construction(call, client, tuple(edits), tuple(imports), tuple(problems), tuple(reviews))


def _label(slot: Slot) -> Span:
    """The name of an argument with its equals sign; empty in front of the value if it has none."""
    start = slot.label.start if slot.label is not None else slot.value.span.start
    return Span(start, slot.value.span.start)


@dataclass(frozen=True)
class _Host:
    """The argument that names the server: it gains the path of the new interface, whatever it is made of."""

    slot: Slot
    module: Module
    project: Project
    package: Package
    rules: RuleSet
    rule: dict[str, Any]

    def edits(self, problems: list[Problem], reviews: list[str]) -> list[Edit]:
        module, value, suffix = self.module, self.slot.value, str(self.rule["suffix"])
        name = self.package.package
        found = [module.edit(_label(self.slot), (f"{self.rule['to']}=",), name)]
        known = readings(value, module, self.project)
        for reading in known:
            for fragment in reading:
                if fragment.text:
                    place = Place(fragment.module, fragment.span, fragment.text)
                    for span, text in relocated(place, self.rules.evidence):
                        found.append(fragment.module.edit(span, (text,), name))
        texts = [spelled(reading) for reading in known]
        if any("\0" not in text and "://" not in text for text in texts):
            problems.append(
                Problem(
                    module.source.path, self.slot.span, "the host has no scheme", f"write it with {self.rule['scheme']}"
                )
            )
        if any("\0" in text for text in texts):
            reviews.append("the address that comes from outside must be a full URL, with scheme and port")
        if any(text.rstrip("/").endswith(suffix) for text in texts):
            problems.append(Problem(module.source.path, self.slot.span, "the host has a path", f"end it in {suffix}"))
        sure = bool(texts) and all("\0" not in text and not text.endswith("/") for text in texts)
        parts = self._with_suffix(suffix, sure)
        if parts is None:
            problems.append(
                Problem(
                    module.source.path, self.slot.span, "the host cannot be extended in place", f"end it in {suffix}"
                )
            )
        else:
            found.append(module.edit(value.span, parts, name))
        return found

    def _with_suffix(self, suffix: str, sure: bool) -> Parts | None:
        value = self.slot.value
        if isinstance(value, Constant):
            return None
        appended = self.module.appended(value, suffix)
        if sure and appended is not None:
            return appended
        return self.module.extended(value, suffix, str(self.rule["default"]) if self._may_be_nothing() else "")

    def _may_be_nothing(self) -> bool:
        """Whether the host may be left to the library: nothing, or a variable that is read without a default."""
        for origin in origins(self.slot.value, self.module, self.project):
            match origin.expression:
                case Constant(value=None):
                    return True
                case Call() as call:
                    spelling = origin.module.spelling(call, qualified(call.callee, origin.module, self.project))
                    if spelling is not None and spelling.variable and not spelling.parts:
                        return True
        return False
