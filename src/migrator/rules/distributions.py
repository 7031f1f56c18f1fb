"""Packages of a language's index: which ones serve the old server, and which one a module comes from."""

from __future__ import annotations

from collections.abc import Mapping

from migrator.record import field, record
from migrator.rules.schema import Example


@record
class Replaced:
    """A distribution, or an extra of one (``name[extra]``), that goes once nothing imports what it is for.

    ``imports`` are the modules, or names in them, that need it; ``loaders`` modules that load it by themselves where
    they are told to, and ``strings`` functions that load it by a text: with any of them it stays. ``to`` replaces an
    extra in its place. ``brings`` are modules that came with it. ``conda`` is its name there, where it has another one.
    """

    imports: tuple[str, ...]
    loaders: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    to: str = ""
    brings: tuple[str, ...] = ()
    conda: str = ""


@record
class Version:
    """A version that a manifest asks for.

    It is taken where the project needs at least the major version ``node`` of Node, and where the packages of
    ``beside`` are declared with at least these major versions.
    """

    version: str
    node: int = 0
    beside: Mapping[str, int] = field(default_factory=dict)


@record
class Distributions:
    """What the manifests of a project declare when its code moves.

    ``imports`` says for a module, or a name in it, which distributions have it: any of them will do, and the first is
    added where none is declared. A module that is not listed needs nothing. ``least`` is the major version from which
    on a distribution has what the new code uses. ``versions`` are what a manifest that has to name one asks for: the
    first of them that fits.
    """

    distributions: str
    language: str
    what: str
    why: str
    replaced: Mapping[str, Replaced] = field(default_factory=dict)
    imports: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    least: Mapping[str, int] = field(default_factory=dict)
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    trap: str = ""
    examples: tuple[Example, ...] = ()
