"""What holds a value back as a whole: somebody or something that goes on using it, and would not be changed with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.analysis.renaming.composed import found_by_path, met
from migrator.analysis.renaming.spot import CODE
from migrator.analysis.renaming.words import LETTERS, renamed
from migrator.analysis.variables.collect import written_in
from migrator.languages import language_of
from migrator.languages.place import line_around, text, trimmed, word_around
from migrator.model import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from migrator.analysis.renaming.clusters import Entity
    from migrator.analysis.renaming.composed import Composed
    from migrator.analysis.renaming.spot import Known, Spot
    from migrator.languages.held_text import HeldText
    from migrator.scan.source import Source

PROSE = frozenset({"markdown", "rst", "text"})
SPOKEN = frozenset({"comment", "docstring", "prose"})
KEBAB = LETTERS | {ord("-")}
_CHOSEN = rb"\$?\{[\w.]*(?:provider|backend|engine)\w*(?:\.\w+(?:\(\))?)*\}"
JOINED = re.compile(_CHOSEN + rb"[_./:-][\w{$]|[\w}][_./:-]" + _CHOSEN, re.IGNORECASE)
"""A provider's name inside another name, a path or an address."""
APART = re.compile(rb"\b\w*provider\w*\s*,\s*[\w, ]+\]?\s*=[^=\n]*\.(?:r?split|r?partition)\(")
"""A provider's name that is cut off another text."""
LABELS = frozenset({"name", "id", "key", "value", "type", "kind", "slug"})
"""What a class of a provider calls the name that it is chosen by."""
LABELLED = re.compile(r"(\w+)\)?\??\.(?:name|id|key|value|type|kind|slug)[\w.()]*[ \t]*[!=]==?[ \t]*[\"'`]$")
LABELS_IT = re.compile(r"[\"'`][ \t]*[!=]==?[ \t]*(\w+)\??\.")
PROVIDING = re.compile(r"provider|backend|engine|vendor|adapter|llm|client|^(?:p|opt\w*|self|this|cls)$", re.I)
"""What has a label that a provider is chosen by."""
SENT = re.compile(
    r"\b(?:fetch|get|post|put|patch|request)\(\s*[rf]?[\"'`]https?://(?!localhost|127\.|0\.0\.0\.0|[\w-]+[:/])"
)
SAID = re.compile(
    r"(?:provider|backend|engine|vendor)\w*(?:[\"'\\}\])%]|\.\w+\(\))*"
    r"(?:\s*[:=,]+\s*|\s+!?=+\s*|\s+-[ic]?(?:eq|ne|like)\s+|\s+)[\"'\\\[({]*(?:\$\{\w+:?[-=?+])*$",
    re.I,
)
"""What a provider's value stands behind, in whatever language: ``--provider``, ``?provider=``, ``"$PROVIDER" =``."""
CASE = re.compile(r"\s*[\"']?(?:[\w-]+[ \t]*\|[ \t]*)*[\"']?$")


def elsewhere(
    value: str,
    places: Sequence[Spot],
    left: Sequence[Spot],
    groups: Mapping[str, Sequence[Entity]],
    sources: Mapping[str, Source],
    known: Known,
    parts: Composed,
) -> tuple[Spot, str] | None:
    """The place that hinders a value, with the reason; ``left`` are the places that would stay while it moves."""
    names = known.rules.names
    new, old = renamed(value, names), re.compile(rb"['\"]" + re.escape(value.encode()) + rb"['\"]")
    taken = re.compile(rb"[\"'`=]" + re.escape(new.encode()) + rb"(?:[\"'`]|$)", re.MULTILINE)
    for one in places:
        if taken.search(sources[one.path].data):
            return one, f"{new!r} is a value there already"
    for path, source in sources.items():
        dated = names.history and re.search(names.history, path, re.IGNORECASE) and language_of(path) not in PROSE
        if dated and old.search(source.data):
            return places[0], f"{path} stores it: the stored rows need a migration of their own"
        if written_in(source) not in CODE:
            continue
        if names.registries and (found := re.search(names.registries.encode(), source.data)) is not None:
            word = found[0].decode("utf-8", "replace").strip()
            return places[0], f"`{word}` in {path} may look a provider up by this name"
        if (joined := JOINED.search(source.data)) is not None:
            line = source.line(joined.start())
            return places[0], f"{path}:{line} puts a provider's name together with other text"
    if value in names.words and (where := _composes(left, groups, sources, known, parts)):
        return places[0], f"{where} puts names together of it"
    return next(_said(value, places, left, sources, known), None)


def said(data: bytes, span: Span) -> bool:
    """Whether a word stands where a provider's value does, behind what is called so."""
    return SAID.search(text(data, Span(line_around(data, span.start).start, span.start))) is not None


def of_others(source: Source, spot: Spot, held: HeldText, switch: re.Pattern[str]) -> str:
    """Why a value may be one that others have given: a label of what is no provider, a header, what is sent away."""
    line = line_around(source.data, spot.span.start)
    before, after = (
        text(source.data, Span(line.start, spot.span.start)),
        text(source.data, Span(spot.span.end, line.end)),
    )
    if held.part == "compared" and held.name in LABELS and not switch.search(held.name):
        found = LABELLED.search(before) or LABELS_IT.match(after)
        if found is not None and not (PROVIDING.search(found[1]) or switch.search(found[1])):
            return f"what {found[1]} is, whose {held.name} it is, cannot be told"
    if held.part == "given" and "-" in held.name and not held.name.startswith("-"):
        return f"{held.name} is a header, which others read"
    if held.part in ("given", "argument") and SENT.search(before):
        return "it is sent to somebody else's address"
    return ""


def _composes(
    left: Sequence[Spot],
    groups: Mapping[str, Sequence[Entity]],
    sources: Mapping[str, Source],
    known: Known,
    parts: Composed,
) -> str:
    """Where code puts a name or a path together that is one of the project's own once the value is in it."""
    entities = [one for held in groups.values() for one in held]
    spots = [spot for one in entities for spot in (*one.spots, *one.mentions) if spot.exported or not spot.local]
    asked = [
        spot
        for spot in (*left, *spots)
        if spot.rule not in SPOKEN and language_of(spot.path) not in PROSE and spot.kind != "prose"
    ]
    paths = (found_by_path(path, parts, known.rules.names) for path in known.moving.paths)
    return met(asked, sources, parts) or next(filter(None, paths), "")


def _said(
    value: str, places: Collection[Spot], left: Sequence[Spot], sources: Mapping[str, Source], known: Known
) -> Iterator[tuple[Spot, str]]:
    """The places that would go on saying the old value: options of a command, a query, keys of a table, a case."""
    apart = any(APART.search(source.data) for source in sources.values() if written_in(source) in CODE)
    rivals = "|".join(sorted(re.escape(one.lower().replace(" ", "")) for one in known.rules.names.products))
    table = re.compile(rf"(?m)(?:^|[{{,(\s])[\"']?(?:{rivals})[\"']?[ \t]*[:=](?!=)".encode())
    for spot in left:
        source = sources[spot.path]
        data, language = source.data, written_in(source)
        token = trimmed(data, word_around(data, spot.span, KEBAB), b"-")
        if spot in places or spot.rule in SPOKEN or language in PROSE or text(data, token).lower() != value.lower():
            continue
        line = line_around(data, token.start)
        before, after = text(data, Span(line.start, token.start)), text(data, Span(token.end, line.end))
        if said(data, token):
            yield spot, "it is said here in a way that is not understood"
        elif language == "shell" and CASE.match(before) and re.match(r"[\"']?[ \t]*(?:\|[ \t]*[\w-]+[ \t]*)*\)", after):
            yield spot, "it is one of the cases here"
        elif spot.rule not in known.rules.names.kept and re.match(r"[\"']?[ \t]*[:=](?!=)", after):
            if table.search(data):
                yield spot, "a table has it as a key that stays"
        elif apart and re.match(rf"[:/](?!\d|{re.escape(value)}\b)\w", after):
            yield spot, "it is cut off this text"
