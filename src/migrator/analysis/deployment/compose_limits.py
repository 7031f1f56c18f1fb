"""What of a service cannot be carried over to the new server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment import compose
from migrator.analysis.deployment.starting import made_of
from migrator.languages import yaml_nodes as nodes

if TYPE_CHECKING:
    from migrator.model import Span
    from migrator.rules.deployment import Deployment
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
LEAST = 8
"""GiB of the machine's own memory without which the new server does not start."""


def unfit(whole: Sequence[compose.Declared], read: Read, rules: Deployment) -> Iterator[tuple[str, Span, str, str]]:
    """What of a service cannot be carried over: the place, why, and what to do."""
    for one in whole:
        for key in ("build", "extends"):
            entry = next((each for each in nodes.entries(one.body) if each.key.value == key), None)
            why = made_of(whole, read, rules)[1] if key == "build" and entry is not None else "it may add to it"
            if entry is not None and why:
                how = "see what its Dockerfile adds to the image, then use the new image and run again"
                yield one.path, entry.span, f"the image is made here, by `{key}`: {why}", how
        image = compose.settled(nodes.said(nodes.get(one.body, "image")))
        for suffix, how in rules.old.suffixes.items():
            if re.search(rf":.*\b{suffix}\b", image):
                yield one.path, one.entry.span, f"the image is the one for {suffix}", how
            if re.search(rf"(?<![a-z]){suffix}(?![a-z])", f"{one.path.rpartition('/')[2]} {one.name}".lower()):
                yield one.path, one.entry.span, f"it is meant for machines with {suffix}", how
        for device in nodes.texts(nodes.get(one.body, "devices")):
            if device.partition(":")[0] in rules.old.devices:
                yield (
                    one.path,
                    one.entry.span,
                    f"the device {device} is handed in",
                    next(iter(rules.old.suffixes.values()), ""),
                )
        for limit in (nodes.get(one.body, "mem_limit"), nodes.get(one.body, "deploy", "resources", "limits", "memory")):
            if limit is not None and 0 < gib(compose.settled(nodes.said(limit))) < LEAST:
                how = f"give it {LEAST} GiB or more, or take the limit out, and run again"
                yield one.path, limit.span, f"its memory limit of {nodes.said(limit)} is too small", how
        merged = [each for each in nodes.entries(one.body) if each.key.value == "<<"]
        if merged:
            how = "write the service out, and run again"
            yield one.path, merged[0].span, "the service takes entries from elsewhere with `<<`", how
        for node in _aliases(one.top):
            if (
                node.target is not None
                and _inside(node.target.span, one.entry.span)
                and not _inside(node.span, one.entry.span)
            ):
                yield (
                    one.path,
                    node.span,
                    "another place takes entries of this service",
                    "write them out, and run again",
                )


def gib(text: str) -> float:
    """An amount of memory as Compose and clusters write it, in GiB; 0 where it is none."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?", text.strip().lower())
    return float(match[1]) * 1024.0 ** ("bkmgt".index(match[2] or "b") - 3) if match else 0


def _aliases(node: nodes.Node | None) -> Iterator[nodes.Alias]:
    match node:
        case nodes.Alias():
            yield node
        case nodes.Mapping():
            for one in node.entries:
                yield from _aliases(one.value)
        case nodes.Sequence():
            for _, value in node.items:
                yield from _aliases(value)


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
