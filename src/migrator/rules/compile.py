"""Writes a rule set as Python modules, so that an installed package reads its rules from byte code."""

from __future__ import annotations

from collections.abc import Mapping

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
    kinds: set[type] = set()
    body = literal(value, kinds)
    imports = sorted(f"from {kind.__module__} import {kind.__name__}" for kind in kinds)
    return "\n".join([ABOUT, "", *imports, "", f"{name} = {body}", ""])


def literal(value: object, kinds: set[type]) -> str:
    """``value`` as a Python expression; fields that have their default are left out. Notes the records it needs."""
    if is_record(value):
        kinds.add(type(value))
        given = ((name, getattr(value, name), default) for name, default in fields(value).items())
        shown = (
            (name, part)
            for name, part, default in given
            if part != (default.make() if isinstance(default, Made) else default)
        )
        return f"{type(value).__name__}({', '.join(f'{name}={literal(part, kinds)}' for name, part in shown)})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {literal(part, kinds)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(literal(part, kinds) for part in value) + "]"
    if isinstance(value, tuple):
        return "(" + "".join(f"{literal(part, kinds)}, " for part in value) + ")"
    return repr(value)
