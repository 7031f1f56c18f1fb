"""Literals that mean something to a framework: the prefix of a model's name, a key that stands for no key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.dataflow.readings import HOLE, readings, spelled
from migrator.model import Span
from migrator.unit import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from migrator.analysis.dataflow.project import Project
    from migrator.analysis.dataflow.readings import Reading
    from migrator.analysis.request.slots import Draft
    from migrator.syntax import Expression, Module


def exchange_prefix(
    value: Expression, prefixes: Mapping[str, str], module: Module, project: Project, rule: str, draft: Draft
) -> bool:
    """Exchanges the prefix of every text that ``value`` may be; one that has none of ``prefixes`` stands in the way.

    Returns whether all of them are known here; a variable of the environment may hold something else.
    """
    known = True
    for reading in readings(value, module, project):
        text = spelled(reading)
        old = next((prefix for prefix in prefixes if begins(text, prefix)), None)
        if old is not None:
            if not _exchanged(reading, old, prefixes[old], rule, draft):
                _problem(draft, module, value, "its prefix is put together of several texts", "write it in one piece")
        elif text.startswith(HOLE) and any(fragment.variable for fragment in reading[:1]):
            known, variable = False, reading[0].variable
            draft.review(f"the value of {variable} changes its prefix too: {_said(prefixes)}")
        else:
            _problem(draft, module, value, "it may name a model of another provider", "give each provider its own call")
    return known


def begins(text: str, prefix: str) -> bool:
    """Whether a text has a prefix; one that ends in a letter is a whole name, not the start of another."""
    return text == prefix or (text.startswith(prefix) and not prefix[-1:].isalnum())


def exchange(
    value: Expression, texts: Mapping[str, str], module: Module, project: Project, rule: str, draft: Draft
) -> None:
    """Exchanges every text that ``value`` may be and that is one of ``texts``; others stay."""
    for reading in readings(value, module, project):
        if len(reading) == 1 and reading[0].text in texts:
            fragment = reading[0]
            span = fragment.span if fragment.text else _inside_quotes(fragment.span, fragment.module)
            draft.edits.append(fragment.module.edit(span, (texts[fragment.text or ""],), rule))


def _inside_quotes(end: Span, module: Module) -> Span:
    """The place for text in an empty literal that ends at ``end``."""
    data = module.source.data
    quotes = data[end.end - 3 : end.end]
    at = end.end - (3 if quotes in (b'"""', b"'''") and data[end.end - 6 : end.end - 3] == quotes else 1)
    return Span(at, at)


def _exchanged(reading: Reading, old: str, new: str, rule: str, draft: Draft) -> bool:
    first = reading[0]
    if first.text is None or not first.text.startswith(old):
        return False
    span = Span(first.span.start, first.span.start + len(old.encode()))
    draft.edits.append(first.module.edit(span, (new,), rule))
    return True


def _said(prefixes: Mapping[str, str]) -> str:
    return ", ".join(f"{old} becomes {new}" for old, new in prefixes.items())


def _problem(draft: Draft, module: Module, value: Expression, why: str, how: str) -> None:
    draft.problems.append(Problem(module.source.path, value.span, why, how))
