"""``[tool.migrator]`` of ``pyproject.toml``, or ``migrator.toml``, as one frozen value."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection

from migrator.errors import UserError
from migrator.model import Priority
from migrator.record import field, record

RuleIds = Callable[[tuple[str, ...]], Collection[str]]

OWN_FILE = "migrator.toml"
SHARED_FILE = "pyproject.toml"


@record
class Keep:
    """What stays on the old server for now: counted apart, never failed on. Patterns, with the reason.

    ``until`` is the last day of that, ``YYYY-MM-DD``; empty means for as long as the entry stands.
    """

    paths: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    reason: str = ""
    until: str = ""


@record
class Settings:
    """Every setting with its default.

    ``root`` is the absolute path that findings are relative to. ``port`` is where the new server listens; 0 leaves that
    to the rules. ``name`` is the word that names get in place of the old server's; empty leaves that to the rules.
    """

    root: str
    source: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    priorities: dict[str, Priority] = field(default_factory=dict)
    max_file_bytes: int = 10_000_000
    documents: bool = False
    baseline: str = "migrator-baseline.txt"
    port: int = 0
    name: str = ""
    keep: tuple[Keep, ...] = ()


class SettingsError(UserError):
    """Settings that cannot be used; all the problems with them, with file and, where known, line."""


def load(
    start_dir: str,
    *,
    config: str | None = None,
    rule_ids: RuleIds | None = None,
) -> Settings:
    """The settings that hold in the directory ``start_dir``; the defaults where no file has any.

    The nearest file upwards counts, up to the directory that holds ``.git``; its directory is the root. ``config``
    names a file instead, and the root is then that of the repository. ``rule_ids`` gives the ids of all rules for the
    settings' own directories of rules; without it ids are not checked, and it is asked only when some are named.

    Raises :class:`SettingsError` with every problem at once.
    """
    start = os.path.abspath(start_dir)
    if config is not None:
        path = os.path.join(start, config)
        text = _read(path, start)
        table = _table(path, text, start)
        if table is None:
            raise SettingsError([f"{_shown(path, start)}: has no [tool.migrator]"])
        return _checked(table, text, path, _repository(start) or start, start, rule_ids)
    for directory in _upwards(start):
        own, shared = os.path.join(directory, OWN_FILE), os.path.join(directory, SHARED_FILE)
        found = []
        for path in (own, shared):
            if os.path.isfile(path):
                text = _read(path, start)
                table = _table(path, text, start) if path == own or _may_have_table(text) else None
                if table is not None:
                    found.append((table, text, path))
        if len(found) > 1:
            raise SettingsError([f"{_shown(own, start)}: {SHARED_FILE} beside it has [tool.migrator] too; keep one"])
        for table, text, path in found:
            return _checked(table, text, path, directory, start, rule_ids)
    return Settings(root=_repository(start) or start)


def _may_have_table(text: str) -> bool:
    """Whether parsing the text, which costs more than the rest of a run without findings, can be worth it."""
    if "migrator" not in text:
        return False
    dense = text.replace(" ", "").replace("\t", "").replace('"', "").replace("'", "")
    return "tool.migrator" in dense or "[tool]" in dense or "tool={" in dense


def _upwards(directory: str) -> list[str]:
    """``directory`` and those above it, up to the root of its repository."""
    directories = [directory]
    while not os.path.exists(os.path.join(directories[-1], ".git")):
        parent = os.path.dirname(directories[-1])
        if parent == directories[-1]:
            break
        directories.append(parent)
    return directories


def _repository(directory: str) -> str | None:
    top = _upwards(directory)[-1]
    return top if os.path.exists(os.path.join(top, ".git")) else None


def _read(path: str, start: str) -> str:
    try:
        with open(path, encoding="utf-8-sig") as stream:
            return stream.read()
    except UnicodeDecodeError as error:
        raise SettingsError([f"{_shown(path, start)}: is not UTF-8: byte {error.start} cannot be read"]) from error
    except OSError as error:
        raise SettingsError([f"{_shown(path, start)}: cannot be read: {error.strerror}"]) from error


def _table(path: str, text: str, start: str) -> object:
    """What the file says about migrator; None when it says nothing."""
    import tomllib

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, where = str(error).rpartition(" (at ")
        # "line 3, column 5)" or "end of document)"
        line = "".join(c for c in where.partition(",")[0] if c.isdecimal()) or str(text.rstrip().count("\n") + 1)
        raise SettingsError([f"{_shown(path, start)}:{line}: is not TOML: {what or error}"]) from error
    if os.path.basename(path) != SHARED_FILE:
        return document
    tool = document.get("tool")
    return tool.get("migrator") if isinstance(tool, dict) else None


def _checked(
    table: object,
    text: str,
    path: str,
    root: str,
    start: str,
    rule_ids: RuleIds | None,
) -> Settings:
    from migrator.settings.check import check
    from migrator.settings.lines import places

    prefix = ("tool", "migrator") if os.path.basename(path) == SHARED_FILE else ()
    find = places(text, prefix)
    problems: list[tuple[int, str]] = []

    def report(key: tuple[str | int, ...], what: str) -> None:
        problems.append((find(key), what))

    settings = check(table, Settings(root=root, source=path), report, rule_ids)
    if problems:
        shown = _shown(path, start)
        raise SettingsError(
            [f"{shown}:{line}: {what}" if line else f"{shown}: {what}" for line, what in sorted(problems)]
        )
    return settings


def _shown(path: str, start: str) -> str:
    try:
        relative = os.path.relpath(path, start)
    except ValueError:  # on another drive
        return path
    return path if relative.startswith("..") else relative
