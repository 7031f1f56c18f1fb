"""A code base in memory for the analysis of deployments."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from migrator.analysis.deployment.servers import placed
from migrator.rewrite.code_base import whole
from migrator.rewrite.run import rewrite
from migrator.rules.load import RuleSet, built_in
from migrator.scan.decode import decode
from migrator.scan.source import Source

RULES: RuleSet = built_in()


def reader(files: Mapping[str, str]) -> Callable[[str], Source | None]:
    """Reads the files of a mapping from paths to texts."""

    def read(path: str) -> Source | None:
        if path not in files:
            return None
        source = decode(path, files[path].encode())
        return source if isinstance(source, Source) else None

    return read


def rewritten(files: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The files after a rewrite of everything, and why something stays; a second run must change nothing."""
    after, why = _once(files)
    again, _ = _once(after)
    assert again == after, "a second run changes nothing"
    return after, why


def _once(files: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    sources = {path: Source(path, text.encode()) for path, text in files.items()}

    def read(path: str) -> Source:
        if path not in sources:
            raise FileNotFoundError(2, "No such file or directory", path)
        return sources[path]

    analyse, follow = whole(list(files), read, placed(files, sources.get, RULES))
    done = rewrite(".", analyse, read, follow=follow, dry_run=True)
    assert not done.errors
    after = {**files, **{file.path: file.after.decode() for file in done.files}}
    return after, [note.why for note in done.manual]
