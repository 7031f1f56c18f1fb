"""What a code base needs in order to be served: a server for each model, as few or as large as the cards allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from migrator.analysis.deployment import memory
from migrator.analysis.deployment.assigned import needed
from migrator.analysis.deployment.serving import TOGETHER, Served, served, sharing, window
from migrator.analysis.deployment.trouble import trouble
from migrator.record import record, replace

if TYPE_CHECKING:
    from migrator.analysis.deployment.needs import Needs
    from migrator.analysis.deployment.uses import Use
    from migrator.rules.deployment import Deployment
    from migrator.rules.models import Model

Named: TypeAlias = "tuple[str, Sequence[Use]]"
ORDER = ("chat", "completion", "vision", "embedding")
SUFFIX = {"chat": "chat", "completion": "complete", "vision": "vision", "embedding": "embed"}


@record
class Plan:
    """The servers, each with its port on the machine; the models that have none, each with why; what to see to."""

    servers: tuple[tuple[Served, int], ...]
    unserved: Mapping[str, str]
    remarks: tuple[str, ...] = ()


def planned(
    uses: Sequence[Use], needs: Needs, rules: Deployment, *, cards: memory.Cards | None = None, port: int = 0
) -> Plan:
    """The plan for the models of ``uses``.

    Args:
        uses: where models are named.
        needs: what the code asks for.
        rules: how the new server is deployed.
        cards: what everything runs on; without them the published weights are taken, and memory is only told.
        port: of the first server on the machine; 0 is the new server's own.
    """
    groups = needed(uses)
    able = [(key, found) for key, found in groups.items() if not found[0].stands.trouble]
    unserved = {key: trouble(found[0].stands) for key, found in groups.items() if found[0].stands.trouble}
    able.sort(key=lambda pair: rank(pair[1]))
    first = port or int(rules.new.port)
    made: list[Served] = []
    remarks: list[str] = []
    for card, group in enumerate(_cards(able, cards)):
        alone = cards if len(able) == 1 else memory.Cards(1, cards.gib) if cards is not None else None
        here: list[Served] = []
        for (key, found), model, chosen in zip(
            group, _models(group), _weights(group, needs, rules, alone), strict=True
        ):
            taken = [one.name for one in (*made, *here)]
            name = named_after(next(iter(rules.words.values())), model, taken, plain=True)
            one = served(key, model, found, needs, rules, name=name, weights=chosen, cards=alone)
            here.append(replace(one, card=str(card)) if cards is not None and cards.count > 1 < len(able) else one)
        made += sharing(here, rules) if len(here) > 1 else here
        remarks += _room(here, alone)
    for one in made:
        remarks += _remarks(one)
    return Plan(tuple(zip(made, range(first, first + len(made)), strict=True)), unserved, tuple(remarks))


def _cards(able: Sequence[Named], cards: memory.Cards | None) -> list[Sequence[Named]]:
    """The models by the card they run on: one each, and the last card takes those that are left over."""
    count = cards.count if cards is not None else 1
    if len(able) < 2 or count < 2:
        return [able] if able else []
    own = [[one] for one in able[: count - 1]]
    return [*own, able[count - 1 :]] if able[count - 1 :] else list(own)


def _models(group: Sequence[Named]) -> list[Model]:
    return [found[0].stands.model for _, found in group if found[0].stands.model is not None]


def _weights(
    group: Sequence[Named], needs: Needs, rules: Deployment, cards: memory.Cards | None
) -> list[memory.Weights]:
    """The weights of each model of one card: the published ones as far as there is room, in the order of the models."""
    models = _models(group)
    every = [memory.variants(model) for model in models]
    if cards is None:
        return [each[0] for each in every]
    if len(group) == 1:
        fit = memory.best(models[0], cards)
        return [(fit.repo, fit.bits, fit.gb) if fit is not None else every[0][0]]
    chosen = [min(each, key=lambda weights: weights[2]) for each in every]
    for index, each in enumerate(every):
        for weights in each:
            tried = [*chosen[:index], weights, *chosen[index + 1 :]]
            windows = [window(model, needs, rules)[0] for model in models]
            wanted = (memory.needed(*one) for one in zip(models, [gb for _, _, gb in tried], windows, strict=True))
            if sum(wanted) <= cards.gib * TOGETHER:
                chosen = tried
                break
    return chosen


def rank(found: Sequence[Use]) -> tuple[int, int]:
    """Chat first, and of those the model that is named most."""
    model = found[0].stands.model
    return ORDER.index(model.kind) if model is not None else len(ORDER), -len(found)


def named_after(base: str, model: Model, taken: Sequence[str], *, plain: bool = False) -> str:
    """A name for the server of a model, by what it is for; ``plain`` leaves the first of its kind without."""
    suffix = "" if plain and model.kind == "chat" else SUFFIX[model.kind]
    base = f"{base}-{suffix}" if suffix else base
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name


def _room(servers: Sequence[Served], cards: memory.Cards | None) -> list[str]:
    """Whether the servers of one card have room on it."""
    total = sum(one.gib for one in servers)
    listed = " and ".join(one.name for one in servers)
    if cards is not None and total > cards.gib * cards.count * memory.SHARE:
        return [f"{listed}: about {total:.0f} GiB, more than {cards} has: serve fewer models, or smaller ones"]
    if len(servers) > 1:
        return [f"{listed} share one card, of which they need about {total:.0f} GiB"]
    return []


def _remarks(one: Served) -> list[str]:
    said = []
    if one.model.gated != "no":
        perhaps = "" if one.model.gated == "yes" else "perhaps "
        said.append(f"{one.model.repo} is {perhaps}gated: accept its terms at its page, and give a key")
    if one.model.note:
        said.append(f"{one.key}: {one.model.note}")
    return said
