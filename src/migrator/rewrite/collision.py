"""A port that the rewritten code expects the new server on, and that the project itself listens on already."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from migrator.record import replace
from migrator.rewrite.plan import Read
from migrator.rewrite.run import Note, Rewritten
from migrator.scan.source import Source

LOCAL = r"\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0):{port}\b"  # http://localhost:8000, 0.0.0.0:8000
LISTENS = (
    LOCAL,
    r"\bport[\"']?(?:\s*[:=,(]|\s)\s*[\"']?{port}\b",  # port=8000, "port": 8000, PORT=8000, --port 8000
    r"(?<![\w.:/]){port}:\d+\b",  # 8000:80, as a container publishes it
    r"\b(?:listen|runserver)\W{{1,3}}{port}\b",  # app.listen(8000), manage.py runserver 8000
)
"""How a line says that something listens on a port of the machine itself. Ports of other hosts do not count."""
TOLD = (".md", ".rst", ".txt", ".ipynb", ".lock")
"""What tells of a port without listening on it."""


def with_collisions(done: Rewritten, files: Sequence[str], read: Read, ports: Collection[str], rule: str) -> Rewritten:
    """``done`` with a review for each of ``ports`` that it moves code to and that the project has something else on.

    Args:
        done: the rewrite.
        files: those of the project, by their paths from its root.
        read: gives them; those that changed are taken as they were before.
        ports: where the new server may listen.
        rule: the rule that the review is told under.
    """
    old = {file.path: file.before for file in done.files}

    def before(path: str) -> Source:
        return old.get(path) or read(path)

    notes = tuple(
        Note(
            path,
            line,
            rule,
            f"holds if the new server gets port {port} of the machine, which this line already uses; "
            "if not, set another `port` for it in the settings",
        )
        for port in sorted(set(ports))
        if _moved_to(done, port)
        for path, line in _first_use(files, before, port)
    )
    return replace(done, reviews=(*done.reviews, *notes)) if notes else done


def _moved_to(done: Rewritten, port: str) -> bool:
    local = re.compile(LOCAL.format(port=port).encode())
    return any(len(local.findall(file.after)) > len(local.findall(file.before.data)) for file in done.files)


def _first_use(files: Sequence[str], read: Read, port: str) -> Iterator[tuple[str, int]]:
    """The first line that listens on ``port``, if there is one."""
    listens = re.compile("|".join(LISTENS).format(port=port).encode(), re.IGNORECASE)
    for path in files:
        if path.lower().endswith(TOLD):
            continue
        try:
            source = read(path)
        except OSError:
            continue
        if port.encode() in source.data and (found := listens.search(source.data)):
            yield path, source.position(found.start())[0]
            return
