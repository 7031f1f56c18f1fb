"""Manifests of a cluster: which of its services lead to the old server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from migrator.analysis.deployment import compose
from migrator.languages import yaml_nodes as nodes
from migrator.model import Span
from migrator.record import record

if TYPE_CHECKING:
    from migrator.rules.deployment import Deployment
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
WORKLOADS = frozenset({"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod"})


@record(eq=False)
class Manifest:
    """A document of a file: what kind of object it is, its name and where it lives, if it says so."""

    path: str
    kind: str
    name: str
    namespace: str
    root: nodes.Node


@record(eq=False)
class Service:
    """A service that leads to the old server. ``span`` is where its name is written."""

    path: str
    name: str
    namespace: str
    port: str
    span: Span
    workload: Manifest


def manifests(paths: Iterable[str], read: Read) -> Iterator[Manifest]:
    """Every object that files at ``paths`` declare."""
    for path in sorted(path for path in paths if path.endswith(compose.SUFFIXES)):
        source = read(path)
        if source is None or b"apiVersion" not in source.data or b"kind:" not in source.data:
            continue
        for root in nodes.documents(source.data) or ():
            kind, named = nodes.said(nodes.get(root, "kind")), nodes.said(nodes.get(root, "metadata", "name"))
            if kind and named:
                yield Manifest(path, kind, named, nodes.said(nodes.get(root, "metadata", "namespace")), root)


def containers(manifest: Manifest) -> list[nodes.Node]:
    """The containers of a workload, those that only start it left out."""
    pod = manifest.root if manifest.kind == "Pod" else nodes.get(manifest.root, "spec", "template")
    return list(nodes.items(nodes.get(pod, "spec", "containers")))


def labels(manifest: Manifest) -> dict[str, str]:
    """The labels of a workload's pods."""
    pod = manifest.root if manifest.kind == "Pod" else nodes.get(manifest.root, "spec", "template")
    return {one.key.value: nodes.said(one.value) for one in nodes.entries(nodes.get(pod, "metadata", "labels"))}


def services(paths: Iterable[str], read: Read, rules: Deployment) -> Iterator[Service]:
    """The services that lead to the old server, one for each workload that runs it."""
    found = list(manifests(paths, read))
    running = [
        one
        for one in found
        if one.kind in WORKLOADS
        and any(compose.is_old(nodes.said(nodes.get(each, "image")), rules) for each in containers(one))
    ]
    for one in found:
        selector = {
            each.key.value: nodes.said(each.value) for each in nodes.entries(nodes.get(one.root, "spec", "selector"))
        }
        for workload in running if one.kind == "Service" and selector else ():
            if selector.items() <= labels(workload).items() and one.namespace == workload.namespace:
                ports = [
                    nodes.said(nodes.get(port, "port")) for port in nodes.items(nodes.get(one.root, "spec", "ports"))
                ]
                named = nodes.get(one.root, "metadata", "name")
                if named is not None and ports:
                    yield Service(one.path, one.name, one.namespace, ports[0], named.span, workload)
                break
