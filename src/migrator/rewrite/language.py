"""What a rewrite needs of a language: imports and long lines written its way, a second opinion on the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module

from migrator import languages
from migrator.languages import blanks
from migrator.languages.cells import CellSource, module_of, written
from migrator.languages.yaml_check import lacks
from migrator.model import Edit
from migrator.record import record, replace
from migrator.scan.source import Source
from migrator.unit import Import

PACKAGES = {
    "python": "migrator.languages.python",
    **dict.fromkeys(("typescript", "javascript", "vue"), "migrator.languages.typescript"),
}
"""Languages that have modules ``imports`` and ``layout`` of their own."""
CHECKED = frozenset({"python"})
"""Those that have a module ``check`` as well; the others say what they think of a file in ``problem``."""


@record
class Language:
    """The three questions.

    ``check(before, after)`` says what is wrong with ``after`` that was not wrong with ``before``, or ``None``. It can
    be pickled, so that another process can be asked. ``imports(source, wanted)`` gives the edits that import what
    ``source`` does not import yet. ``layout(before, after)`` gives the edits of ``after`` that break the lines which
    are too long for the file.
    """

    check: Callable[[bytes, bytes], str | None]
    imports: Callable[[bytes, Sequence[Import]], list[Edit]] | None = None
    layout: Callable[[bytes, bytes], list[Edit]] | None = None


Languages = Callable[[Source], Language | None]


def language_of(source: Source) -> Language:
    """The language that answers for a file, by the file's name and first line."""
    name = languages.language_of(source.path, source.data[:256])
    if isinstance(source, CellSource):
        name = "python"
    by_problem = partial(_check_by_problem, name, replace(source, data=b""))
    if name not in PACKAGES:
        return Language(partial(_check_stack, by_problem) if name == "yaml" else by_problem)
    package = PACKAGES[name]
    check = import_module(f"{package}.check").check if name in CHECKED else by_problem
    if isinstance(source, CellSource):
        check = partial(_check_cells, source, check)
    return Language(check, partial(_imports, package), partial(_layout, package))


def edited(source: Source) -> Source:
    """A file as it is analysed and edited: a notebook as the module of its cells."""
    return module_of(source)


def stored(source: Source, after: bytes) -> Source:
    """The file itself after ``source``, as :func:`edited` gave it, was changed to ``after``.

    Raises:
        ValueError: the change has no place in the file.
    """
    if isinstance(source, CellSource):
        return replace(source.raw, data=written(source, after))
    return replace(source, data=after)


def _check_cells(
    source: CellSource, check: Callable[[bytes, bytes], str | None], before: bytes, after: bytes
) -> str | None:
    try:
        written(source, after)
    except ValueError as error:
        return str(error)
    return check(before, after)


def _check_by_problem(name: str, file: Source, before: bytes, after: bytes) -> str | None:
    error = languages.problem(name, replace(file, data=after))
    if not error or languages.problem(name, replace(file, data=before)):
        return None
    return error


def _check_stack(check: Callable[[bytes, bytes], str | None], before: bytes, after: bytes) -> str | None:
    return check(before, after) or lacks(before, after)


def _imports(package: str, source: bytes, wanted: Sequence[Import]) -> list[Edit]:
    edits: list[Edit] = import_module(f"{package}.imports").edits(source, wanted)
    return edits


def _layout(package: str, before: bytes, after: bytes) -> list[Edit]:
    edits: list[Edit] = import_module(f"{package}.layout").edits(before, after)
    return [*blanks.edits(before, after), *edits]
