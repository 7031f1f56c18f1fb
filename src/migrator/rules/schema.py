"""The shape of the rule files. One record a kind of file; the first key of a file says which it is.

Kept free of pydantic so that the audit starts fast: :mod:`migrator.rules.load` builds these from data that was checked
before, :mod:`migrator.rules.validate` checks a team's own files and writes ``rules/schema.json``.
"""

from __future__ import annotations

from typing import Any, Literal

from migrator.model import Kind, Layer, Priority, Safety
from migrator.record import field, record
from migrator.reference import Role


@record
class Match:
    """Conditions on a reference, all of which must hold. Patterns are case-insensitive and searched, not anchored.

    ``language`` names languages (``python``, ``yaml``); ``path`` is a pattern over the file's path.
    """

    role: tuple[Role, ...] = ()
    language: tuple[str, ...] = ()
    name: str = ""
    value: str = ""
    path: str = ""


@record
class Example:
    """A snippet that the rule is tested on.

    ``finds`` lists the text of each finding that the rule must report, in order; an empty list means that the rule must
    stay silent. ``after`` is what ``rewrite`` makes of it; equal to ``code`` where it must stay as it is.
    """

    file: str
    code: str
    finds: tuple[str, ...] | None = None
    after: str | None = None
    why: str = ""


@record
class FixNote:
    """What has to be done about a finding of the rule, and how safe that is. ``why`` is needed unless it is safe."""

    safety: Safety
    how: str
    why: str = ""


@record
class ReferenceRule:
    """Turns references into findings. ``rule`` is the id and equals the file's name.

    Of several rules that match a reference the one with the most conditions wins; a tie is an error of the rule set.
    ``yields`` names the rules that win over this one wherever they match too, whatever their conditions.
    ``explains`` instead of ``kind`` says that the reference is none (digits in a number), with the reason. ``message``
    and the fix may use ``{name}``, ``{value}`` and ``{text}``; ``notes`` say what to do about particular names, in
    place of ``fix.how``.
    """

    rule: str
    what: str
    why: str
    match: tuple[Match, ...]
    unless: tuple[Match, ...] = ()
    kind: Kind | None = None
    priority: Priority = "medium"
    layer: Layer | None = None
    message: str = ""
    fix: FixNote | None = None
    yields: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    explains: str = ""
    trap: str = ""
    examples: tuple[Example, ...] = ()


@record
class Evidence:
    """What proves that text, a URL or a name is the old server's, and what replaces it. One file, ``http.yml``.

    ``words`` and ``ports`` are searched without regard to case, wherever they stand; ``paths`` are the path suffixes
    of its HTTP interface and are evidence only together with a base. ``path_roots`` says what the end of a base URL
    becomes. ``compatible`` lists paths that both servers have, ``cloud`` hosts of the vendor's own service;
    ``server`` is where the new one is by default. ``ports`` and ``hosts`` map old to new; a host with its port goes
    before the host alone.
    """

    evidence: str
    words: tuple[str, ...] = ()
    ports: dict[str, str] = field(default_factory=dict)
    path_roots: dict[str, str] = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    compatible: tuple[str, ...] = ()
    hosts: dict[str, str] = field(default_factory=dict)
    content_type: str = ""
    cloud: tuple[str, ...] = ()
    server: str = ""


@record
class Snippet:
    """Code that a project needs once, for what no expression can say: a ``module`` with some ``functions``.

    ``suffix`` is that of its file: a language may have several, for code with types and without.
    """

    module: str
    language: str
    suffix: str
    functions: tuple[str, ...]
    text: str


Document = dict[str, Any]
DocumentKind = Literal[
    "rule",
    "evidence",
    "operation",
    "fields",
    "package",
    "framework",
    "distributions",
    "deployment",
    "names",
    "models",
]
