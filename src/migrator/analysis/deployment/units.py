"""Every old server that is deployed, as a unit of rewriting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from migrator.analysis.deployment import compose
from migrator.analysis.deployment.assigned import assigned, names
from migrator.analysis.deployment.compose_units import unit as compose_unit
from migrator.analysis.deployment.compose_work import Draft
from migrator.analysis.deployment.needs import Needs, needs
from migrator.analysis.deployment.servers import Server, servers
from migrator.analysis.deployment.serving import Served, served, sharing
from migrator.analysis.deployment.trouble import trouble
from migrator.analysis.deployment.uses import Use, uses
from migrator.rules.models import catalogue

if TYPE_CHECKING:
    from migrator.rules.load import RuleSet
    from migrator.scan.source import Source
    from migrator.unit import Unit

Read = Callable[[str], "Source | None"]


class Facts:
    """What a code base asked of its servers before anything was changed; found out when it is first wanted."""

    def __init__(self, files: Iterable[str], read: Read, rules: RuleSet) -> None:
        listed = tuple(files)
        table = catalogue(rules.models)
        self.uses: Callable[[], list[Use]] = cache(lambda: uses(listed, read, rules, table))
        self.needs: Callable[[], Needs] = cache(lambda: needs(listed, read, rules))


def units(files: Sequence[str], read: Read, facts: Facts, rules: RuleSet) -> list[Unit]:
    """The units of the servers that ``files`` deploy, as they are now.

    Args:
        files: all paths of the code base.
        read: gives the files as they are now.
        facts: what the code asked for, before it was rewritten.
        rules: those of the run.
    """
    known = servers(files, read, rules)
    deployment = rules.deployment
    if not known or deployment is None:
        return []
    stacks = {stack.folder: stack for stack in compose.stacks(files, read)}
    found: list[Unit] = []
    for folder, stack in stacks.items():
        here = [server for server in known if server.system == "compose" and server.folder == folder]
        drafts = [Draft() for _ in here]
        each = zip(here, drafts, strict=True)
        runners = [decided(server, known, draft, facts, read, rules) for server, draft in each]
        together = sharers(here, stack)
        parts = [one for index in together if (one := runners[index]) is not None]
        if len(parts) == len(together):
            for index, one in zip(together, sharing(parts, deployment), strict=True):
                runners[index] = one
        for index, server in enumerate(here):
            tied = index in together
            found.append(compose_unit(server, stack, runners[index], drafts[index], read, rules, tied=tied))
    return found


def decided(
    server: Server, known: Sequence[Server], draft: Draft, facts: Facts, read: Read, rules: RuleSet
) -> Served | None:
    """What takes the place of a server; ``None`` with a problem where that cannot be decided."""
    deployment = rules.deployment
    assert deployment is not None
    path, span = server.places[0]
    mine, open_ones = assigned(server, known, facts.uses(), read, rules.evidence)
    why, how = _undecided(mine, open_ones)
    if why:
        draft.problem(path, span, why, how)
        return None
    (key, found), *_ = mine.items()
    stands = found[0].stands
    if stands.model is None or stands.trouble:
        why = f"it serves {key} ({found[0].path}:{found[0].line}): {trouble(stands)}"
        draft.problem(path, span, why, "choose what is served instead")
        return None
    name = server.hosts[server.name]
    return served(key, stands.model, found, facts.needs(), deployment, port=server.port[1], name=name)


def sharers(here: Sequence[Server], stack: compose.Stack) -> list[int]:
    """The servers of a stack, by their place in ``here``, that start on the same card as another one."""
    cards: dict[str, list[int]] = {}
    for index, server in enumerate(here):
        for card in compose.cards(stack.services[server.name]):
            cards.setdefault(card, []).append(index)
    return sorted({index for on in cards.values() if len(on) > 1 for index in on})


def _undecided(mine: dict[str, list[Use]], open_ones: list[str]) -> tuple[str, str]:
    if open_ones and len(mine) != 1:
        listed = ", ".join(open_ones)
        return f"there are several servers, and which of them has {listed} is not said", "serve each model by hand"
    if not mine:
        return "no model is named, and the new server is started with one", "name the model in the settings"
    if len(mine) > 1:
        how = "give each of them a server and an address of its own (`migrator plan` says what it needs)"
        return f"it serves {len(mine)} models, and the new server one: {names(mine)}", how
    return "", ""
