"""A Compose file whose old server becomes the new one: the service, and everything in the stack that names it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment import compose
from migrator.analysis.deployment.compose_environment import dropped
from migrator.analysis.deployment.compose_limits import unfit
from migrator.analysis.deployment.compose_router import endings, separated
from migrator.analysis.deployment.compose_service import rewritten
from migrator.analysis.deployment.compose_work import Draft, Work
from migrator.analysis.deployment.leaving import leaving
from migrator.languages import yaml_edits as edits
from migrator.languages import yaml_nodes as nodes
from migrator.model import Edit, Keep, Span
from migrator.unit import Move, Unit

if TYPE_CHECKING:
    from migrator.analysis.deployment.servers import Server
    from migrator.analysis.deployment.serving import Served
    from migrator.rules.load import RuleSet
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
SHELLS = re.compile(r"(.*/)?(curl|alpine|busybox|debian|ubuntu)(:|$)")
"""Images that have nothing of their own to run."""
CREATES = r"\b{program}\s+create\b|/api/create|\bModelfile\b"


def unit(
    server: Server,
    stack: compose.Stack,
    every: Sequence[Served],
    draft: Draft,
    files: Sequence[str],
    read: Read,
    rules: RuleSet,
    *,
    tied: bool = False,
) -> Unit:
    """The unit of a server.

    Args:
        server: as the stack declares it.
        stack: the files it is in.
        every: what takes its place; empty where that is not known, which ``draft`` has the problem for.
        draft: takes the edits.
        files: all paths of the code base.
        read: gives the files.
        rules: those of the run.
        tied: whether other servers of the stack are on the same card, so that all of them change or none.
    """
    whole = stack.services[server.name]
    deployment = rules.deployment
    assert deployment is not None
    for path, span, why, how in unfit(whole, read, deployment):
        draft.problem(path, span, why, how)
    sources = {one.path: source for each in stack.services.values() for one in each if (source := read(one.path))}
    if every and not draft.problems:
        works = [Work(one, sources[one.path], server, every[0], deployment, rules.evidence, draft) for one in whole]
        pullers = _around(server, stack, sources, draft, read, rules)
        _volumes(whole, stack, sources, draft, rules, pullers, several=len(every) > 1)
        for work in works:
            parts = compose.together(work.declared, whole)
            extra, _ = dropped(parts, deployment, rules.evidence)
            rewritten(work, whole=parts, extra=extra)
            if len(every) > 1 and compose.complete(work.declared):
                separated(work, every, parts, extra)
            endings(deployment, work)
        together = [whole, *(stack.services[name] for name in pullers)]
        going, told, stays = leaving(together, stack, files, read, deployment)
        draft.moves += [Move(path, "") for path in going]
        draft.edits += told
        draft.reviews += stays
        _, gone = dropped(whole, deployment, rules.evidence)
        draft.reviews[:0] = [said for one in every for said in assumptions(one, gone if one is every[0] else [])]
        draft.reviews[:] = list(dict.fromkeys(draft.reviews))
    problems = tuple(draft.problems)
    place, span = server.places[0]
    made = () if problems else tuple(draft.edits)
    made = (*made, _tie(stack, deployment.deployment)) if tied else made
    moves = () if problems else tuple(draft.moves)
    reviews = tuple(draft.reviews)
    return Unit(place, span, deployment.deployment, made, (), problems, reviews, server.group, moves=moves)


def _tie(stack: compose.Stack, rule: str) -> Edit:
    """An edit that changes nothing, and that the servers of one card have in common: they change together."""
    first = min(one.path for declared in stack.services.values() for one in declared)
    top = next(one.top for declared in stack.services.values() for one in declared if one.path == first)
    key = next(one.key for one in nodes.entries(top) if one.key.value == "services")
    return Edit(first, key.span, (Keep(key.span),), rule)


def assumptions(served: Served, gone: Sequence[str]) -> list[str]:
    """What must hold for a server to take the place of the old one; ``gone`` are variables that become nothing."""
    model = served.model
    said = [
        f"{served.names[0]} is served from {served.repo}, {served.gb:.3g} GB, and needs about {served.gib:.0f} GiB "
        "of the graphics card"
    ]
    if model.confidence != "high":
        said.append(f"{served.repo} is probably, not surely, what {served.names[0]} is")
    if model.gated != "no":
        said.append(f"{served.repo} is {'' if model.gated == 'yes' else 'perhaps '}gated: a key must be given")
    if model.note:
        said.append(f"{served.names[0]}: {model.note}")
    said += [f"{' '.join(flag.words)}: {flag.why}" for flag in served.flags[1:] if flag.why]
    if gone:
        said.append(f"{', '.join(gone)} {'goes' if len(gone) == 1 else 'go'}: the new server has nothing like it")
    return said


def _around(
    server: Server, stack: compose.Stack, sources: Mapping[str, Source], draft: Draft, read: Read, rules: RuleSet
) -> list[str]:
    """The services around it: what waits for it, what pulled its models. Gives the names of those that go."""
    deployment = rules.deployment
    assert deployment is not None
    pullers = [name for name in stack.services if name != server.name and _pulls(stack.services[name], read, rules)]
    rule = deployment.deployment
    for name in pullers:
        for one in stack.services[name]:
            if _creates(stack.services[name], read, deployment.old.program):
                how = "serve what it makes by hand: its weights, its parameters and its system prompt"
                draft.problem(one.path, one.entry.key.span, f"{name} makes a model of its own", how)
            draft.edits.append(edits.without_lines(sources[one.path], one.entry.span, rule))
        draft.reviews.append(f"{name} goes: the new server downloads its model itself")
    for name, declared in stack.services.items():
        if name == server.name or name in pullers:
            continue
        for one in declared:
            _waiting(one, server, pullers, sources[one.path], draft, rule)
    return pullers


def _waiting(
    one: compose.Declared, server: Server, pullers: Sequence[str], source: Source, draft: Draft, rule: str
) -> None:
    """What another service says of the old one, and of those that are gone."""
    new = server.hosts[server.name]
    for key in ("depends_on", "links"):
        entry = next((each for each in nodes.entries(one.body) if each.key.value == key), None)
        node = nodes.plain(entry.value) if entry is not None else None
        if entry is None or isinstance(entry.value, nodes.Alias):
            continue
        named: list[tuple[Span, nodes.Scalar, nodes.Node | None]]
        if isinstance(node, nodes.Mapping):
            named = [(each.span, each.key, each.value) for each in node.entries]
        elif isinstance(node, nodes.Sequence):
            named = [(span, item, None) for span, item in node.items if isinstance(item, nodes.Scalar)]
        else:
            continue
        waits = any(name.value.partition(":")[0] == server.name for _, name, _ in named)
        for span, name, value in named:
            host = name.value.partition(":")[0]
            if host == server.name or (host in pullers and not waits):
                draft.edits.append(edits.with_text(source, name, name.value.replace(host, new, 1), rule))
                condition = nodes.get(value, "condition")
                if host in pullers and isinstance(condition, nodes.Scalar):
                    draft.edits.append(edits.with_text(source, condition, "service_healthy", rule))
                waits = True
            elif host in pullers:
                draft.edits.append(edits.without_item(source, span, rule))
    mode = nodes.get(one.body, "network_mode")
    if isinstance(mode, nodes.Scalar) and mode.value == f"service:{server.name}":
        draft.edits.append(edits.with_text(source, mode, f"service:{new}", rule))


def _pulls(declared: Sequence[compose.Declared], read: Read, rules: RuleSet) -> bool:
    """Whether a service does nothing but get models."""
    deployment = rules.deployment
    assert deployment is not None
    said = _said(declared, read)
    program = re.escape(deployment.old.program)
    getting = re.search(rf"\b{program}\s+(pull|create|run|list)\b|/api/(pull|create)\b", said) is not None
    if re.search(rf"\b{program}\s+serve\b", said):
        return False
    image = compose.image_of(declared)
    return getting and (compose.is_old(image, deployment) or SHELLS.match(image) is not None)


def _creates(declared: Sequence[compose.Declared], read: Read, program: str) -> bool:
    return re.search(CREATES.format(program=re.escape(program)), _said(declared, read)) is not None


def _said(declared: Sequence[compose.Declared], read: Read) -> str:
    """What a service runs: its command, and the scripts that are mounted for it."""
    starts = [nodes.get(one.body, key) for one in declared for key in ("entrypoint", "command")]
    said = " ".join(text for each in starts for text in nodes.texts(each))
    for target, path in compose.mounted_files(declared):
        source = read(path) if target in said else None
        said += f"\n{source.data.decode('utf-8', 'replace')}" if source is not None else ""
    return said


def _volumes(
    whole: Sequence[compose.Declared],
    stack: compose.Stack,
    sources: Mapping[str, Source],
    draft: Draft,
    rules: RuleSet,
    pullers: Sequence[str],
    *,
    several: bool,
) -> None:
    """The volumes at the top of the file: that of the old models goes where nothing else has it, the caches come."""
    deployment = rules.deployment
    assert deployment is not None
    rule = deployment.deployment
    for one in whole:
        mounted = [nodes.said(volume) for volume in nodes.items(nodes.get(one.body, "volumes"))]
        old = {text.partition(":")[0] for text in mounted if f":{deployment.old.data}" in text}
        old |= {
            nodes.said(nodes.get(volume, "source"))
            for volume in nodes.items(nodes.get(one.body, "volumes"))
            if nodes.said(nodes.get(volume, "target")) == deployment.old.data
        }
        if not old and not (several and compose.complete(one)):
            continue
        source = sources[one.path]
        entry = next((each for each in nodes.entries(one.top) if each.key.value == "volumes"), None)
        node = nodes.plain(entry.value) if entry is not None else None
        present = {each.key.value for each in nodes.entries(node)}
        caches = [name for name in deployment.new.caches if name not in present]
        if entry is None or not isinstance(node, nodes.Mapping):
            step = edits.indentation(source, one.entry.span.start)
            lines = ["", "volumes:", *(f"{step}{name}:" for name in caches)]
            if entry is not None:
                draft.problem(one.path, entry.span, "`volumes` is empty", "take the line away, and run again")
            draft.endings.setdefault(one.path, []).append(lines)
            continue
        if node.flow:
            draft.problem(
                one.path, entry.span, "the volumes are written in braces", "write them in lines, and run again"
            )
            continue
        mine = {one.name for one in whole} | set(pullers)
        gone = [each for each in node.entries if each.key.value in old and not _shared(each.key.value, mine, stack)]
        indent = edits.indentation(source, node.entries[0].key.span.start)
        if caches:
            draft.edits.append(
                edits.after_line(source, entry.key.span.start, [f"{indent}{name}:" for name in caches], rule)
            )
        for each in gone:
            draft.edits.append(edits.without_lines(source, each.span, rule))
        if gone:
            listed = ", ".join(each.key.value for each in gone)
            draft.reviews.append(f"the volume {listed} is no longer declared; its data stays until somebody deletes it")


def _shared(name: str, mine: Collection[str], stack: compose.Stack) -> bool:
    """Whether a service beside the old server and its helpers mounts a volume."""
    return any(
        nodes.said(volume).partition(":")[0] == name or nodes.said(nodes.get(volume, "source")) == name
        for other, declared in stack.services.items()
        if other not in mine
        for one in declared
        for volume in nodes.items(nodes.get(one.body, "volumes"))
    )
