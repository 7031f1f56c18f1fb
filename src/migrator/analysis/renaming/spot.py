"""A place of the old word, and what has to be known of the code base to tell what it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from migrator.model import Span
from migrator.record import record

if TYPE_CHECKING:
    from migrator.analysis.renaming.paths import Moving
    from migrator.analysis.variables.graph import Variable
    from migrator.rules.load import RuleSet

CODE = frozenset({"python", "typescript", "javascript", "vue", "html", "notebook"})
Kind = Literal["name", "variable", "file", "mention", "prose", "kept"]


@record
class Spot:
    """A place of the word. ``span`` is that of the word alone, ``name`` the whole name it is part of.

    A ``mention`` follows what it names, if that is renamed. What is ``kept`` has the reason in ``why``; of a ``name``
    that cannot be renamed ``why`` says what hinders. ``local`` says that it is bound and read in one file only, as far
    as this place tells. One that ``expands`` is a key as well, which stays: ``{ a }`` becomes ``{ a: b }``. ``typed``
    says that a type declares it as a part of its values, ``filled`` that a value gets it as one,
    ``unpacked`` that it is taken out of a value under its own name.
    """

    path: str
    span: Span
    kind: Kind
    name: str
    rule: str
    why: str = ""
    how: str = ""
    local: bool = False
    declared: bool = False
    exported: bool = False
    imported: bool = False
    expands: bool = False
    typed: bool = False
    filled: bool = False
    unpacked: bool = False
    files: tuple[str, ...] = ()


@record
class Known:
    """What is known of the code base beforehand.

    Its variables, the files that get other names, the names that it defines, and the ways to write its modules' paths.
    """

    variables: Mapping[str, Variable]
    moving: Moving
    own: frozenset[str]
    modules: frozenset[str]
    rules: RuleSet
