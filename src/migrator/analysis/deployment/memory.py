"""What of a graphics card a model takes, and what is left for the texts it works on. Arithmetic, not a measurement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from migrator.record import record

if TYPE_CHECKING:
    from migrator.rules.models import Model

GIB = 2**30
SHARE = 0.92
"""Of a card's memory, what the server takes when nothing else is said."""
WINDOW = 8192
"""Tokens that should fit at the same time for a model to be of use."""


Weights: TypeAlias = tuple[str, str, float]
"""A repository, what its weights are (``16 bit``, a method of quantisation), and their gigabytes."""


@record
class Cards:
    """Graphics cards of one kind: how many, and the memory of each in GiB."""

    count: int
    gib: float

    def __str__(self) -> str:
        return f"{self.count}x{self.gib:g}GB" if self.count > 1 else f"{self.gib:g}GB"


@record
class Fit:
    """A repository with a model's weights on given cards.

    ``bits`` are those of a weight, ``gb`` the gigabytes of all of them. ``tokens`` are those that fit into the memory
    that is left, -1 where that is not known; below :data:`WINDOW` it is tight, and 0 means that it does not start.
    """

    repo: str
    bits: str
    gb: float
    tokens: int

    @property
    def verdict(self) -> str:
        """``fits``, ``tight`` or ``no``."""
        if self.tokens < 0 or self.tokens >= WINDOW:
            return "fits"
        return "tight" if self.tokens >= WINDOW // 8 else "no"


def parsed(text: str) -> Cards | None:
    """Cards as people write them, ``16GB`` or ``2x24GB``; ``None`` where it is something else."""
    match = re.fullmatch(r"(?:(\d+)\s*[x×*]\s*)?(\d+(?:\.\d+)?)\s*(?:GB|GiB|G)?", text.strip(), re.IGNORECASE)
    if match is None or not float(match[2]) or match[1] == "0":
        return None
    return Cards(int(match[1] or 1), float(match[2]))


def variants(model: Model) -> list[Weights]:
    """The repositories of a model with the bits of a weight and the gigabytes, the published one first."""
    own = (model.repo, "16 bit" if model.gb and not model.published else "as published", model.published or model.gb)
    return [own, *((one.repo, one.method, one.gb) for one in model.quantized)]


def overhead(model: Model, cards: Cards) -> float:
    """GiB on each card beside weights and cache: activations, graphs, the runtime; more for pictures."""
    size = 1.0 if model.parameters < 1 else 1.5 if model.parameters <= 9 else 2.0 if model.parameters <= 40 else 2.5
    return max(size, 2.0 if cards.count > 1 else 0) + (1.0 if model.kind == "vision" else 0)


def fit(model: Model, repo: str, bits: str, gb: float, cards: Cards, share: float = SHARE) -> Fit:
    """How one repository of a model fits."""
    left = cards.gib * share - gb * 1e9 / GIB / cards.count - overhead(model, cards)
    if left <= 0:
        return Fit(repo, bits, gb, 0)
    if not model.cache:
        return Fit(repo, bits, gb, -1 if left >= 1.5 or model.kind == "embedding" else WINDOW // 2)
    return Fit(repo, bits, gb, int(left * 2**20 * cards.count / model.cache))


def fits(model: Model, cards: Cards) -> list[Fit]:
    """How every repository of a model fits, the published one first."""
    return [fit(model, *one, cards) for one in variants(model)]


def best(model: Model, cards: Cards) -> Fit | None:
    """The first repository that fits, else the first that is tight; ``None`` if none starts."""
    every = fits(model, cards)
    return next((one for verdict in ("fits", "tight") for one in every if one.verdict == verdict), None)


def needed(model: Model, gb: float, tokens: int) -> float:
    """GiB that a server needs for a model's weights and a window of ``tokens``."""
    return gb * 1e9 / GIB + overhead(model, Cards(1, 0)) + (model.cache or 128) * tokens / 2**20
