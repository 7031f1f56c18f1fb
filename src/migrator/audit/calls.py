"""The findings of the analysis: calls, clients, endpoints and what is read of replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.analysis.units import Traced, calls
from migrator.audit.layer import layer_of
from migrator.model import Finding, Fix, Kind, Priority, Span

if TYPE_CHECKING:
    from migrator.analysis.project import Project
    from migrator.rewrite.unit import Problem
    from migrator.rules.load import RuleSet
    from migrator.syntax import Module

LONGEST = 200
"""Characters of source text that a finding repeats."""


def call_findings(module: Module, project: Project, rules: RuleSet) -> list[Finding]:
    """What a file of a programming language asks of the old server, one finding a call, client, path and read."""
    found: dict[Span, Finding] = {}
    traced, clients = calls(module, project, rules)
    for each in traced:
        _call(found, each, module)
    for client in clients:
        fix = _fix(client.problems, client.reviews, "make the new library's client")
        _add(
            found,
            module,
            client.call.span,
            "client",
            "client",
            "critical",
            f"A client of the old server: {client.client}.",
            fix,
        )
    return list(found.values())


def _call(found: dict[Span, Finding], each: Traced, module: Module) -> None:
    unit, operation = each.unit, each.operation
    how = f"ask {operation.new.method} {operation.new.path} instead" if operation.new is not None else operation.without
    fix = _fix(unit.problems, unit.reviews, how)
    _add(found, module, unit.span, operation.operation, "call", operation.priority, operation.does, fix)
    moves = Fix("none", "changes with the call")
    for node, path in each.trace.reads:
        span = Span(node.start_byte, node.end_byte)
        _add(found, module, span, operation.operation, "response", "high", f"Reads `{path}` of the reply.", moves)
    for place in each.paths:
        inside = unit.span.start <= place.span.start and place.span.end <= unit.span.end
        if place.module is module and not inside:
            message = f"The path of `{operation.operation}`."
            _add(found, module, place.span, operation.operation, "endpoint", "high", message, moves)


def _fix(problems: tuple[Problem, ...], reviews: tuple[str, ...], how: str) -> Fix:
    if problems:
        first = problems[0]
        return Fix("manual", first.how, first.why)
    return Fix("review", how, "; ".join(reviews)) if reviews else Fix("safe", how)


def _add(
    found: dict[Span, Finding],
    module: Module,
    span: Span,
    rule: str,
    kind: Kind,
    priority: Priority,
    message: str,
    fix: Fix,
) -> None:
    source = module.source
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    text = source.data[span.start : span.end].decode("utf-8", "replace").partition("\n")[0].rstrip()
    found.setdefault(
        span,
        Finding(
            path=source.path,
            span=span,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            rule=rule,
            kind=kind,
            priority=priority,
            layer=layer_of(source.path, module.language, kind),
            language=module.language,
            message=message,
            text=text if len(text) <= LONGEST else text[: LONGEST - 1] + "…",
            fix=fix,
        ),
    )
