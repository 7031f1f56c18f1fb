"""Findings and audits for tests of the gate, with what a case is about as arguments."""

from __future__ import annotations

from migrator.model import Audit, Finding, Fix, Kind, Layer, Priority, Span, Unknown
from migrator.record import replace
from migrator.settings import Settings

SETTINGS = Settings(root="/project")


def finding(
    text: str = "ollama.chat(",
    *,
    path: str = "app/chat.py",
    rule: str = "package-call",
    line: int = 1,
    end_line: int | None = None,
    start: int | None = None,
    end: int | None = None,
    priority: Priority = "critical",
    layer: Layer = "backend",
    kind: Kind = "call",
    name: str = "",
) -> Finding:
    """A finding on ``line``; its span lies in the order of the lines unless ``start`` says where."""
    at = line * 1000 if start is None else start
    return Finding(
        path=path,
        span=Span(at, at + len(text) if end is None else end),
        line=line,
        column=1,
        end_line=line if end_line is None else end_line,
        end_column=len(text) + 1,
        rule=rule,
        kind=kind,
        priority=priority,
        layer=layer,
        language="python",
        message="A call of the old server.",
        text=text,
        fix=Fix("manual", "replace it"),
        name=name,
    )


def moved(one: Finding, lines: int) -> Finding:
    """``one`` as it is after ``lines`` lines were inserted above it."""
    span = Span(one.span.start + lines * 1000, one.span.end + lines * 1000)
    return replace(one, span=span, line=one.line + lines, end_line=one.end_line + lines)


def audit(*findings: Finding, unknown: tuple[Unknown, ...] = ()) -> Audit:
    """An audit that found just these."""
    return Audit(findings, unknown, files=1)
