"""What every command starts from: the settings of the project and the rules that apply to it."""

from __future__ import annotations

import os
from collections.abc import Callable

from migrator.rules.load import RuleSet, called, listening, load
from migrator.scan.source import Source
from migrator.settings import Settings
from migrator.settings import load as load_settings


def opened(config: str, rules: tuple[str, ...]) -> tuple[Settings, RuleSet]:
    """The settings in the file ``config``, or in the nearest one, and the rules with those of a team's own ``rules``.

    Raises :class:`migrator.errors.UserError` with everything that is wrong with either.
    """
    settings = load_settings(os.getcwd(), config=config or None, rule_ids=lambda own: load(own + rules).files)
    own = tuple(os.path.join(settings.root, directory) for directory in settings.rules)
    return settings, called(listening(load(own + rules), settings.port), settings.name)


def readable(settings: Settings) -> Callable[[str], Source | None]:
    """A function that reads a file of the project; ``None`` where there is no text to be had."""
    from migrator.scan.files import reader

    read = reader(settings)

    def text(path: str) -> Source | None:
        try:
            return read(path)
        except OSError:
            return None

    return text


def absolute(paths: tuple[str, ...]) -> tuple[str, ...]:
    """``paths`` as given in the current directory, all of it by default, whatever the root of the project is."""
    return tuple(map(os.path.abspath, paths or (".",)))


def root() -> str:
    """The root of the project that the current directory lies in."""
    return load_settings(os.getcwd()).root
