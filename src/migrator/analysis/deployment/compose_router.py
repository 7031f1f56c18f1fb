"""One old server with several models becomes a server for each, behind a router that has the old one's address.

The router passes a request on as it is, by the model that it names, so that the code keeps its one address.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment.compose_environment import written
from migrator.analysis.deployment.compose_service import checked, commanded, reserved
from migrator.analysis.deployment.compose_work import Work, has, on_gpu
from migrator.languages import yaml_edits as edits
from migrator.languages import yaml_nodes as nodes
from migrator.languages.place import line_around, text
from migrator.model import Edit, Span

if TYPE_CHECKING:
    from migrator.analysis.deployment import compose
    from migrator.analysis.deployment.serving import Served
    from migrator.rules.deployment import Deployment

BOTH = ("restart", "networks", "profiles", "logging", "extra_hosts", "platform")
"""Entries of the old service that all of the new ones have."""
SERVERS = ("deploy", "gpus", "runtime", "shm_size", "env_file")
"""Those that only the servers have."""
FRONT = ("container_name", "hostname", "ports", "expose")
"""Those that only what stands at the old address has."""


def separated(work: Work, every: Sequence[Served], whole: Sequence[compose.Declared], extra: Sequence[str]) -> None:
    """Adds the services beside the first server, which the old service becomes.

    Args:
        work: the file and the old service.
        every: the servers, the first of which is that of ``work``.
        whole: all that is written of the old service.
        extra: flags that its variables become.
    """
    if len(whole) > 1:
        how = "write it into one file, and run again"
        work.draft.problem(work.declared.path, work.declared.entry.span, "the service is in several files", how)
    for key in ("networks", "labels"):
        node = nodes.get(work.declared.body, key)
        if (key == "networks" and isinstance(node, nodes.Mapping)) or (key == "labels" and node is not None):
            why, how = f"its `{key}` are about one service, and it becomes several", "divide them by hand"
            work.draft.problem(work.declared.path, work.declared.entry.span, why, how)
    for key in FRONT:
        entry = work.entry(key)
        if entry is not None:
            work.draft.edits = [edit for edit in work.draft.edits if not _inside(edit, entry.span, work)]
            work.gone(entry)
    outer = edits.indentation(work.source, work.declared.entry.span.start)
    inner = edits.indentation(work.source, nodes_first(work).start)
    step = " " * max(len(inner) - len(outer), 1)
    lines: list[str] = []
    for one in every[1:]:
        lines += ["", f"{outer}{one.name}:", f"{inner}image: {work.rules.new.image}"]
        lines += [f"{inner}{line}" for line in commanded(one, step, extra)]
        lines += [] if has(whole, "shm_size") else [f"{inner}ipc: host"]
        if given := one.variables(work.rules.new.token):
            lines += [f"{inner}environment:", *(f"{inner}{step}{name}: {written(value)}" for name, value in given)]
        lines += [f"{inner}volumes:"]
        lines += [f"{inner}{step}- {name}:{path}" for name, path in work.rules.new.caches.items()]
        if one.after:
            lines += [
                f"{inner}depends_on:",
                f"{inner}{step}{one.after}:",
                f"{inner}{step * 2}condition: service_healthy",
            ]
        lines += [f"{inner}healthcheck:", *(f"{inner}{step}{line}" for line in checked(work))]
        lines += _copied(work, (*BOTH, *SERVERS))
        if not on_gpu(whole):
            lines += [f"{inner}{line.replace('  ', step)}" for line in reserved(work.rules)]
    lines += ["", *_front(work, every, outer, inner, step)]
    work.draft.edits.append(edits.below(work.source, work.declared.entry.span.end - 1, lines, work.rule))
    _configs(work, every, step)
    total = sum(one.gib for one in every)
    work.draft.reviews.append(
        f"{', '.join(one.name for one in every)} share one card, of which they need about {total:.0f} GiB, "
        "and a router at the old address passes requests on by the model they name (Compose 2.23.1 or newer)"
    )


def nodes_first(work: Work) -> Span:
    """The first entry of the service."""
    body = work.declared.body
    assert isinstance(body, nodes.Mapping)
    return body.entries[0].span


def _inside(edit: Edit, outer: Span, work: Work) -> bool:
    return edit.path == work.declared.path and outer.start <= edit.span.start and edit.span.end <= outer.end


def _copied(work: Work, keys: Sequence[str]) -> list[str]:
    """Entries of the old service as they are written."""
    found: list[str] = []
    for key in keys:
        entry = work.entry(key)
        if entry is not None:
            data = work.source.data
            span = Span(line_around(data, entry.span.start).start, line_around(data, entry.span.end - 1).end)
            found += text(data, span).replace("\r", "").split("\n")
    return found


def _front(work: Work, every: Sequence[Served], outer: str, inner: str, step: str) -> list[str]:
    """The router, with what the old service had that is about its address."""
    router, server = work.rules.router, work.server
    lines = [f"{outer}{server.hosts[server.name]}:", f"{inner}image: {router.image}"]
    for key in ("container_name", "hostname"):
        name = nodes.said(nodes.get(work.declared.body, key))
        lines += [f"{inner}{key}: {server.hosts[name]}"] if name in server.hosts else []
    ports = [f"{inner}{step}- {port}" for port in published(work)]
    lines += [f"{inner}ports:", *ports] if ports else []
    lines += [f"{inner}configs:"]
    for name, target in zip(_names(work), router.files, strict=True):
        lines += [f"{inner}{step}- source: {name}", f"{inner}{step}  target: {target}"]
    lines += [f"{inner}depends_on:"]
    for one in every:
        lines += [f"{inner}{step}{one.name}:", f"{inner}{step * 2}condition: service_healthy"]
    check = [line for line in checked(work) if not line.startswith("start_period")]
    return [*lines, f"{inner}healthcheck:", *(f"{inner}{step}{line}" for line in check), *_copied(work, BOTH)]


def published(work: Work) -> list[str]:
    """The ports of the old service as the new one has them."""
    from migrator.analysis.deployment.compose_service import swapped_port

    found: list[str] = []
    for port in nodes.items(nodes.get(work.declared.body, "ports")):
        if isinstance(port, nodes.Mapping):
            work.draft.problem(work.declared.path, port.span, "a port is written out", "write it as HOST:CONTAINER")
        else:
            found.append(edits.flow([swapped_port(nodes.said(port), work.server)])[1:-1])
    return found


def _names(work: Work) -> list[str]:
    config = work.rules.router.config
    return [f"{config}-{target.rpartition('.')[2]}" for target in work.rules.router.files]


def _configs(work: Work, every: Sequence[Served], step: str) -> None:
    """The router's files, at the end of the stack's."""
    if nodes.get(work.declared.top, "configs") is not None:
        how = "move them to another file, and run again"
        work.draft.problem(work.declared.path, work.declared.entry.span, "there are `configs` already", how)
    peers = {name: f"{one.name}:{work.server.port[1]}" for one in every for name in one.names}
    lines = ["", "configs:"]
    for name, content in zip(_names(work), work.rules.router.files.values(), strict=True):
        filled = content.replace("PORT", work.server.port[1]).replace("SERVERS", json.dumps(peers)).replace("$", "$$")
        lines += [f"{step}{name}:", f"{step * 2}content: |"]
        lines += [f"{step * 3}{line}" if line else "" for line in filled.rstrip("\n").split("\n")]
    work.draft.endings.setdefault(work.declared.path, []).append(lines)


def endings(rules: Deployment, work: Work) -> None:
    """Adds what was collected for the end of the file, in one piece."""
    for path, parts in work.draft.endings.items():
        if path == work.declared.path:
            at = max(len(work.source.data.rstrip()) - 1, 0)
            lines = [line for part in parts for line in part]
            work.draft.edits.append(edits.below(work.source, at, lines, rules.deployment))
