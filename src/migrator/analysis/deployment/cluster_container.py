"""The container of the old server in a cluster's manifest becomes the new one's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migrator.analysis.deployment.compose_limits import LEAST, gib
from migrator.analysis.deployment.servers import renamed
from migrator.languages import yaml_edits as edits
from migrator.languages import yaml_nodes as nodes
from migrator.model import Edit, Span
from migrator.record import record

if TYPE_CHECKING:
    from migrator.analysis.deployment.compose_work import Draft
    from migrator.analysis.deployment.serving import Served
    from migrator.rules.deployment import Deployment
    from migrator.rules.schema import Evidence
    from migrator.scan.source import Source

PROBES = ("startupProbe", "readinessProbe", "livenessProbe")
ASKS = ("httpGet", "exec", "tcpSocket")
STARTS = 180
"""Failures of a probe, ten seconds apart, that the first download may take."""


@record
class Work:
    """A manifest's file and what becomes of the server in it: ``port`` is the old one and the new one."""

    source: Source
    served: Served
    port: tuple[str, str]
    rules: Deployment
    evidence: Evidence
    draft: Draft

    @property
    def rule(self) -> str:
        """The rule that the edits are made under."""
        return self.rules.deployment

    def text(self, node: nodes.Node | None, new: str) -> None:
        """Another text for a scalar."""
        node = nodes.plain(node)
        if isinstance(node, nodes.Scalar) and node.value != new:
            self.draft.edits.append(edits.with_text(self.source, node, new, self.rule))

    def gone(self, span: Span) -> None:
        """Lines, or a part of a list in brackets, go."""
        self.draft.edits.append(edits.without_item(self.source, span, self.rule))

    def problem(self, span: Span, why: str, how: str) -> None:
        """Adds something that is in the way."""
        self.draft.problem(self.source.path, span, why, how)


def rewritten(work: Work, container: nodes.Node) -> None:
    """Adds the edits of the container to the draft."""
    image = _own(container, "image")
    if not isinstance(container, nodes.Mapping) or container.flow or image is None:
        work.problem(container.span, "the container is written in braces", "write it in lines, and run again")
        return
    limit = nodes.get(container, "resources", "limits", "memory")
    if limit is not None and 0 < gib(nodes.said(limit)) < LEAST:
        how = f"give it {LEAST} GiB or more, or take the limit out, and run again"
        work.problem(limit.span, f"its memory limit of {nodes.said(limit)} is too small", how)
    indent = " " * _column(work, container.entries[0].key.span.start)
    lines = [f"{indent}args:", *(f"{indent}  - {edits.scalar(word)}" for word in work.served.command)]
    work.text(nodes.get(container, "name"), renamed(nodes.said(nodes.get(container, "name")), work.rules))
    work.text(image.value, work.rules.new.image)
    for key in ("command", "args", "lifecycle"):
        entry = _own(container, key)
        if entry is not None and (key != "lifecycle" or _only_pulls(work, entry)):
            work.gone(entry.span)
    for port in nodes.items(nodes.get(container, "ports")):
        inside = nodes.get(port, "containerPort")
        if nodes.said(inside) == work.port[0]:
            work.text(inside, work.port[1])
    lines += _environment(work, container, indent)
    lines += _probes(work, container, indent)
    lines += _card(work, container, indent)
    for mount in nodes.items(nodes.get(container, "volumeMounts")):
        path = nodes.get(mount, "mountPath")
        if nodes.said(path).rstrip("/") == work.rules.old.data:
            work.text(path, next(iter(work.rules.new.caches.values())))
    work.draft.edits.append(edits.after_line(work.source, image.span.end, lines, work.rule))


def _only_pulls(work: Work, entry: nodes.Entry) -> bool:
    said = " ".join(scalar.value for scalar in nodes.scalars(entry.value))
    keys = {one.key.value for one in nodes.entries(entry.value)}
    if keys == {"postStart"} and re.search(rf"\b{work.rules.old.program}\s+pull\b|/api/pull", said):
        return True
    if re.search(work.rules.old.program, said):
        work.problem(entry.span, "what happens around its life is not understood", "take it out, and run again")
    return False


def _environment(work: Work, container: nodes.Node, indent: str) -> list[str]:
    entry = _own(container, "env")
    token = work.rules.new.token
    gated = work.served.model.gated != "no"
    given = nodes.plain(entry.value) if entry is not None else None
    secret = [line for name, value in work.served.stops for line in (f"- name: {name}", f'  value: "{value}"')]
    if gated:
        secret += [
            f"- name: {token}",
            "  valueFrom:",
            f"    secretKeyRef: {{name: {token.lower().replace('_', '-')}, key: {token}, optional: true}}",
        ]
    if gated:
        work.draft.reviews.append(
            f"the key to {work.served.repo} is expected in the secret {token.lower().replace('_', '-')}"
        )
    if not isinstance(given, nodes.Sequence):
        return [f"{indent}env:", *(f"{indent}  {line}" for line in secret)] if secret else []
    old = [
        (span, nodes.said(nodes.get(item, "name")))
        for span, item in given.items
        if any(word.lower() in nodes.said(nodes.get(item, "name")).lower() for word in work.evidence.words)
    ]
    dropped = [name for _, name in old if name != work.rules.old.host]
    if dropped:
        work.draft.reviews.append(f"{', '.join(dropped)} goes: the new server has nothing like it")
    if secret and not given.flow:
        first = given.items[0][0]
        at = " " * _column(work, first.start)
        new = f"\n{at}".join(secret)
        if old and old[0][0] == first:
            work.draft.edits.append(Edit(work.source.path, first, (new,), work.rule))
            old = old[1:]
        else:
            work.draft.edits.append(
                Edit(work.source.path, Span(first.start, first.start), (f"{new}\n{at}",), work.rule)
            )
    elif len(old) == len(given.items) and entry is not None:
        work.gone(entry.span)
        return []
    for span, _ in old:
        work.gone(span)
    return []


def _probes(work: Work, container: nodes.Node, indent: str) -> list[str]:
    """Every probe asks the new path; one more gives the start its time."""
    get = [f"path: {work.rules.new.health}", f"port: {work.port[1]}"]
    for key in PROBES:
        entry = _own(container, key)
        asked = next((one for one in nodes.entries(entry.value) if one.key.value in ASKS), None) if entry else None
        if asked is None:
            continue
        port = nodes.said(nodes.get(asked.value, "port"))
        named = port and not port.isdigit()
        new = f"httpGet: {{path: {work.rules.new.health}, port: {port if named else work.port[1]}}}"
        if asked.key.value == "httpGet":
            work.text(nodes.get(asked.value, "path"), work.rules.new.health)
            if port == work.port[0]:
                work.text(nodes.get(asked.value, "port"), work.port[1])
        else:
            work.draft.edits.append(Edit(work.source.path, asked.span, (new,), work.rule))
    if _own(container, "startupProbe") is not None:
        return []
    lines = ["startupProbe:", "  httpGet:", *(f"    {line}" for line in get), "  periodSeconds: 10"]
    return [f"{indent}{line}" for line in (*lines, f"  failureThreshold: {STARTS}")]


def _card(work: Work, container: nodes.Node, indent: str) -> list[str]:
    """A graphics card, where none is asked for."""
    name = f"{work.rules.new.gpu}.com/gpu"
    if any(".com/" in scalar.value for scalar in nodes.scalars(nodes.get(container, "resources"))):
        return []
    work.draft.reviews.append("the new server needs a graphics card: one is asked for, where none was before")
    resources = _own(container, "resources")
    if resources is None:
        return [f"{indent}resources:", f"{indent}  limits:", f'{indent}    {name}: "1"']
    limits = nodes.get(container, "resources", "limits")
    if isinstance(limits, nodes.Mapping) and not limits.flow and limits.entries:
        at = limits.entries[-1].span
        line = f'{" " * _column(work, limits.entries[0].key.span.start)}{name}: "1"'
        work.draft.edits.append(edits.after_line(work.source, at.end - 1, [line], work.rule))
    else:
        work.problem(resources.span, "no graphics card is asked for", f"add {name} to resources.limits, and run again")
    return []


def _own(node: nodes.Node, key: str) -> nodes.Entry | None:
    return next((one for one in nodes.entries(node) if one.key.value == key), None)


def _column(work: Work, at: int) -> int:
    return len(edits.indentation(work.source, at))


def names(node: nodes.Node | None, rules: Deployment) -> Iterator[nodes.Scalar]:
    """The names and labels below a node that hold the old server's word."""
    for one in nodes.entries(node):
        value = nodes.plain(one.value)
        if one.key.value in ("labels", "matchLabels", "selector"):
            found = [each for each in nodes.scalars(value) if not isinstance(value, nodes.Scalar)]
            keys = {each.key for each in nodes.entries(value)}
            yield from (each for each in found if each not in keys and renamed(each.value, rules) != each.value)
        if isinstance(value, nodes.Mapping):
            yield from names(value, rules)
