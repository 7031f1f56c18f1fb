"""Scripts that install or start an old server of their own: what they run and say after that is about that one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from migrator.languages.place import line_around

if TYPE_CHECKING:
    from migrator.analysis.deployment.servers import Server
    from migrator.rules.deployment import Deployment
    from migrator.rules.load import RuleSet
    from migrator.scan.source import Source

SHELLS = frozenset({"shell", "powershell", "bat"})


def has_its_own(source: Source, language: str, rules: RuleSet) -> bool:
    """Whether a script has the old program do something that starts or needs a server of the old kind on the machine.

    Its commands, addresses and messages stay together: half of them would be about the one, half about the other.
    """
    if language not in SHELLS or rules.deployment is None:
        return False
    text = "\n".join(line for line in _joined(source) if not line.lstrip().startswith("#"))
    return re.search(_starting(rules.deployment, rules.names.domains), text, re.IGNORECASE) is not None


def makes(source: Source, servers: Iterable[Server], rules: RuleSet) -> bool:
    """Whether a file makes a container under the name of one of ``servers``, or looks for one, besides Compose.

    The old program's name is always one: servers that have moved are not declared any more.
    """
    known = [rules.deployment.old.program] if rules.deployment is not None else []
    names = "|".join(map(re.escape, [*known, *(name for server in servers for name in server.hosts)]))
    if not names:
        return False
    pattern = re.compile(rf"--name[= ]+[\"']?(?:{names})(?![\w.-])|[\"'](?:name=)?\^/?(?:{names})\$")
    return any(pattern.search(line) for line in _joined(source))


def makes_one(data: bytes, at: int, rules: Deployment) -> bool:
    """Whether the command at a place, with all lines that it goes on in, makes a container of an old image."""
    line = line_around(data, at)
    start, end = line.start, line.end
    while data[:start].endswith(b"\\\n"):
        start = line_around(data, start - 1).start
    while data[:end].endswith(b"\\") and end < len(data):
        end = line_around(data, end + 1).end
    image = b"|".join(re.escape(name.encode()) for name in rules.old.images)
    return re.search(rb"\b(?:run|create)\b[^;]*[\s/\"'](?:%b)\b" % image, data[start:end]) is not None


def _starting(rules: Deployment, domains: Iterable[str]) -> str:
    program = re.escape(rules.old.program)
    image = "|".join(map(re.escape, rules.old.images))
    pages = "|".join(map(re.escape, domains))
    return (
        rf"\b(?:curl|wget|iwr|irm)\b[^\n]*(?:{pages})[^\n]*install"
        rf"|\bsystemctl\s[^\n]*\b{program}\b|\bservice\s+{program}\s"
        rf"|\b(?:install|add|upgrade)\s+(?:-\S+\s+)*{program}\b(?![-/])"
        rf"|(?<![\w./@\"'-])(?<!`){program}(?:\.exe)?\s+(?:serve|start)\b"
        rf"|\b(?:Start-Process|Get-Command|command\s+-v|which)\s+[\"']?{program}\b"
        rf"|\b(?:run|create)\b[^\n]*(?<![\w/.-])(?:{image})"
    )


def _joined(source: Source) -> list[str]:
    """The lines of a file; one for those that are continued."""
    text = source.data.decode("utf-8", "replace").replace("\r", "")
    return re.sub(r"[\\`]\n", " ", text).split("\n")
