"""The edits of one manifest, once it is decided what goes from it and what it must declare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from migrator.languages.manifests.listing import Item, Listing, below, changes, named, normalised
from migrator.languages.place import text
from migrator.model import Edit, Span
from migrator.record import field, record
from migrator.unit import Problem

if TYPE_CHECKING:
    from migrator.languages.manifests.listing import Manifest
    from migrator.rules.distributions import Distributions

NEWEST = frozenset({"latest", "*"})
"""Versions that ask for whatever came out last."""


@record
class Held:
    """A requirement of an old distribution; ``name`` is that of the rules."""

    listing: Listing
    item: Item
    name: str


@record(frozen=False)
class Wanted:
    """What is to happen in a manifest.

    ``dropped`` go with the code, ``unused`` were not needed before either, ``stays`` are needed by the files that are
    listed if other code has left them. ``needs`` are distributions with those that would do as well; ``brought``
    modules that are imported and came with what goes.
    """

    dropped: list[Held] = field(default_factory=list)
    unused: list[Held] = field(default_factory=list)
    stays: list[tuple[Held, list[str]]] = field(default_factory=list)
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    brought: set[str] = field(default_factory=set)


@record
class Proposed:
    """The edits of a manifest, or why there can be none; ``besides`` are problems that hold nothing back."""

    edits: tuple[Edit, ...]
    problems: tuple[Problem, ...]
    reviews: tuple[str, ...]
    besides: tuple[Problem, ...]


def held_in(one: Manifest, rules: Distributions) -> list[Held]:
    """The requirements of a manifest that are of an old distribution."""
    found = []
    for listing in one.listings:
        for item in listing.items:
            for name, old in rules.replaced.items():
                bare, extras = named(name) or ("", frozenset())
                called = old.conda if listing.conda and old.conda else bare
                if called == item.name and extras <= item.extras:
                    found.append(Held(listing, item, name))
    return found


def proposed(
    data: bytes,
    one: Manifest,
    gone: Sequence[Held],
    want: Wanted,
    rules: Distributions,
    included: Iterable[Manifest],
    *,
    follows: bool,
) -> Proposed:
    """What becomes of a manifest when the requirements ``gone`` go.

    What is needed comes into the lists that lose something, else beside what stays, else into the list of what is
    always installed; a distribution that a list or what is installed with it has already is not added again.
    """
    rule = rules.distributions
    edits: list[Edit] = []
    problems: list[Problem] = []
    reviews: list[str] = []
    besides: list[Problem] = []
    leaving = {held.name for held in gone if not rules.replaced[held.name].to}
    brought = {rules.imports[name][0]: rules.imports[name] for name in sorted(want.brought) if name in rules.imports}
    needs = want.needs | (brought if gone else {})
    always = [listing for listing in (*one.listings, *(each for i in included for each in i.listings)) if listing.main]
    everywhere = [item for listing in one.listings for item in listing.items]
    coming: list[str] = []
    for listing in _touched(one, gone, want):
        mine = [held for held in gone if held.listing is listing]
        problems += [problem for held in mine for problem in _fixed(one, held, follows)]
        swapped = [
            (held.item, held.name, rules.replaced[held.name].to) for held in mine if rules.replaced[held.name].to
        ]
        there = [item for each in (listing, *always) for item in each.items]
        known = [(item.name, item.extras) for item in there]
        known += [said for name in (*(to for _, _, to in swapped if follows), *coming) if (said := named(name))]
        new = []
        for name, choices in needs.items():
            held_already = known + [(item.name, item.extras) for item in everywhere if name in brought]
            if not any(_has(held_already, other) for other in choices if other not in leaving):
                new += [] if one.constraint else [name]
                known += [said for said in (named(name),) if said is not None]
            elif name in want.needs:
                besides += _too_old(one, there, choices, rules)
        for item, old, to in swapped:
            edits.append(Edit(one.path, item.head, (_head(data, item, old, to if follows else ""),), rule))
        widened = dict(_widened(new, listing))
        for name, item in widened.items():
            if listing.keyed:
                why = f"the rewritten code needs {name}, and extras stand in a table here"
                besides.append(Problem(one.path, item.span, why, "add the extra by hand"))
            else:
                edits.append(Edit(one.path, item.head, (_head(data, item, "", name),), rule))
        dropped = [held.item for held in mine if not rules.replaced[held.name].to]
        added = [name for name in new if name not in widened]
        beside = next((held.item for held, _ in want.stays if held.listing is listing), None)
        if beside is None and added:
            beside = listing.kin(added[0])
        if one.command and dropped and not added and len(dropped) == len(listing.items):
            why = f"{dropped[0].written} is all that this command names"
            problems.append(Problem(one.path, dropped[0].span, why, "take it out, or the whole command"))
        versions = {name: _version(name, one, rules) for name in added}
        added = [f"{name}@{version}" if version else name for name, version in versions.items()]
        edits += [Edit(one.path, span, parts, rule) for span, parts in changes(data, listing, dropped, added, beside)]
        others = [item for item in listing.items if item not in dropped]
        if added and not any(versions.values()) and others and all(item.pinned for item in others):
            reviews.append(f"{', '.join(added)} has no version as the others have: pin what your resolver chooses")
        if listing.main:
            coming += new
    if one.made_by and edits and not problems:
        problems.append(_made(one, Span(0, 0)))
    return Proposed(tuple(edits), tuple(problems), tuple(reviews), tuple(dict.fromkeys(besides)))


def _version(name: str, one: Manifest, rules: Distributions) -> str:
    """The version of a distribution that a manifest has to ask for; empty where it need not name one."""
    there = {item.name: item.version for listing in one.listings for item in listing.items}
    for version in rules.versions.get(name, ()):
        fits = all(_reaches(there.get(other, ""), major) for other, major in version.beside.items())
        if fits and one.node >= version.node:
            return version.version
    return ""


def _reaches(version: str, major: int) -> bool:
    """Whether what a manifest asks for is of a major version or a later one; the newest is."""
    found = re.search(r"\d+", version)
    return int(found.group()) >= major if found is not None else version in NEWEST


def _head(data: bytes, item: Item, old: str, new: str) -> str:
    """The name of a requirement without the extras of ``old``, and with those of ``new``."""
    _, bracket, listed = text(data, item.head).partition("[")
    there = [extra.strip() for extra in listed.rstrip("] ").split(",")] if bracket else []
    goes = (named(old) or ("", frozenset()))[1]
    comes = sorted((named(new) or ("", frozenset()))[1] - {normalised(extra) for extra in there})
    replaced = [comes.pop(0) if normalised(extra) in goes and comes else extra for extra in there]
    extras = [*(extra for extra in replaced if normalised(extra) not in goes), *comes]
    return f"{item.written}[{','.join(extras)}]" if extras else item.written


def _too_old(one: Manifest, there: Iterable[Item], choices: Sequence[str], rules: Distributions) -> Iterator[Problem]:
    """A requirement that is there, and does not let in the version that the new code is written for."""
    for item in there:
        least = rules.least.get(item.name, 0)
        if least and item.name in choices and below(item.version, least):
            why = f"{item.written} {item.version} is too old for the rewritten code, which needs {least} or newer"
            yield Problem(one.path, item.span, why, "raise it, with the code that uses its old interface")


def _touched(one: Manifest, gone: Sequence[Held], want: Wanted) -> list[Listing]:
    """The lists that change, those of what is always installed first."""
    losing = [listing for listing in one.listings if any(held.listing is listing for held in gone)]
    keeping = [listing for listing in one.listings if any(held.listing is listing for held, _ in want.stays)]
    found = losing or keeping
    if not found:
        plain = [listing for listing in one.listings if not listing.conda] or list(one.listings)
        found = [listing for listing in plain if listing.main][:1] or plain[:1]
    return sorted(found, key=lambda listing: not listing.main)


def _fixed(one: Manifest, held: Held, follows: bool) -> Iterator[Problem]:
    item = held.item
    if one.made_by:
        yield _made(one, item.span)
    elif held.listing.offered and not follows:
        why = f"nothing imports {held.name}, but users of the package may ask for it by the extra it is in"
        yield Problem(one.path, item.span, why, "drop the extra if nobody needs it")
    elif item.locked:
        yield Problem(one.path, item.span, f"{item.written} stays: {item.locked}", "change it by hand")


def _made(one: Manifest, span: Span) -> Problem:
    how = f"run `{one.made_by}` once that one has changed"
    return Problem(one.path, span, "the file is made from another one", how)


def _has(there: Iterable[tuple[str, frozenset[str]]], wanted: str) -> bool:
    said = named(wanted)
    return said is not None and any(name == said[0] and said[1] <= extras for name, extras in there)


def _widened(new: Sequence[str], listing: Listing) -> Iterator[tuple[str, Item]]:
    """The new requirements whose distribution is there already, without the extra."""
    for name in new:
        said = named(name)
        for item in listing.items:
            if said is not None and said[1] and item.name == said[0] and not item.extras and not item.locked:
                yield name, item
                break
