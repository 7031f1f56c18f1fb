"""What the manifests of one language follow: which files are its code, what these import, what is the project's own."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from migrator.languages.cells import module_of
from migrator.languages.python.imported import imported as python
from migrator.languages.typescript.imported import imported as typescript
from migrator.record import record

if TYPE_CHECKING:
    from migrator.scan.source import Source


@record
class Ecosystem:
    """A language with its packages.

    ``code`` are the suffixes of its files; ``between`` stands between the name of a package and that of a module in it.
    ``imported`` gives the modules that a file needs, ``own`` whether such a name means a file of the project.
    """

    code: tuple[str, ...]
    between: str
    imported: Callable[[Source], frozenset[str]]
    own: Callable[[str, str, Collection[str]], bool]

    def holds(self, names: Collection[str], wanted: str) -> bool:
        """Whether one of the imported names is the wanted one, or lies in it."""
        return any(name == wanted or name.startswith(f"{wanted}{self.between}") for name in names)

    def word(self, name: str) -> str:
        """What stands in the text of every file that imports ``name``."""
        return name.rpartition(".")[2] if self.between == "." else name


def _own_python(name: str, importer: str, files: Collection[str]) -> bool:
    """Whether an absolute import means a file of the project; what lies in a package goes by a longer name."""
    top = name.partition(".")[0]
    folder = importer
    while folder:
        folder = posixpath.dirname(folder)
        there = posixpath.join(folder, top)
        if posixpath.join(folder, "__init__.py") not in files and (
            f"{there}.py" in files or f"{there}/__init__.py" in files
        ):
            return True
    return False


ECOSYSTEMS = {
    "python": Ecosystem((".py", ".pyi", ".ipynb"), ".", lambda source: python(module_of(source).data), _own_python),
    "typescript": Ecosystem(
        (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte", ".astro", ".html"),
        "/",
        lambda source: typescript(source.data),
        lambda *_: False,  # the project's own files are imported by a path
    ),
}
