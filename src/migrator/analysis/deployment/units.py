"""Every old server that is deployed, as a unit of rewriting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from migrator.analysis.deployment import cluster, compose, proxies
from migrator.analysis.deployment.assigned import assigned, names, scope
from migrator.analysis.deployment.cluster_units import unit as cluster_unit
from migrator.analysis.deployment.compose_units import assumptions
from migrator.analysis.deployment.compose_units import unit as compose_unit
from migrator.analysis.deployment.compose_work import Draft
from migrator.analysis.deployment.needs import Needs, needs
from migrator.analysis.deployment.planned import named_after, rank
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
MOST = 4
"""Models of one old server that become a new one each; more of them are for a person to choose from."""


class Facts:
    """What a code base asked of its servers before anything was changed; found out when it is first wanted."""

    def __init__(self, files: Iterable[str], read: Read, rules: RuleSet) -> None:
        listed = tuple(files)
        self.uses: Callable[[], list[Use]] = cache(lambda: uses(listed, read, rules, catalogue(rules.models)))
        self.needs: Callable[[str], Needs] = cache(lambda start: needs(_below(listed, start), read, rules))


def _below(files: Iterable[str], start: str) -> list[str]:
    return [path for path in files if path.startswith(start)]


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
        runners = [list(decided(server, known, draft, facts, read, rules)) for server, draft in each]
        together = sharers(here, stack, runners)
        parts = [one for index in together for one in runners[index]]
        if all(runners[index] for index in together) and len(parts) > 1:
            divided = iter(sharing(parts, deployment))
            for index in together:
                runners[index] = [next(divided) for _ in runners[index]]
        for index, server in enumerate(here):
            tied = index in together and len(together) > 1
            found.append(compose_unit(server, stack, runners[index], drafts[index], files, read, rules, tied=tied))
    return [*found, *_of_clusters(files, known, facts, read, rules), *proxies.units(files, read, known, rules)]


def _of_clusters(files: Sequence[str], known: Sequence[Server], facts: Facts, read: Read, rules: RuleSet) -> list[Unit]:
    here = [server for server in known if server.system == "cluster"]
    if not here or rules.deployment is None:
        return []
    every = list(cluster.manifests(files, read))
    found: list[Unit] = []
    for service in cluster.services(files, read, rules.deployment):
        server = next(one for one in here if one.places == ((service.path, service.span),))
        draft = Draft()
        runner = next(iter(decided(server, known, draft, facts, read, rules, most=1)), None)
        reviews = assumptions(runner, []) if runner is not None else []
        found.append(cluster_unit(server, service, every, runner, draft, read, rules, reviews))
    return found


def decided(
    server: Server, known: Sequence[Server], draft: Draft, facts: Facts, read: Read, rules: RuleSet, most: int = MOST
) -> tuple[Served, ...]:
    """What takes the place of a server, one for each model; nothing, with a problem, where that cannot be decided."""
    deployment = rules.deployment
    assert deployment is not None
    path, span = server.places[0]
    mine, open_ones = assigned(server, known, facts.uses(), read, rules.evidence)
    why, how = _undecided(mine, open_ones, most)
    if why:
        draft.problem(path, span, why, how)
    made: list[Served] = []
    front, start = server.hosts[server.name], scope(server, facts.uses())
    for key, found in () if why else sorted(mine.items(), key=lambda pair: rank(pair[1])):
        stands = found[0].stands
        if stands.model is None or stands.trouble:
            why = f"it serves {key} ({found[0].path}:{found[0].line}): {trouble(stands)}"
            draft.problem(path, span, why, "choose what is served instead")
            continue
        name = named_after(front, stands.model, [one.name for one in made]) if len(mine) > 1 else front
        made.append(served(key, stands.model, found, facts.needs(start), deployment, port=server.port[1], name=name))
    return () if draft.problems else tuple(made)


def sharers(here: Sequence[Server], stack: compose.Stack, runners: Sequence[Sequence[Served]]) -> list[int]:
    """The servers of a stack, by their place in ``here``, of which several new ones start on the same card."""
    cards: dict[str, list[int]] = {}
    for index, server in enumerate(here):
        for card in compose.cards(stack.services[server.name]):
            cards.setdefault(card, []).append(index)
    shared = [on for on in cards.values() if sum(max(len(runners[index]), 1) for index in on) > 1]
    return sorted({index for on in shared for index in on})


def _undecided(mine: dict[str, list[Use]], open_ones: list[str], most: int) -> tuple[str, str]:
    if open_ones:
        listed = ", ".join(open_ones)
        return f"there are several servers, and which of them has {listed} is not said", "serve each model by hand"
    if not mine:
        return "no model is named, and the new server is started with one", "name the model in the settings"
    if len(mine) > most:
        how = "decide which are served (`migrator plan` says what they need), and take the others out"
        if most == 1:
            how = "give each of them a server and an address of its own (`migrator plan` says what it needs)"
        return f"it serves {len(mine)} models, and a new server has one: {names(mine)}", how
    return "", ""
