"""Modules that are imported, and patterns that are compiled, when something of them is first asked for.

A hook needs half of what a rewrite does. Type checkers, and whoever checks which module imports which, are told of an
import as usual::

    if TYPE_CHECKING:
        from migrator.languages.python import render
    else:
        render = deferred("migrator.languages.python.render")
"""

from __future__ import annotations

from typing import Any, AnyStr, cast

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re


class Deferred:
    """Stands for a module until it is there, and has the same attributes."""

    def __init__(self, name: str) -> None:
        self.__dict__["__name__"] = name

    def __getattr__(self, attribute: str) -> Any:
        from importlib import import_module

        module = import_module(self.__dict__["__name__"])
        self.__dict__.update(vars(module))
        return getattr(module, attribute)

    def __repr__(self) -> str:
        return f"<deferred module {self.__dict__['__name__']!r}>"


def deferred(name: str) -> Deferred:
    """The module ``name``, without importing it now."""
    return Deferred(name)


class _Pattern:
    """Stands for a compiled pattern, and has the same methods; these are its own attributes from the first use on."""

    def __init__(self, text: Any, flags: int) -> None:
        self.__dict__["_written"] = text, flags

    def __getattr__(self, attribute: str) -> Any:
        import re

        compiled = re.compile(*self.__dict__["_written"])
        self.__dict__.update({name: getattr(compiled, name) for name in dir(compiled) if not name.startswith("_")})
        return getattr(compiled, attribute)

    def __repr__(self) -> str:
        return f"<deferred pattern {self.__dict__['_written'][0]!r}>"


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, compiled when it is first used. It takes a tenth of a millisecond and more."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))
