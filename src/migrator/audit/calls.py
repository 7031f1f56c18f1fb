"""The findings of the analysis: calls, clients, endpoints and what is read of replies."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from migrator.analysis.asked import asked_in, called, clients_of
from migrator.analysis.dataflow.project import Project
from migrator.analysis.framework.used import of_frameworks
from migrator.analysis.http.endpoints import spelled_out
from migrator.audit.file import FileAudit, audit_source
from migrator.audit.layer import layer_of
from migrator.languages import PARSED_BYTES, language_of
from migrator.model import Finding, Fix, Kind, Priority, Span
from migrator.record import record
from migrator.scan.decode import decode
from migrator.scan.read import TooLarge, content
from migrator.scan.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from migrator.analysis.asked import Asked
    from migrator.analysis.units import Traced
    from migrator.rules.load import RuleSet
    from migrator.syntax import Module
    from migrator.unit import Problem

LANGUAGES = frozenset({"python", "typescript", "javascript", "vue", "html"})
"""Languages that the analysis reads."""
SEARCHED = 300
"""Files that are searched for the callers of a function; each costs some 30 microseconds a name."""
OPENED = 2_000
"""Files of a tree up to which any of them is opened to follow an import.

In a larger one only files with a hit are: what matters has one itself, and an import of a large package leads through
hundreds of modules.
"""
KEPT, KEPT_OF_MANY = 2_000_000, 500_000
"""Bytes of text whose trees are kept for the next file: those of most applications, and less in a larger tree.

There the lists of files take room as well, and files that are judged one after the other have little in common.
"""
LONGEST = 200
"""Characters of source text that a finding repeats."""
UNTOLD = Fix("none", "")
"""What a fix is called that was not asked for."""
MOVES = Fix("none", "changes with the call")
"""The fix of what belongs to a call."""


@record
class WithCalls:
    """Judges a file with what the analysis finds in it.

    ``root`` ends with a separator; ``hits`` are the files in which callers are looked for; ``limit`` is in bytes.
    Without ``whole``, calls are only found: what their fix would be and what is read of their replies is left out.
    """

    root: str
    files: frozenset[str]
    hits: tuple[str, ...]
    limit: int
    whole: bool = True

    def __call__(self, source: Source, hits: Sequence[Span], rules: RuleSet) -> FileAudit:
        """The findings of a file, its calls among them."""
        return audit_source(source, hits, rules, partial(self._analysed, source, hits, rules))

    def _analysed(self, source: Source, hits: Sequence[Span], rules: RuleSet) -> list[Finding]:
        language = language_of(source.path, source.data[:200])
        if language == "notebook":
            from migrator.audit.notebook import notebook_findings

            return notebook_findings(source, lambda code: self._called(code, (), rules))
        return self._called(source, hits, rules) if language in LANGUAGES else []

    def _called(self, source: Source, hits: Sequence[Span], rules: RuleSet) -> list[Finding]:
        if len(source.data) > PARSED_BYTES:  # its tree would take more room than all others together
            return []
        project = _project(self)
        searched, opened = _nearest(self.hits, source.path.rpartition("/")[0])
        project.search_in(searched)
        project.opened = opened if len(self.files) > OPENED else None
        room = KEPT if len(self.files) <= OPENED else KEPT_OF_MANY
        project.forget(max(0, room - len(source.data)))
        module = project.add(source)
        found = call_findings(module, project, rules, hits, whole=self.whole) if module is not None else []
        project.forget(room)
        return found

    def source(self, path: str) -> Source | None:
        """A file of the code base, ``None`` if it cannot be read as text."""
        try:
            source = decode(path, content(self.root + path, self.limit))
        except (OSError, TooLarge):
            return None
        return source if isinstance(source, Source) else None


def nearest(paths: tuple[str, ...], folder: str) -> tuple[str, ...]:
    """Those of ``paths`` that are worth searching for callers of what is in ``folder``: all, or those around it.

    The directory is the widest that holds no more than :data:`SEARCHED` of them: a tree of that many is several
    projects. ``paths`` are sorted.
    """
    found, parts = paths, folder.split("/")
    for depth in range(1, len(parts) + 1):
        if len(found) > SEARCHED:
            prefix = "/".join(parts[:depth])
            found = found[bisect_left(found, f"{prefix}/") : bisect_left(found, f"{prefix}0")]  # 0 comes after /
    return found


@lru_cache(maxsize=8)
def _nearest(hits: tuple[str, ...], folder: str) -> tuple[tuple[str, ...], frozenset[str]]:
    found = nearest(hits, folder)
    return found, frozenset(found)


@lru_cache(maxsize=1)
def _project(judge: WithCalls) -> Project:
    return Project(judge.files, judge.source)


def call_findings(
    module: Module, project: Project, rules: RuleSet, hits: Sequence[Span] = (), *, whole: bool = True
) -> list[Finding]:
    """What a file of a programming language asks of the old server, one finding a call, client, path and read.

    Strings around ``hits`` that spell a URL of it are findings too, where the call is in another file or not found.
    Without ``whole`` reads of replies are left out, and calls do not say what their fix would be.
    """
    found: dict[Span, Finding] = {}
    if whole:
        from migrator.analysis.units import calls

        traced, clients = calls(module, project, rules)
        for each in traced:
            _call(found, each, module)
    else:
        through = called(module, project, rules)
        for asked in asked_in(module, project, rules, through):
            _asked(found, asked, module, UNTOLD)
        clients = clients_of(module, project, rules, through)
    for client in clients:
        fix = _fix(client.problems, client.reviews, "make the new library's client")
        _add(
            found,
            module,
            client.call.span,
            "client",
            "client",
            "critical",
            f"A client of the old server: {client.client}",
            fix,
        )
    for unit, framework in ((one.unit, one.framework) for one in of_frameworks(module, project, rules) if one.calls):
        if not unit.edits and not unit.problems:
            continue  # only a name tells of the old server, and that is a finding of its own
        kind: Kind = "client" if framework.to or framework.client else "call"
        fix = _fix(unit.problems, unit.reviews, framework.how or f"make it a {framework.to}")
        _add(found, module, unit.span, framework.framework, kind, "critical", framework.what, fix)
    held = [span for span, finding in found.items() if finding.kind in ("call", "client", "endpoint")]
    for text, operation in spelled_out(module, project, rules, hits):
        if not any(span.start < text.span.end and text.span.start < span.end for span in held):
            message = f"A URL of the old server: {operation.old.method} {operation.old.path}"
            fix = Fix("manual", "path, request and reply change together", "no call in this file is known to use it")
            _add(found, module, text.span, operation.operation, "endpoint", "high", message, fix)
    return list(found.values())


def _call(found: dict[Span, Finding], each: Traced, module: Module) -> None:
    unit, operation = each.unit, each.asked.operation
    how = f"ask {operation.new.method} {operation.new.path} instead" if operation.new is not None else operation.without
    _asked(found, each.asked, module, _fix(unit.problems, unit.reviews, how))
    for there, node, path in each.trace.reads:
        span = Span(node.start_byte, node.end_byte)
        if there is module:
            _add(found, module, span, operation.operation, "response", "high", f"Reads `{path}` of the reply", MOVES)


def _asked(found: dict[Span, Finding], each: Asked, module: Module, fix: Fix) -> None:
    operation, old = each.operation, each.operation.old
    message = f"{old.method} {old.path}: {operation.does[:1].lower()}{operation.does[1:]}"
    here = each.span if each.path == module.source.path else each.sent
    _add(found, module, here, operation.operation, "call", operation.priority, message, fix)
    for place in each.paths:
        inside = here.start <= place.span.start and place.span.end <= here.end
        if place.module is module and not inside:
            message = f"The path of a call: {old.method} {old.path}"
            _add(found, module, place.span, operation.operation, "endpoint", "high", message, MOVES)


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
            message=message.rstrip("."),
            text=text if len(text) <= LONGEST else text[: LONGEST - 1] + "…",
            fix=fix,
        ),
    )
