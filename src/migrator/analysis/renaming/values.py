"""Values that choose between providers: they get the new word wherever they are written and compared, or nowhere."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from migrator.analysis.renaming.hindering import KEBAB, LABELS, elsewhere, of_others, said
from migrator.analysis.renaming.holding import holding
from migrator.analysis.renaming.sort import A_VALUE, STORED
from migrator.analysis.renaming.spot import CODE, Spot
from migrator.analysis.renaming.words import renamed
from migrator.analysis.variables.collect import written_in
from migrator.languages import references
from migrator.languages.containers import BUILT, image_around
from migrator.languages.place import line_around, text, trimmed, word_around
from migrator.model import Edit, Span
from migrator.record import record, replace
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from migrator.analysis.renaming.clusters import Entity
    from migrator.analysis.renaming.composed import Composed
    from migrator.analysis.renaming.spot import Known
    from migrator.languages.held_text import HeldText
    from migrator.reference import Reference
    from migrator.scan.source import Source

HOLDERS = frozenset(
    """
    ref shallowRef useState signal Field field Option Argument option add_argument literal enum default catch get getenv
    Column mapped_column CharField config Query Form Body Choice cast
    """.split()  # noqa: SIM905
)
"""Callables of libraries that hold a value, or fall back to it, and do not look it up."""
OPTIONS = re.compile(
    r"(?:^|\.)(?:option|input|select|radio|SelectItem|MenuItem|Option)\.:?(?:value|default-?value)$", re.I
)
NAMING = ("one of several products that are named", "the name of a command, a package or a service")
OF_PACKAGES = re.compile(r"\b(?:packages?|librar(?:y|ies)|sdks?|install\w*|imports?)\b", re.IGNORECASE)


@record
class _Place:
    """One place of a value: ``decides`` where the program chooses by it, a problem in ``why`` where it has to stay.

    ``table`` is what it is a key of, or looked up in. It is ``named`` where what it is given to is called a provider.
    """

    spot: Spot
    decides: bool = False
    why: str = ""
    stored: str = ""
    table: str = ""
    named: bool = False


def values(
    rest: Sequence[Spot],
    groups: Mapping[str, Sequence[Entity]],
    sources: Mapping[str, Source],
    known: Known,
    parts: Composed,
) -> tuple[list[Unit], list[Spot]]:
    """The units of all values that move, and the places that are none's, with the reason why they stay.

    ``groups`` are the names that change together: a key without quotes is one of them, and goes with its value.
    """

    @cache
    def reads(name: str) -> bool:
        return any(name.encode() in one.data for one in sources.values() if written_in(one) in CODE)

    found: dict[str, list[_Place]] = {}
    for spot in rest:
        if spot.kind == "kept" and spot.rule in known.rules.names.switches:
            value, place = _placed(spot, sources[spot.path], reads, known)
            if value:
                found.setdefault(value, []).append(place)
    for value, places in found.items():
        tables = {one.table for one in places if one.decides} - {""}
        found[value] = [replace(one, why="") if one.table in tables else one for one in places]
    keys = {value: _keys(value, groups, sources, known) for value in found}
    units: list[Unit] = []
    moved: set[Spot] = set()
    stuck: dict[Spot, str] = {}
    for value, places in found.items():
        if not keys[value] and not any(one.decides for one in places):
            continue
        if "-" in value and not any(one.named for one in places):
            continue  # a host, a container, an element
        hindered = next((one for one in (*places, *keys[value].values()) if one.why), None)
        beside = {one.spot.path for one in places if written_in(sources[one.spot.path]) in CODE}
        mentions = [spot for spot in rest if _mentions(spot, value, beside, sources, known)]
        if hindered is None:
            mine = [one.spot for one in places]
            left = [spot for spot in rest if spot not in mine and spot not in mentions]
            held = elsewhere(value, mine, left, groups, sources, known, parts) if mine else None
            hindered = _Place(held[0], why=held[1]) if held else None
        if hindered is None:
            units += _units(value, places, mentions, keys[value], sources, known)
            moved |= {one.spot for one in places} | set(mentions)
            continue
        spot = hindered.spot
        why = f"{hindered.why} ({spot.path}:{sources[spot.path].line(spot.span.start)})"
        stuck.update({one.spot: why for one in places})
        for group, key in keys[value].items():
            if not group:
                continue
            problem = Problem(spot.path, spot.span, f"the value {value!r} stays: {why}", key.spot.how)
            units.append(Unit(key.spot.path, key.spot.span, key.spot.rule, problems=(problem,), group=group))
    kept = [spot for spot in rest if spot not in moved]
    return units, [replace(spot, why=f"{spot.why}; {stuck[spot]}") if spot in stuck else spot for spot in kept]


def _keys(
    value: str, groups: Mapping[str, Sequence[Entity]], sources: Mapping[str, Source], known: Known
) -> dict[str, _Place]:
    """The keys of tables that are the value, written without quotes: by the group of names that each is in.

    One in no group, as it keeps its name, holds the value back.
    """
    named = {(spot.path, spot.span): key for key, held in groups.items() for one in held for spot in one.spots}
    unquoted = re.compile(rb"(?<=[{,\s])" + re.escape(value.encode()) + rb"(?=\s*[:,}])")
    found: dict[str, _Place] = {}
    for path, source in sources.items():
        language = written_in(source)
        for match in unquoted.finditer(source.data) if language in CODE - {"python", "notebook"} else ():
            span = Span(*match.span())
            held = holding(source, language, span)
            if held.part != "key" or not _rivals(held, known):
                continue
            hits = [one for one in named if one[0] == path and span.start <= one[1].start < span.end]
            group = named[hits[0]] if hits and source.data[span.end :].lstrip()[:1] == b":" else ""
            spot = Spot(path, span, "kept", value, "identifier", how="Rename the key with the value.")
            found.setdefault(
                group, _Place(spot, decides=True, why="" if group else "a table has it as a key that stays")
            )
    return found


def _rivals(held: HeldText, known: Known) -> bool:
    """Whether a text stands among the names of other providers."""
    products = {one.lower().replace(" ", "") for one in known.rules.names.products}
    return any(one.lower().replace("_", "").replace("-", "") in products for one in held.beside)


def _token(data: bytes, hit: Span) -> Span:
    """The value around the word: letters and hyphens inside of it, not the ``:-`` in front of a shell's default."""
    return trimmed(data, word_around(data, hit, KEBAB), b"-")


def _placed(spot: Spot, source: Source, reads: Callable[[str], bool], known: Known) -> tuple[str, _Place]:
    """The value that a place is a part of, and what it does there; no value where it is something else."""
    language = written_in(source)
    around = [one for one in references(language, source, [spot.span]) if one.span.start <= spot.span.start]
    reference = min(around, key=lambda one: one.span.end - one.span.start)
    value = text(source.data, _token(source.data, spot.span))
    if spot.rule == "stored-provider":
        return value, _Place(spot, stored=f"rows that were stored before keep {value!r}: update them in the same step")
    if reference.role in ("string", "key") and language in CODE:
        if text(source.data, trimmed(source.data, reference.span, b"rbuRBU'\"`")) != value or not _chooses(
            value, known
        ):
            return "", _Place(spot)
        if _tags(source, language, reference):
            return "", _Place(spot)
        return value, _in_code(spot, source, language, reference, known)
    if reference.role == "attribute":
        if reference.value != value:
            return "", _Place(spot)
        decides = OPTIONS.search(reference.name) is not None
        return value, _Place(
            spot, decides, "" if decides else f"it is {reference.name} here, which others may look for"
        )
    return value, _configured(spot, source, reference, reads, known)


def _tags(source: Source, language: str, reference: Reference) -> bool:
    """Whether a text is a tag under which routes are shown in their documentation."""
    held = holding(source, language, reference.span)
    return held.name == "tags" and bool(held.callee)


def _chooses(value: str, known: Known) -> bool:
    """Whether a text may be what a provider is chosen by: the word alone or with a hyphen; others are names."""
    return value.islower() and (value in known.rules.names.words or "-" in value)


def _in_code(spot: Spot, source: Source, language: str, reference: Reference, known: Known) -> _Place:
    held = holding(source, language, reference.span)
    switch = re.compile(known.rules.names.switch, re.IGNORECASE)
    rivals = _rivals(held, known)
    line = text(source.data, line_around(source.data, spot.span.start))
    stored = f"what was stored before keeps {reference.value!r}: map it to the new value" if STORED.search(line) else ""
    place = _Place(spot, stored=stored)
    if why := of_others(source, spot, held, switch):
        return replace(place, why=why)
    if held.part == "compared" and (switch.search(held.name) or held.name in LABELS):
        return replace(place, decides=True)
    if held.part == "sought" and switch.search(held.name):
        return replace(place, decides=True)
    if held.part in ("chosen", "key") and (
        rivals or switch.search(held.name) or (held.part == "chosen" and held.name in LABELS)
    ):
        return replace(place, decides=True, table=held.name if held.part == "key" else "")
    if held.part == "looked-up":
        return replace(place, why=f"it is looked up in {held.name}, which may be another's", table=held.name)
    labels = held.name in LABELS or held.name.isupper()  # the members of an enumeration
    named = switch.search(held.name) or (labels and switch.search(held.within))
    place = replace(place, named=bool(named))
    if held.part == "given" and named and (not held.callee or held.callee in known.own or held.callee in HOLDERS):
        return place
    if held.part == "given" and switch.search(held.name) is not None and held.callee:
        return replace(place, why=f"{held.callee} looks it up, which is not the project's own")
    if held.part == "argument":
        own = held.callee in known.own
        if own or (held.callee in HOLDERS and (switch.search(held.name) or rivals)):
            return place
        return replace(place, why=f"an argument of {held.callee or 'a call'}, which is not the project's own")
    return replace(place, why="what it is here cannot be told")


def _configured(spot: Spot, source: Source, reference: Reference, reads: Callable[[str], bool], known: Known) -> _Place:
    """A place in a settings file: the project has to read what is set there."""
    name = reference.name.rpartition(".")[2]
    if re.search(known.rules.names.switch, name, re.IGNORECASE) is None:
        return _Place(spot, why=f"{reference.name or 'what it is given to'} may be read by others")
    image = image_around(source.data, spot.span) if written_in(source) == "yaml" else ""
    if image not in ("", BUILT) and re.search(known.rules.names.runtimes, image) is None:
        return _Place(spot, why=f"the image {image} reads it")
    if not reads(name):
        return _Place(spot, why=f"nothing here reads {name}")
    return _Place(spot)


def _mentions(spot: Spot, value: str, beside: Collection[str], sources: Mapping[str, Source], known: Known) -> bool:
    """Whether a text for people names the value: behind ``provider``, or beside another one that is written alike.

    In quotes it does so in each of the programs that have the value themselves, which are ``beside`` it.
    """
    data = sources[spot.path].data
    token = _token(data, spot.span)
    if spot.kind != "kept" or spot.rule not in known.rules.names.spoken or text(data, token) != value:
        return False
    line = line_around(data, spot.span.start)
    before, after = text(data, Span(line.start, token.start)), text(data, Span(token.end, line.end))
    if re.search(r"\bproviders?[ \t]+[\"'`]?$", before, re.IGNORECASE) or (spot.why == A_VALUE and said(data, token)):
        return True
    if spot.why not in NAMING or not value.islower() or OF_PACKAGES.search(before + after):
        return False
    others = "|".join(sorted(re.escape(one.lower()) for one in known.rules.names.products))
    quoted = before[-1:] in ("`", "'", '"')
    if quoted and after[:1] == before[-1:] and spot.path in beside:
        return True
    found = re.search(rf"([\"'`]?)(?<![\w.-])(?:{others})(?![\w.-])", before + " " + after)
    return found is not None and bool(found[1]) is quoted


def _units(
    value: str,
    places: Sequence[_Place],
    mentions: Sequence[Spot],
    groups: Mapping[str, _Place],
    sources: Mapping[str, Source],
    known: Known,
) -> Iterator[Unit]:
    """The unit of a value, and one for each further group of names that goes with it."""
    new = renamed(value, known.rules.names)
    edits = []
    for spot in dict.fromkeys((*(one.spot for one in places), *mentions)):
        edits.append(Edit(spot.path, _token(sources[spot.path].data, spot.span), (new,), spot.rule))
    reviews = [f"the value {value!r} is {new!r}: what is set or compared outside of the repository must say so as well"]
    for one in places:
        if one.stored:
            reviews.append(f"{one.stored} ({one.spot.path}:{sources[one.spot.path].line(one.spot.span.start)})")
    first = places[0].spot
    for group in groups or ("",):
        yield Unit(first.path, first.span, first.rule, tuple(edits), (), (), tuple(dict.fromkeys(reviews)), group)
