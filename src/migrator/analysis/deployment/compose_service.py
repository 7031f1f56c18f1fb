"""The old server's service in a Compose file becomes the new one's: entry by entry, each with an edit of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment import compose
from migrator.analysis.deployment.compose_environment import rewrite_environment, wanted, written
from migrator.analysis.deployment.compose_work import Work, has, on_gpu
from migrator.languages import yaml_edits as edits
from migrator.languages import yaml_nodes as nodes
from migrator.languages.place import line_around
from migrator.model import Edit, Span

if TYPE_CHECKING:
    from migrator.analysis.deployment.servers import Server
    from migrator.analysis.deployment.serving import Served
    from migrator.rules.deployment import Deployment

MINUTES = 10
"""A start period that is shorter than this does not survive the first download."""


def rewritten(work: Work, *, whole: Sequence[compose.Declared], extra: Sequence[str]) -> None:
    """Adds the edits of one file's part of the service to its draft.

    Args:
        work: the part.
        whole: all parts of the service, of which one says the image.
        extra: flags that the variables of the old server become.
    """
    body = work.declared.body
    if not isinstance(body, nodes.Mapping) or body.flow:
        why = "the service is written in braces" if isinstance(body, nodes.Mapping) else "the service is empty"
        work.draft.problem(work.declared.path, work.declared.entry.span, why, "write it in lines, and run again")
        return
    work.draft.edits.append(edits.renamed(work.source, work.declared.entry, work.served.name, work.rule))
    _names(work)
    _ports(work)
    _volumes(work)
    rewrite_environment(work)
    _health(work)
    image, build = work.entry("image"), work.entry("build")
    for key in ("entrypoint", "command"):
        entry = work.entry(key)
        if entry is not None and (key == "entrypoint" or (image is None and build is None)):
            work.gone(entry)
    if image is not None:
        work.text(image.value, work.rules.new.image)
    if build is not None and image is not None:
        work.gone(build)
    if image is not None or build is not None:
        _started(work, image or build, whole, extra)


def _started(work: Work, image: nodes.Entry | None, whole: Sequence[compose.Declared], extra: Sequence[str]) -> None:
    """The command, and what the old service did without, behind the image, which takes the place of a build."""
    assert image is not None
    indent = edits.indentation(work.source, image.span.start)
    deeper = _step(work, indent)
    command = [f"{indent}{line}" for line in commanded(work.served, deeper, extra)]
    old, lines = work.entry("command"), list[str]()
    if old is None:
        lines += command
    else:
        key = edits.indentation(work.source, old.span.start)
        new = "\n".join(line if at else line[len(key) :] for at, line in enumerate(command))
        work.draft.edits.append(Edit(work.declared.path, old.span, (new,), work.rule))
    if not has(whole, "ipc") and not has(whole, "shm_size"):
        lines.append(f"{indent}ipc: host")
    given = [f"{name}: {written(value)}" for name, value in wanted(work, whole)]
    if given and work.entry("environment") is None:
        lines += [f"{indent}environment:", *(f"{indent}{deeper}{line}" for line in given)]
    if not has(whole, "healthcheck"):
        lines += [f"{indent}healthcheck:", *(f"{indent}{deeper}{line}" for line in checked(work))]
    if not on_gpu(whole):
        work.draft.reviews.append("the new server needs a graphics card: one is reserved, where none was before")
        if has(whole, "deploy"):
            why, how = "`deploy` reserves no graphics card", "reserve one under deploy.resources.reservations.devices"
            work.draft.problem(work.declared.path, image.span, why, how)
        lines += [f"{indent}{line.replace('  ', deeper)}" for line in reserved(work.rules)]
    if work.served.after:
        lines += _after(work, indent, deeper)
    if image.key.value == "build":
        new = "\n".join([f"image: {work.rules.new.image}", *lines])
        end = line_around(work.source.data, image.span.end - 1).end
        told = re.match(rb"\s*#[^\r\n]*", work.source.data[image.span.end : end])  # of the image that was made
        span = Span(image.span.start, image.span.end + (told.end() if told else 0))
        work.draft.edits.append(Edit(work.declared.path, span, (new,), work.rule))
    elif lines:
        work.draft.edits.append(edits.after_line(work.source, image.span.end, lines, work.rule))


def _after(work: Work, indent: str, deeper: str) -> list[str]:
    """That it starts when the other server of its card is ready: each measures what the other has left."""
    first, entry = work.served.after, work.entry("depends_on")
    if entry is None:
        return [f"{indent}{line}" for line in after(first, deeper)]
    how = f"let it depend on {first}, condition service_healthy"
    work.draft.problem(work.declared.path, entry.span, f"it shares its card with {first} and waits for others", how)
    return []


def commanded(served: Served, step: str, extra: Sequence[str] = ()) -> list[str]:
    """The command of a server, line by line."""
    return ["command:", *(f"{step}- {edits.scalar(word)}" for word in (*served.command, *extra))]


def after(first: str, step: str) -> list[str]:
    """That a service starts when another one is ready, line by line."""
    return ["depends_on:", f"{step}{first}:", f"{step * 2}condition: service_healthy"]


def checked(work: Work) -> list[str]:
    """The health check, line by line."""
    new = work.rules.new
    test = edits.flow([*new.check, f"http://localhost:{work.server.port[1]}{new.health}"])
    return [f"test: {test}", "interval: 10s", "timeout: 5s", "retries: 6", f"start_period: {new.wait}"]


def reserved(rules: Deployment) -> list[str]:
    """The reservation of a card, line by line."""
    return [
        "deploy:",
        "  resources:",
        "    reservations:",
        "      devices:",
        f"        - driver: {rules.new.gpu}",
        "          count: 1",
        "          capabilities: [gpu]",
    ]


def _names(work: Work) -> None:
    for key in ("container_name", "hostname"):
        entry = work.entry(key)
        if entry is not None and (name := nodes.said(entry.value)) in work.server.hosts:
            work.text(entry.value, work.server.hosts[name])
    for network in nodes.entries(nodes.get(work.declared.body, "networks")):
        for alias in nodes.items(nodes.get(network.value, "aliases")):
            work.text(alias, work.server.hosts.get(nodes.said(alias), nodes.said(alias)))


def _ports(work: Work) -> None:
    old, new = work.server.port
    for key in ("ports", "expose"):
        for port in nodes.items(nodes.get(work.declared.body, key)):
            if isinstance(port, nodes.Mapping):
                work.text(nodes.get(port, "target"), _swapped(nodes.said(nodes.get(port, "target")), {old: new}))
                host = nodes.get(port, "published")
                work.text(host, _swapped(nodes.said(host), work.server.published))
                continue
            work.text(port, swapped_port(nodes.said(port), work.server))


def swapped_port(said: str, server: Server) -> str:
    """A port in its short form with the new numbers."""
    host, colon, inside = said.rpartition(":")
    if host.count("{") > host.count("}"):  # the colon of a variable's default
        host, colon, inside = "", "", said
    return f"{_swapped(host, server.published)}{colon}{_swapped(inside, dict([server.port]))}"


def _swapped(text: str, ports: Mapping[str, str]) -> str:
    """A text with each port replaced; longer numbers that hold one are left."""
    return re.sub(r"\d+", lambda match: ports.get(match[0], match[0]), text)


def _volumes(work: Work) -> None:
    """The models' directory becomes the caches; what the old start scripts were mounted for goes with them."""
    entry = work.entry("volumes")
    if entry is None:
        return
    node, caches = nodes.plain(entry.value), work.rules.new.caches
    if not isinstance(node, nodes.Sequence):
        return
    scripts = {target for target, path in compose.mounted_files([work.declared]) if _starts(work, target)}
    done = False
    for span, item in node.items:
        target = _target(item)
        if target in scripts:
            work.draft.edits.append(edits.without_item(work.source, span, work.rule))
        elif target.rstrip("/") == work.rules.old.data:
            quote = item.style if isinstance(item, nodes.Scalar) and len(item.style) == 1 else ""
            new = [f"{quote}{name}:{path}{quote}" for name, path in caches.items()]
            if node.flow:
                parts = ", ".join(new if not done else [])
                work.draft.edits.append(Edit(work.declared.path, item.span, (parts,), work.rule))
            else:
                indent = edits.indentation(work.source, span.start)
                joined = f"\n{indent}".join(f"- {one}" for one in new)
                work.draft.edits.append(Edit(work.declared.path, span, (joined,), work.rule))
            done = True


def _starts(work: Work, target: str) -> bool:
    said = " ".join(
        text for key in ("entrypoint", "command") for text in nodes.texts(nodes.get(work.declared.body, key))
    )
    return target in said


def _target(item: nodes.Node) -> str:
    if isinstance(item, nodes.Mapping):
        return nodes.said(nodes.get(item, "target"))
    parts = compose.settled(nodes.said(item)).split(":")
    return parts[1] if len(parts) > 1 else parts[0]


def _health(work: Work) -> None:
    entry = work.entry("healthcheck")
    if entry is None or nodes.get(entry.value, "disable") is not None:
        return
    test = next((one for one in nodes.entries(entry.value) if one.key.value == "test"), None)
    node = nodes.plain(entry.value)
    if test is None or test.value is None or not isinstance(node, nodes.Mapping):
        work.draft.problem(work.declared.path, entry.span, "the health check is not written here", "change it by hand")
        return
    said = checked(work)[0].removeprefix("test: ")
    work.draft.edits.append(Edit(work.declared.path, test.value.span, (said,), work.rule))
    period = next((one for one in node.entries if one.key.value == "start_period"), None)
    if period is not None:
        if _minutes(nodes.said(period.value)) < MINUTES:
            work.text(period.value, work.rules.new.wait)
    elif node.flow:
        at = Span(test.value.span.end, test.value.span.end)
        work.draft.edits.append(Edit(work.declared.path, at, (f", start_period: {work.rules.new.wait}",), work.rule))
    else:
        last = node.entries[-1].span
        indent = edits.indentation(work.source, node.entries[0].span.start)
        line = f"{indent}start_period: {work.rules.new.wait}"
        work.draft.edits.append(edits.after_line(work.source, last.end - 1, [line], work.rule))


def _minutes(text: str) -> float:
    units = {"h": 60.0, "m": 1.0, "s": 1 / 60}
    return sum(float(number) * units[unit] for number, unit in re.findall(r"(\d+(?:\.\d+)?)([hms])(?!s)", text))


def _step(work: Work, indent: str) -> str:
    """How much deeper a level is than the one above, as this file has it."""
    above = edits.indentation(work.source, work.declared.entry.span.start)
    return " " * max(len(indent) - len(above), 1)
