"""A cluster's manifests whose old server becomes the new one: its workload, its service, and what leads to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment import cluster, compose
from migrator.analysis.deployment.cluster_container import Work, names, rewritten
from migrator.analysis.deployment.servers import renamed
from migrator.languages import yaml_nodes as nodes
from migrator.unit import Unit

if TYPE_CHECKING:
    from migrator.analysis.deployment.compose_work import Draft
    from migrator.analysis.deployment.servers import Server
    from migrator.analysis.deployment.serving import Served
    from migrator.model import Span
    from migrator.rules.load import RuleSet
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]


def unit(
    server: Server,
    service: cluster.Service,
    every: Sequence[cluster.Manifest],
    served: Served | None,
    draft: Draft,
    read: Read,
    rules: RuleSet,
    reviews: Sequence[str],
) -> Unit:
    """The unit of a server.

    Args:
        server: as its service declares it.
        service: that service, and the workload it leads to.
        every: all manifests of the code base.
        served: what takes its place; ``None`` where that is not known, which ``draft`` has the problem for.
        draft: takes the edits.
        read: gives the files.
        rules: those of the run.
        reviews: what the server itself assumes.
    """
    deployment = rules.deployment
    assert deployment is not None
    workload, near = service.workload, [one for one in every if _near(one, service)]
    if served is not None and not draft.problems:
        works: dict[str, Work] = {}
        for path in {one.path for one in near} | {workload.path}:
            source = read(path)
            if source is not None:
                works[path] = Work(source, served, server.port, deployment, rules.evidence, draft)
        work = works[workload.path]
        for container in cluster.containers(workload):
            if compose.is_old(nodes.said(nodes.get(container, "image")), deployment):
                rewritten(work, container)
        _before(work, workload)
        for one in near:
            _leads(works[one.path], one, server, service)
        if {service.path, workload.path} == {workload.path}:
            _names(works[workload.path], near, service)
        for path, span, what in _left(near, server, draft):
            draft.problem(path, span, f"{what} is still the old server's here", "change it by hand, and run again")
        draft.reviews[:0] = reviews
    problems = tuple(draft.problems)
    made = () if problems else tuple(draft.edits)
    place, span = server.places[0]
    return Unit(place, span, deployment.deployment, made, (), problems, tuple(draft.reviews), server.group)


def _near(one: cluster.Manifest, service: cluster.Service) -> bool:
    """Whether a manifest may lead to the service: of the same directory or below, and the same namespace."""
    folder = service.path.rpartition("/")[0]
    inside = not folder or one.path.startswith(f"{folder}/")
    return inside and (not one.namespace or not service.namespace or one.namespace == service.namespace)


def _before(work: Work, workload: cluster.Manifest) -> None:
    """Containers that run before the server: those that only get models go."""
    pod = workload.root if workload.kind == "Pod" else nodes.get(workload.root, "spec", "template")
    for one in nodes.items(nodes.get(pod, "spec", "initContainers")):
        if compose.is_old(nodes.said(nodes.get(one, "image")), work.rules):
            why = "a container that starts before it uses the old image"
            work.problem(one.span, why, "the new server gets its model itself: take it out, and run again")
    for one in cluster.containers(workload):
        said = " ".join(scalar.value for scalar in nodes.scalars(one))
        if not compose.is_old(nodes.said(nodes.get(one, "image")), work.rules) and "/api/pull" in said:
            work.problem(one.span, "a container beside it pulls models", "take it out, and run again")


def _leads(work: Work, one: cluster.Manifest, server: Server, service: cluster.Service) -> None:
    """The service itself, and what routes to it by its name."""
    old, new = server.port
    if one.kind == "Service" and one.name == service.name:
        work.text(nodes.get(one.root, "metadata", "name"), server.hosts[service.name])
        for port in nodes.items(nodes.get(one.root, "spec", "ports")):
            for key in ("port", "targetPort"):
                if nodes.said(nodes.get(port, key)) == old:
                    work.text(nodes.get(port, key), new)
    for backend in _backends(one.root):
        if nodes.said(nodes.get(backend, "name")) == service.name:
            work.text(nodes.get(backend, "name"), server.hosts[service.name])
            for number in (nodes.get(backend, "port", "number"), nodes.get(backend, "port")):
                if nodes.said(number) == old:
                    work.text(number, new)


def _backends(node: nodes.Node | None) -> Iterator[nodes.Node]:
    """What an ingress or a route names as the service behind a path."""
    node = nodes.plain(node)
    if isinstance(node, nodes.Mapping):
        for one in node.entries:
            if one.key.value == "backend":
                yield from (each for each in (nodes.get(one.value, "service"),) if each is not None)
            elif one.key.value in ("backendRefs", "services"):
                yield from nodes.items(one.value)
            yield from _backends(one.value)
    elif isinstance(node, nodes.Sequence):
        for _, value in node.items:
            yield from _backends(value)


def _names(work: Work, near: Sequence[cluster.Manifest], service: cluster.Service) -> None:
    """Names and labels, where the file has all of them: one that others select by would be missed."""
    workload = service.workload
    here = [one for one in near if one.path == workload.path]
    found = [scalar for one in here for scalar in names(one.root, work.rules)]
    values = {scalar.value for scalar in found}
    changed = {(edit.path, edit.span) for edit in work.draft.edits}
    elsewhere = {
        scalar.value
        for one in near
        for scalar in nodes.scalars(one.root)
        if one.path != workload.path and not changed & {(one.path, scalar.span), (one.path, scalar.inner)}
    }
    if values & elsewhere or workload.name in elsewhere:
        return
    for scalar in found:
        work.text(scalar, renamed(scalar.value, work.rules))
    work.text(nodes.get(workload.root, "metadata", "name"), renamed(workload.name, work.rules))


def _left(near: Sequence[cluster.Manifest], server: Server, draft: Draft) -> Iterator[tuple[str, Span, str]]:
    """The old port, where it stands alone and nothing changes it."""
    changed = {(edit.path, edit.span.start) for edit in draft.edits}
    spans = [(edit.path, edit.span) for edit in draft.edits]
    for one in near:
        for scalar in nodes.scalars(one.root):
            if scalar.value != server.port[0]:
                continue
            inside = any(
                path == one.path and span.start <= scalar.span.start and scalar.span.end <= span.end
                for path, span in spans
            )
            if not inside and (one.path, scalar.inner.start) not in changed and one.kind not in ("ConfigMap", "Secret"):
                yield one.path, scalar.span, f"port {scalar.value}"
