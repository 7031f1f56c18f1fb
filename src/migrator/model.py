"""The vocabulary: spans, findings, fixes, edits and what could not be read. Frozen, and without behaviour."""

from __future__ import annotations

from typing import Literal

from migrator.record import record

Priority = Literal["critical", "high", "medium", "low"]
Safety = Literal["safe", "review", "manual", "none"]
Layer = Literal["backend", "frontend", "configuration", "deployment", "documents"]
Kind = Literal[
    "import",
    "client",
    "call",
    "endpoint",
    "response",
    "env",
    "setting",
    "url",
    "model",
    "service",
    "image",
    "port",
    "volume",
    "healthcheck",
    "command",
    "dependency",
    "provider",
    "identifier",
    "file-name",
    "text",
    "doc",
]

PRIORITIES: tuple[Priority, ...] = ("critical", "high", "medium", "low")
SAFETIES: tuple[Safety, ...] = ("safe", "review", "manual", "none")
LAYERS: tuple[Layer, ...] = ("backend", "frontend", "configuration", "deployment", "documents")


@record(order=True)
class Span:
    """A half-open range ``[start, end)`` of byte offsets into :attr:`migrator.scan.source.Source.data`."""

    start: int
    end: int


@record
class Keep:
    """A span of the original that an edit keeps; it is rendered with the edits inside it."""

    span: Span


@record
class Edit:
    """Replaces ``span`` of the file ``path`` by ``parts``: new text, and kept spans of the original.

    A kept span is rendered with the edits inside it, so edits nest. An insertion has an empty span. Two edits with the
    same path, span and parts are one edit, shared by the units that ask for it.
    """

    path: str
    span: Span
    parts: tuple[str | Keep, ...]
    rule: str


@record
class Fix:
    """What would be done about a finding.

    ``safe`` keeps behaviour; ``review`` keeps it as far as the assumption in ``why`` holds; ``manual`` needs a person,
    ``why`` says what blocks and ``how`` what to do; ``none`` means that nothing has to change here by itself.
    """

    safety: Safety
    how: str
    why: str = ""
    edits: tuple[Edit, ...] = ()


@record
class Finding:
    """One reference to what is being left. ``line`` and ``column`` count from 1, columns in characters.

    ``name`` is that of the reference: the dotted path of an entry, a variable, a package; empty where it has none.
    """

    path: str
    span: Span
    line: int
    column: int
    end_line: int
    end_column: int
    rule: str
    kind: Kind
    priority: Priority
    layer: Layer
    language: str
    message: str
    text: str
    fix: Fix
    name: str = ""


@record
class Explained:
    """A textual hit that is no reference, and why: digits of a longer number, a hash, a lock file."""

    path: str
    line: int
    reason: str


@record
class Unknown:
    """A file that could not be judged. Unknown is not clean: it fails the gate."""

    path: str
    reason: str


@record
class Skipped:
    """A directory or file that was not looked at by design (vendored, minified), with the number of files in it."""

    path: str
    reason: str
    files: int


@record
class Audit:
    """Everything one scan learned. ``paths`` are relative to the root, with ``/`` between parts."""

    findings: tuple[Finding, ...]
    unknown: tuple[Unknown, ...] = ()
    explained: tuple[Explained, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    files: int = 0
