"""The command that serves a model: the repository, the names the code uses, and a flag for everything it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment import memory
from migrator.record import record, replace

if TYPE_CHECKING:
    from migrator.analysis.deployment.needs import Needs
    from migrator.analysis.deployment.uses import Use
    from migrator.rules.deployment import Deployment
    from migrator.rules.models import Model

TOGETHER = 0.9
"""Of a card, what several servers may take together."""


@record
class Flag:
    """Words of a command line, and what asks for them."""

    words: tuple[str, ...]
    why: str


@record
class Served:
    """A server of one model: what it is started with, and the GiB that it needs of the graphics cards.

    ``names`` are those that requests give, ``window`` tokens. ``name`` is that of the service, ``after`` that of the
    one which has to be ready before it starts, ``card`` the one that it runs on, where that is chosen. ``stops`` are
    the variables by which it takes as many texts to stop at as the code has at ``stops_at``.
    """

    key: str
    model: Model
    repo: str
    gb: float
    names: tuple[str, ...]
    window: int
    gib: float
    flags: tuple[Flag, ...]
    name: str = ""
    after: str = ""
    card: str = ""
    stops: tuple[tuple[str, str], ...] = ()
    stops_at: str = ""

    def variables(self, token: str) -> list[tuple[str, str]]:
        """Its variables with their values; ``token`` is the one with the key to gated models."""
        return [*([(token, f"${{{token}:-}}")] if self.model.gated != "no" else []), *self.stops]

    @property
    def command(self) -> list[str]:
        """What the container is given: the repository, and the flags."""
        return [self.repo, *(word for flag in self.flags for word in flag.words)]


def served(
    key: str,
    model: Model,
    uses: Sequence[Use],
    needs: Needs,
    rules: Deployment,
    *,
    port: str = "",
    name: str = "",
    weights: memory.Weights | None = None,
    cards: memory.Cards | None = None,
) -> Served:
    """The server for a model that is named in ``uses``.

    Args:
        key, model: from the table of models.
        uses: where it is named; the names there are the ones it answers to.
        needs: what the code asks for.
        rules: how the new server is deployed.
        port: where it listens, if not where it does by itself.
        name: of the service.
        weights: the repository that is served; without them the one with the published weights.
        cards: what it runs on.
    """
    repo, bits, gb = weights or memory.variants(model)[0]
    names = tuple(sorted({use.name for use in uses}, key=lambda name: (len(name), name)))
    tokens, why = window(model, needs, rules)
    flag = rules.new.flags
    flags = [
        Flag(_joined(flag["name"], names), f"the name that {_place(uses[0])} uses"),
    ]
    if model.kind != "embedding":
        flags.append(Flag((f"{flag['window']}={tokens}",), why))
    if port and port != rules.new.port:
        flags.append(Flag((f"{flag['port']}={port}",), f"port {rules.new.port} is taken"))
    if cards is not None and cards.count > 1:
        flags.append(Flag((f"{flag['cards']}={cards.count}",), f"it runs on {cards}"))
    if model.flags:
        flags.append(Flag(model.flags, f"{model.repo} needs {'them' if len(model.flags) > 1 else 'it'}"))
    if model.kind != "embedding" and needs.tools and model.tools:
        flags.append(Flag(model.tools, f"{needs.tools} gives tools"))
    if model.kind != "embedding" and needs.reasoning and model.reasoning:
        flags.append(Flag(model.reasoning, f"{needs.reasoning} asks for reasoning"))
    if repo != model.repo:
        flags[0] = Flag(flags[0].words, f"{flags[0].why}; the weights are {bits}")
    gib = memory.needed(model, gb, tokens)
    stops = () if model.kind == "embedding" else _stops(needs, rules)
    return Served(key, model, repo, gb, names, tokens, gib, tuple(flags), name, stops=stops, stops_at=needs.stops_at)


def _stops(needs: Needs, rules: Deployment) -> tuple[tuple[str, str], ...]:
    """The variable that lets a request have more texts to stop at, where the code has more."""
    return tuple((name, str(needs.stops)) for name, most in rules.new.stops.items() if needs.stops > most)


def sharing(servers: Sequence[Served], rules: Deployment) -> list[Served]:
    """The servers of one card, each with a part of its memory by what it needs, and started one after the other."""
    total = sum(one.gib for one in servers)
    found: list[Served] = []
    for one in servers:
        share = max(int(TOGETHER * 100 * one.gib / total) / 100, 0.01)
        flag = Flag((f"{rules.new.flags['share']}={share:.2f}",), "it shares the card with another server")
        found.append(replace(one, flags=(*one.flags, flag), after=found[-1].name if found else ""))
    return found


def window(model: Model, needs: Needs, rules: Deployment) -> tuple[int, str]:
    if model.kind == "embedding":
        return model.context, ""
    if needs.window and needs.window <= model.context:
        return needs.window, f"{needs.window_at} asks for it"
    if needs.window:
        return model.context, f"{needs.window_at} asks for {needs.window:,}, the model has no more"
    return min(model.context, rules.window), "nothing asks for another window"


def _joined(flag: str, names: Sequence[str]) -> tuple[str, ...]:
    return (f"{flag}={names[0]}",) if len(names) == 1 else (flag, *names)


def _place(use: Use) -> str:
    return f"{use.path}:{use.line}"
