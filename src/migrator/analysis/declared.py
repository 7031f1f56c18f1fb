"""The edits of one manifest, once it is decided what goes from it and what it must declare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migrator.languages.manifests.listing import Item, Listing, changes, named, spelled
from migrator.model import Edit, Span
from migrator.unit import Problem

if TYPE_CHECKING:
    from migrator.languages.manifests.listing import Manifest
    from migrator.rules.distributions import Distributions


@dataclass(frozen=True, slots=True)
class Held:
    """A requirement of an old distribution; ``name`` is that of the rules."""

    listing: Listing
    item: Item
    name: str


@dataclass(slots=True)
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


@dataclass(frozen=True, slots=True)
class Proposed:
    """The edits of a manifest, or why there can be none."""

    edits: tuple[Edit, ...]
    problems: tuple[Problem, ...]
    reviews: tuple[str, ...]


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
    data: bytes, one: Manifest, gone: Sequence[Held], want: Wanted, rules: Distributions, included: Iterable[Manifest]
) -> Proposed:
    """What becomes of a manifest when the requirements ``gone`` go.

    What is needed comes into the lists that lose something, else beside what stays, else into the list of what is
    always installed; a distribution that a list or what is installed with it has already is not added again.
    """
    rule = rules.distributions
    edits: list[Edit] = []
    problems: list[Problem] = []
    reviews: list[str] = []
    leaving = {held.name for held in gone if not rules.replaced[held.name].to}
    needs = want.needs | {
        rules.imports[m][0]: rules.imports[m] for m in sorted(want.brought) if m in rules.imports and gone
    }
    always = [listing for listing in (*one.listings, *(each for i in included for each in i.listings)) if listing.main]
    coming: list[str] = []
    for listing in _touched(one, gone, want):
        mine = [held for held in gone if held.listing is listing]
        problems += [problem for held in mine for problem in _fixed(one, held.item)]
        swapped = {rules.replaced[held.name].to: held.item for held in mine if rules.replaced[held.name].to}
        there = [(item.name, item.extras) for each in (listing, *always) for item in each.items]
        there += [said for name in (*swapped, *coming) if (said := named(name)) is not None]
        new = []
        for name, choices in needs.items():
            if not any(_has(there, other) for other in choices if other not in leaving):
                new.append(name)
                there += [said for said in (named(name),) if said is not None]
        widened = dict(_widened(new, listing))
        for name, item in (swapped | widened).items():
            edits.append(Edit(one.path, item.head, (spelled(name, item),), rule))
        dropped = [held.item for held in mine if not rules.replaced[held.name].to]
        added = [name for name in new if name not in widened]
        beside = next((held.item for held, _ in want.stays if held.listing is listing), None)
        if beside is None and added:
            beside = listing.kin(added[0])
        edits += [Edit(one.path, span, parts, rule) for span, parts in changes(data, listing, dropped, added, beside)]
        others = [item for item in listing.items if item not in dropped]
        if added and others and all(item.pinned for item in others):
            reviews.append(f"{', '.join(added)} has no version as the others have: pin what your resolver chooses")
        if listing.main:
            coming += new
    if one.made_by and edits and not problems:
        problems.append(_made(one, Span(0, 0)))
    return Proposed(tuple(edits), tuple(problems), tuple(reviews))


def _touched(one: Manifest, gone: Sequence[Held], want: Wanted) -> list[Listing]:
    """The lists that change, those of what is always installed first."""
    losing = [listing for listing in one.listings if any(held.listing is listing for held in gone)]
    keeping = [listing for listing in one.listings if any(held.listing is listing for held, _ in want.stays)]
    found = losing or keeping
    if not found:
        plain = [listing for listing in one.listings if not listing.conda] or list(one.listings)
        found = [listing for listing in plain if listing.main][:1] or plain[:1]
    return sorted(found, key=lambda listing: not listing.main)


def _fixed(one: Manifest, item: Item) -> Iterator[Problem]:
    if one.made_by:
        yield _made(one, item.span)
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
