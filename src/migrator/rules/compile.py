"""Writes a rule set as Python modules, so that an installed package reads its rules from byte code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from migrator.record import Made, fields, is_record
from migrator.rules.exampled import examples, without
from migrator.rules.load import RuleSet
from migrator.rules.models import Model
from migrator.rules.needed import table
from migrator.rules.needles import needles

ABOUT = '"""Generated from rules/ when the package was built."""'


def needles_module(rules: RuleSet) -> str:
    """Python source that defines ``NEEDLES``, and that imports nothing."""
    return f"{ABOUT}\n\nNEEDLES = {needles(rules.evidence)!r}\n"


def rules_module(rules: RuleSet) -> str:
    """Python source that defines ``RULES``, equal to ``rules`` but for their examples."""
    return _module("RULES", without(rules))


def examples_module(rules: RuleSet) -> str:
    """Python source that defines ``EXAMPLES``, those of each rule by its id."""
    return _module("EXAMPLES", examples(rules))


def needed_module(rules: RuleSet) -> str:
    """Python source that defines ``NEEDED``: see :mod:`migrator.rules.needed`."""
    return _module("NEEDED", table(rules.references, (*rules.evidence.words, *rules.evidence.ports)))


def models_module(table: Mapping[str, Model]) -> str:
    """Python source that defines ``MODELS``, equal to ``table``."""
    return _module("MODELS", dict(table))


def _module(name: str, value: object) -> str:
    held = list(_records(value))
    times = Counter(map(repr, held))
    shared = {repr(one): one for one in held if times[repr(one)] > 1}
    names = {text: f"_{number}" for number, text in enumerate(shared)}
    parts = [f"{names[text]} = {_record(one, names)}" for text, one in shared.items()]
    imports = sorted({f"from {type(one).__module__} import {type(one).__name__}" for one in held})
    return "\n".join([ABOUT, "", *imports, "", *parts, f"{name} = {literal(value, names)}", ""])


def _records(value: object) -> Iterator[object]:
    """All records that ``value`` is made of, inner ones before those they are in."""
    if is_record(value):
        for name in fields(value):
            yield from _records(getattr(value, name))
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _records(part)


def literal(value: object, names: Mapping[str, str]) -> str:
    """``value`` as a Python expression; records that have one of the ``names`` are called by it."""
    if is_record(value):
        return names.get(repr(value)) or _record(value, names)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {literal(part, names)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(literal(part, names) for part in value) + "]"
    if isinstance(value, tuple):
        return "(" + "".join(f"{literal(part, names)}, " for part in value) + ")"
    return repr(value)


def _record(value: object, names: Mapping[str, str]) -> str:
    """A record as the call that makes it; fields that have their default are left out."""
    given = ((name, getattr(value, name), default) for name, default in fields(value).items())
    shown = (
        f"{name}={literal(part, names)}"
        for name, part, default in given
        if part != (default.make() if isinstance(default, Made) else default)
    )
    return f"{type(value).__name__}({', '.join(shown)})"
