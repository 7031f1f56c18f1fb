"""Compose files as a code base has them: the services of a directory, and which of them run the old server."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from migrator.languages import yaml_nodes as nodes
from migrator.languages.quoting import EXPANSION
from migrator.record import record

if TYPE_CHECKING:
    from migrator.rules.deployment import Deployment
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
SUFFIXES = (".yml", ".yaml")
PUBLISHED = re.compile(r"^(?:(?P<host>.*):)?(?P<inside>\d+)(?:/tcp)?$")
"""The short form of a port: an address and a port of the host, maybe with a variable in it, and the container's own."""


@record(eq=False)
class Declared:
    """A service as one file declares it. ``top`` is the root of the file, ``body`` what is written of the service."""

    path: str
    name: str
    top: nodes.Node
    entry: nodes.Entry
    body: nodes.Node


@record(eq=False)
class Stack:
    """The Compose files of a directory, which are merged when they are used: services by their name."""

    folder: str
    services: dict[str, list[Declared]]


def stacks(paths: Iterable[str], read: Read) -> list[Stack]:
    """The stacks that files at ``paths`` make; those that are no Compose files are left out."""
    found: dict[str, Stack] = {}
    for path in sorted(path for path in paths if path.endswith(SUFFIXES)):
        source = read(path)
        if source is None or b"services:" not in source.data:
            continue
        for declared in _declared(path, source):
            folder = posixpath.dirname(path)
            stack = found.setdefault(folder, Stack(folder, {}))
            stack.services.setdefault(declared.name, []).append(declared)
    return list(found.values())


def _declared(path: str, source: Source) -> Iterator[Declared]:
    roots = nodes.documents(source.data) or ()
    if len(roots) != 1 or nodes.get(roots[0], "apiVersion") is not None or nodes.get(roots[0], "jobs") is not None:
        return
    bodies = [(one, nodes.plain(one.value)) for one in nodes.entries(nodes.get(roots[0], "services"))]
    if not all(isinstance(body, nodes.Mapping) for _, body in bodies):
        return
    for one, body in bodies:
        if body is not None:
            yield Declared(path, one.key.value, roots[0], one, body)


def complete(declared: Declared) -> bool:
    """Whether a file says what the service runs; one that does not adds to another one's."""
    return any(nodes.get(declared.body, key) is not None for key in ("image", "build"))


def together(declared: Declared, whole: Sequence[Declared]) -> list[Declared]:
    """What is used with a part of a service: files that say what it runs stand alone, the others add to any."""
    return [one for one in whole if one is declared or not (complete(one) and complete(declared))]


def image_of(declared: Sequence[Declared]) -> str:
    """The image that the files agree on; the default where a variable chooses."""
    images = [text for one in declared if (text := nodes.said(nodes.get(one.body, "image")))]
    return settled(images[-1]) if images else ""


def settled(text: str) -> str:
    """A text with the defaults of the variables in it."""

    def default(match: re.Match[bytes]) -> bytes:
        return match.group(4) or b""

    return EXPANSION.sub(default, text.encode()).decode("utf-8", "replace")


def is_old(image: str, rules: Deployment) -> bool:
    """Whether an image is the old server's, in whatever registry and version."""
    name = re.sub(r"(@.*|:[^/]*)$", "", image)
    return any(name == old or name.endswith(f"/{old}") for old in rules.old.images)


def runs(declared: Sequence[Declared], read: Read, rules: Deployment) -> str:
    """What a container of the old image does: ``server``, ``client`` (one that pulls models, say), or nothing known."""
    words = [word for one in declared for key in ("entrypoint", "command") for word in _words(nodes.get(one.body, key))]
    if not words:
        return "server"
    text = " ".join(words)
    for target, path in mounted_files(declared):
        if target in text:
            source = read(path)
            if source is None:
                return "unknown"
            text += "\n" + source.data.decode("utf-8", "replace")
    if re.search(rf"\b{rules.old.program}\s+serve\b", text) or words in (["serve"], [rules.old.program, "serve"]):
        return "server"
    return "client" if re.search(rf"\b{rules.old.program}\s+\w+|\b(pull|run)\b|/api/", text) else "unknown"


def _words(node: nodes.Node | None) -> list[str]:
    return [word for text in nodes.texts(node) for word in text.split()]


def mounted_files(declared: Sequence[Declared]) -> Iterator[tuple[str, str]]:
    """The files of the code base that a service mounts: where, and their paths."""
    for one in declared:
        for volume in nodes.items(nodes.get(one.body, "volumes")):
            if isinstance(volume, nodes.Mapping):
                source, target = nodes.said(nodes.get(volume, "source")), nodes.said(nodes.get(volume, "target"))
            else:
                source, _, rest = settled(nodes.said(volume)).partition(":")
                target = rest.partition(":")[0]
            if source.startswith(".") and target:
                yield target, posixpath.normpath(posixpath.join(posixpath.dirname(one.path), source))


def published(declared: Sequence[Declared]) -> Iterator[tuple[str, str, nodes.Node]]:
    """The port on the host, the port inside and the node, of every port that is published."""
    for one in declared:
        for port in nodes.items(nodes.get(one.body, "ports")):
            if isinstance(port, nodes.Mapping):
                inside = settled(nodes.said(nodes.get(port, "target")))
                yield settled(nodes.said(nodes.get(port, "published"))), inside, port
            elif match := PUBLISHED.match(settled(nodes.said(port))):
                yield (match["host"] or "").rpartition(":")[2], match["inside"], port


def names(declared: Sequence[Declared]) -> list[str]:
    """The names under which others reach a service."""
    found = [declared[0].name]
    for one in declared:
        found += nodes.texts(nodes.get(one.body, "container_name")) + nodes.texts(nodes.get(one.body, "hostname"))
        for network in nodes.entries(nodes.get(one.body, "networks")):
            found += nodes.texts(nodes.get(network.value, "aliases"))
    return list(dict.fromkeys(filter(None, found)))


def cards(declared: Sequence[Declared]) -> list[str]:
    """The cards on which a service starts, ``0`` where it is not said."""
    for one in declared:
        for device in nodes.items(nodes.get(one.body, "deploy", "resources", "reservations", "devices")):
            ids = nodes.texts(nodes.get(device, "device_ids"))
            if ids:
                return ids
        for name, value, _ in environment([one]):
            if name in ("CUDA_VISIBLE_DEVICES", "NVIDIA_VISIBLE_DEVICES") and value not in ("", "all"):
                return settled(value).split(",")
    return ["0"]


def linked(name: str, stack: Stack) -> list[str]:
    """The names that other services of a stack give to one."""
    every = (nodes.get(one.body, "links") for declared in stack.services.values() for one in declared)
    said = [text.partition(":") for links in every for text in nodes.texts(links)]
    return [alias for service, _, alias in said if service == name and alias]


def environment(declared: Sequence[Declared]) -> Iterator[tuple[str, str, nodes.Entry | nodes.Node]]:
    """The variables of a service: name, value, and what is written."""
    for one in declared:
        given = nodes.get(one.body, "environment")
        for each in nodes.entries(given):
            yield each.key.value, nodes.said(each.value), each
        for item in nodes.items(given):
            name, _, value = nodes.said(item).partition("=")
            yield name, value, item


def dockerfile(declared: Sequence[Declared]) -> str:
    """The path of the Dockerfile that a service is built from; empty where it is not built."""
    for one in declared:
        build = nodes.get(one.body, "build")
        if build is not None:
            name = nodes.said(nodes.get(build, "dockerfile")) or "Dockerfile"
            return posixpath.normpath(posixpath.join(context(declared), name))
    return ""


def context(declared: Sequence[Declared]) -> str:
    """The directory that a service is built in."""
    for one in declared:
        build = nodes.get(one.body, "build")
        if build is not None:
            below = nodes.said(build) or nodes.said(nodes.get(build, "context")) or "."
            return posixpath.normpath(posixpath.join(posixpath.dirname(one.path), below))
    return ""
