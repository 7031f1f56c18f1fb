"""What the edits of a service need to know, and where they are collected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment import compose
from migrator.languages import yaml_edits as edits
from migrator.languages import yaml_nodes as nodes
from migrator.model import Edit, Span
from migrator.record import field, record
from migrator.unit import Move, Problem

if TYPE_CHECKING:
    from migrator.analysis.deployment.servers import Server
    from migrator.analysis.deployment.serving import Served
    from migrator.rules.deployment import Deployment
    from migrator.rules.schema import Evidence
    from migrator.scan.source import Source


@record(frozen=False, slots=False)
class Draft:
    """What becomes of the files: the edits, what is in their way, and what they assume.

    ``endings`` are lines for the end of a file, which go there in one piece, ``moves`` files that go.
    """

    edits: list[Edit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)
    endings: dict[str, list[list[str]]] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)

    def problem(self, path: str, span: Span, why: str, how: str) -> None:
        """Adds something that is in the way."""
        self.problems.append(Problem(path, span, why, how))


@record
class Work:
    """One file's part of a service, and all that is known about the server."""

    declared: compose.Declared
    source: Source
    server: Server
    served: Served
    rules: Deployment
    evidence: Evidence
    draft: Draft

    @property
    def rule(self) -> str:
        """The rule that the edits are made under."""
        return self.rules.deployment

    def entry(self, *keys: str) -> nodes.Entry | None:
        """An entry of the service, written here and not merged in."""
        node: nodes.Node | None = self.declared.body
        for key in keys[:-1]:
            node = nodes.get(node, key)
        return next((one for one in nodes.entries(node) if one.key.value == keys[-1]), None)

    def text(self, node: nodes.Node | None, new: str) -> None:
        """Another text for a scalar."""
        node = nodes.plain(node)
        if isinstance(node, nodes.Scalar) and node.value != new:
            self.draft.edits.append(edits.with_text(self.source, node, new, self.rule))

    def gone(self, entry: nodes.Entry | None) -> None:
        """An entry goes."""
        if entry is not None:
            self.draft.edits.append(edits.without_item(self.source, entry.span, self.rule))


def has(whole: Sequence[compose.Declared], key: str) -> bool:
    """Whether a service has an entry, in any of its files."""
    return any(nodes.get(one.body, key) is not None for one in whole)


def sets(whole: Sequence[compose.Declared], name: str) -> bool:
    """Whether a service gets a variable."""
    return any(each == name for each, _, _ in compose.environment(whole))


def on_gpu(whole: Sequence[compose.Declared]) -> bool:
    """Whether a graphics card is given to the service, in any of the ways there are."""
    for one in whole:
        devices = nodes.get(one.body, "deploy", "resources", "reservations", "devices")
        if devices is not None or has([one], "gpus") or nodes.said(nodes.get(one.body, "runtime")) == "nvidia":
            return True
    return False
