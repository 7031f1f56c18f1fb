"""Where the old servers of a code base are, and where the new ones will be: the one place that says so.

What is written in Compose files and clusters decides names and ports; everything that points to a server, in settings,
addresses and code, follows from it under the server's ``group``: together, or not at all.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from migrator.analysis.deployment import cluster, compose
from migrator.record import field, record, replace
from migrator.rules.load import listening

if TYPE_CHECKING:
    from migrator.model import Span
    from migrator.rules.deployment import Deployment
    from migrator.rules.load import RuleSet
    from migrator.rules.schema import Evidence
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
LOCAL = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "host.docker.internal", "[::1]", "172.17.0.1"})
"""Names of the machine itself: what is published there answers."""
ADDRESS = re.compile(
    r"(?P<before>//(?:[^/@\s]*@)?|^|(?<=[\s\"'=,(]))(?P<host>\[::1\]|[\w.-]+)(?::(?P<port>\d+))?(?![\w@])"
)

RUNS = re.compile(r"(^|/)(\.github/workflows/|\.gitlab-ci|\.circleci/|bitbucket-pipelines|\.drone|azure-pipelines)")
"""Files that say how tests are run."""

DOMAIN = re.compile(r"[\w-]+(\.svc(\.cluster\.local)?)?")
"""What may follow the name of a cluster's service: its namespace, and the domain of services."""


@record
class Server:
    """A server of the old kind that the code base deploys, and what it becomes.

    ``hosts`` are the names under which others reach it, ``port`` the one it listens on, ``published`` the ports at
    which the machine itself answers for it: each old one with the new one. ``places`` are where it is declared.
    Everything that names it is in the units of ``group``.
    """

    system: Literal["compose", "cluster"]
    folder: str
    name: str
    group: str
    places: tuple[tuple[str, Span], ...]
    hosts: Mapping[str, str]
    port: tuple[str, str]
    published: Mapping[str, str] = field(default_factory=dict)


@record
class Moved:
    """The new address, ``port`` empty where the old one had none; ``group`` is empty where no server is known."""

    host: str
    port: str
    group: str = ""


def servers(files: Iterable[str], read: Read, rules: RuleSet) -> tuple[Server, ...]:
    """Every server of the old kind that is deployed by ``files``, all paths of the code base."""
    deployment = rules.deployment
    if deployment is None or not _deployed(files, read, deployment):
        return ()
    found: list[Server] = []
    for stack in compose.stacks(files, read):
        found += _of_stack(stack, read, deployment, rules.evidence)
    return (*found, *_of_clusters(files, read, deployment, rules.evidence))


def _deployed(files: Iterable[str], read: Read, rules: Deployment) -> bool:
    """Whether a file names one of the images at all; most code bases deploy none."""
    images = [image.encode() for image in rules.old.images]
    for path in files:
        name = path.rpartition("/")[2].lower()
        if name.endswith(compose.SUFFIXES) or "dockerfile" in name or "containerfile" in name:
            source = read(path)
            if source is not None and any(image in source.data for image in images):
                return True
    return False


def starts_its_own(source: Source, rules: RuleSet) -> bool:
    """Whether a file is that of a test run which starts an old server of its own: its addresses are about that one."""
    if rules.deployment is None or not RUNS.search(source.path):
        return False
    return any(
        re.search(rb"image:\s*[\"']?(?:[\w.-]+/)*" + image.encode(), source.data)
        for image in rules.deployment.old.images
    )


def renamed(name: str, rules: Deployment) -> str:
    """A name with the old server's replaced by the new one's; the name itself if that is not in it."""
    for old, new in rules.words.items():
        name = re.sub(re.escape(old), lambda match, new=new: _cased(match[0], new), name, flags=re.IGNORECASE)  # type: ignore[misc]
    return name


def placed(files: Iterable[str], read: Read, rules: RuleSet, port: int = 0) -> RuleSet:
    """The rules with the names of this code base's servers, and with a port of the machine that is free.

    By its name a server is reached at the port it listens on, which is that one as well where it is published.
    ``port`` is the one that a person has chosen; 0 leaves it to what the code base publishes already.
    """
    known = _stacked(files, read, rules)
    taken = [new for server in known for old, new in server.published.items() if old in rules.evidence.ports]
    if taken and not port:
        rules = listening(rules, int(taken[0]))
        known = _stacked(files, read, rules)
    hosts = {old: new for server in known for old, new in server.hosts.items()}
    hosts |= {
        f"{old}:{server.port[0]}": f"{new}:{server.port[1]}" for server in known for old, new in server.hosts.items()
    }
    return replace(rules, evidence=replace(rules.evidence, hosts={**rules.evidence.hosts, **hosts})) if hosts else rules


def _stacked(files: Iterable[str], read: Read, rules: RuleSet) -> list[Server]:
    return [server for server in servers(files, read, rules) if server.system == "compose"]


def moved(host: str, port: str, path: str, known: Sequence[Server], evidence: Evidence) -> Moved | None:
    """Where the server at an address that is written in the file ``path`` will be; ``None`` if it is no old one's.

    ``port`` is empty where none is written. A server that no file declares moves as the evidence says.
    """
    near = sorted(known, key=lambda server: _distance(server, path))
    for server in near:
        new = _host(host, server)
        if new and port in ("", server.port[0]):
            return Moved(new, server.port[1] if port else "", server.group)
    if host in LOCAL:
        for server in near:
            if port in server.published:
                return Moved(host, server.published[port], server.group)
    if port in evidence.ports or (host in evidence.hosts and not port):
        return Moved(evidence.hosts.get(host, host), evidence.ports.get(port, ""))
    return None


def readdressed(
    text: str, path: str, known: Sequence[Server], evidence: Evidence
) -> tuple[str, tuple[str, ...]] | None:
    """A text with the old servers' addresses in it replaced, and the groups this belongs to; ``None`` if it has none.

    An address is a host behind ``//``, or a host with a port.
    """
    groups: list[str] = []
    changed = False

    def new(match: re.Match[str]) -> str:
        nonlocal changed
        if not match["port"] and not match["before"].startswith("//"):
            return match[0]
        to = moved(match["host"], match["port"] or "", path, known, evidence)
        if to is None:
            return match[0]
        changed = True
        groups.extend([to.group] if to.group else [])
        return match["before"] + to.host + (f":{to.port}" if to.port else "")

    result = ADDRESS.sub(new, text)
    return (result, tuple(dict.fromkeys(groups))) if changed else None


def _of_stack(stack: compose.Stack, read: Read, rules: Deployment, evidence: Evidence) -> Iterator[Server]:
    running = {
        name: declared
        for name, declared in stack.services.items()
        if compose.is_old(image_of(declared, read), rules) and compose.runs(declared, read, rules) == "server"
    }
    taken = {
        host for name, declared in stack.services.items() if name not in running
        for host, _, _ in compose.published(declared)
    }  # fmt: skip
    others = {
        host for name, declared in stack.services.items() if name not in running for host in compose.names(declared)
    }
    for name, declared in running.items():
        inside = _listens(declared, rules)
        ports: dict[str, str] = {}
        for host, target, _ in compose.published(declared):
            if host and target == inside and host not in ports:
                ports[host] = _free(evidence.ports.get(host, host), taken)
                taken.add(ports[host])
        yield Server(
            "compose",
            stack.folder,
            name,
            f"compose:{stack.folder}:{name}",
            tuple((one.path, one.entry.key.span) for one in declared),
            {
                host: _unused(host, renamed(host, rules), others)
                for host in (*compose.names(declared), *compose.linked(name, stack))
            },
            (inside, evidence.ports.get(inside) or next(iter(evidence.ports.values()), rules.new.port)),
            ports,
        )


def image_of(declared: Sequence[compose.Declared], read: Read) -> str:
    """The image of a service; that which its own Dockerfile starts from, where it is built."""
    image = compose.image_of(declared)
    built = compose.dockerfile(declared)
    if not built:
        return image
    source = read(built)
    found = re.findall(rb"^\s*FROM\s+(?:--\S+\s+)?(\S+)", source.data, re.MULTILINE | re.IGNORECASE) if source else []
    return found[-1].decode("utf-8", "replace") if found else ""


def _listens(declared: Sequence[compose.Declared], rules: Deployment) -> str:
    for name, value, _ in compose.environment(declared):
        port = re.search(r":(\d+)/?$", compose.settled(value))
        if name == rules.old.host and port:
            return port[1]
    return rules.old.port


def _of_clusters(files: Iterable[str], read: Read, rules: Deployment, evidence: Evidence) -> Iterator[Server]:
    for found in cluster.services(files, read, rules):
        name = renamed(found.name, rules)
        new = rules.new.cluster.get(name, name)
        yield Server(
            "cluster",
            posixpath.dirname(found.path),
            found.name,
            f"cluster:{posixpath.dirname(found.path)}:{found.name}",
            ((found.path, found.span),),
            {found.name: new},
            (found.port, evidence.ports.get(found.port, found.port)),
        )


def _host(host: str, server: Server) -> str:
    """The new name of a host, if it is a server's; in a cluster the namespace may follow, and its domain."""
    if host in server.hosts:
        return server.hosts[host]
    name, dot, rest = host.partition(".")
    if server.system == "cluster" and dot and DOMAIN.fullmatch(rest) and name in server.hosts:
        return f"{server.hosts[name]}.{rest}"
    return ""


def _unused(old: str, new: str, taken: Collection[str]) -> str:
    """The new name, with a number if another service of the stack has it already."""
    names = (new, *(f"{new}-{number}" for number in range(2, len(taken) + 3)))
    return new if new == old else next(name for name in names if name not in taken)


def _free(port: str, taken: set[str]) -> str:
    """The port, or the next one that nothing else publishes."""
    while port in taken and port.isdigit():
        port = str(int(port) + 1)
    return port


def _distance(server: Server, path: str) -> tuple[bool, int, bool]:
    """How far a server is from a file: one that the file declares, then one of its directory or above, then others."""
    inside = not server.folder or path.startswith(f"{server.folder}/")
    declares = any(path == place for place, _ in server.places)
    return not declares, -len(server.folder) if inside else 1, server.system == "cluster"


def _cased(old: str, new: str) -> str:
    if old.isupper():
        return new.upper()
    return new.capitalize() if old[:1].isupper() else new
