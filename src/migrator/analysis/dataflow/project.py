"""The files of a code base, parsed when they are first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING

from migrator.languages import language_of
from migrator.record import record

if TYPE_CHECKING:
    from migrator.analysis.dataflow.values import Place, Value
    from migrator.scan.source import Source
    from migrator.syntax import Call, Module, Scope


@record(eq=False)
class Site:
    """A call of a function of the project."""

    call: Call
    module: Module


REREAD = 8_000_000
"""Bytes of files that are kept because they are searched for one name after the other."""
ROOM = 2_000_000
"""Bytes of text whose modules are kept from one file to the next; their trees take some thirty times as much."""
LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_").union(range(128, 256))


class Kept:
    """The sources that were read last, up to :data:`REREAD` bytes of them."""

    def __init__(self) -> None:
        self._sources: dict[str, Source | None] = {}
        self._size = 0

    def get(self, path: str, read: Callable[[str], Source | None]) -> Source | None:
        """The source of a path, read if it is not at hand."""
        if path not in self._sources:
            if self._size > REREAD:
                self._sources.clear()
                self._size = 0
            source = self._sources[path] = read(path)
            self._size += len(source.data) if source is not None else 0
        return self._sources[path]


class Project:
    """Reads and keeps modules. ``files`` are all paths of the code base, relative, with ``/``.

    ``read`` gives the source of a path, or ``None`` where it cannot be read. ``sites`` says, for functions that are
    looked at from one of their calls, which one: their parameters then have the arguments of that call and no other.
    ``searched`` are the files in which callers are looked for; ``opened`` those that may be parsed because another one
    imports them, all of them if ``None``; ``origins`` what has been found out already.
    ``notes`` are things found out that are forgotten with the modules that they are about; ``facts`` hold none.
    """

    def __init__(self, files: Iterable[str], read: Callable[[str], Source | None]) -> None:
        self.files = frozenset(files)
        self.read = read
        self.notes: dict[str, object] = {}
        self.facts: dict[str, object] = {}
        self.origins: dict[Place, list[Value]] = {}
        self.sites: Mapping[Scope, Site] = {}
        self.searched: Sequence[str] = sorted(filter(_is_code, self.files))
        self.opened: frozenset[str] | None = None
        self._modules: dict[str, Module | None] = {}
        self._kept = Kept()
        self._mentioning: dict[tuple[str, ...], list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        self._families: dict[str, str] = {}

    def search_in(self, paths: Sequence[str]) -> None:
        """Looks for callers in these files from now on."""
        self.searched, self._mentioning = paths, {}

    def seen_from(self, scope: Scope, site: Site) -> Project:
        """The same project, with the function of ``scope`` looked at from one of its calls."""
        view = copy(self)
        view.sites = {**self.sites, scope: site}
        view.origins = {}
        return view

    def mentioning(self, *names: str, family: str) -> list[Module]:
        """The modules in whose text all of some names occur, of those that are ``searched``.

        ``family`` is that of the module which has the names: code of another one reaches nothing in it.
        """
        key = (family, *names)
        if key not in self._mentioning:
            self._mentioning[key] = list(self._with_words([name.encode() for name in names], family))
        return [module for path in self._mentioning[key] if (module := self.module(path)) is not None]

    def _with_words(self, words: Sequence[bytes], family: str) -> Iterator[str]:
        for path in self.searched:
            if path not in self._families:
                self._families[path] = FAMILIES.get(language_of(path), "")
            if self._families[path] != family:
                continue
            source = self._kept.get(path, self.read)
            if source is not None and all(word in source.data and _stands(word, source.data) for word in words):
                yield path

    def module(self, path: str) -> Module | None:
        """The module at a path; ``None`` if it cannot be read, may not be opened, or is in no programming language."""
        if path in self._modules:
            self._modules[path] = self._modules.pop(path)  # the last one asked for
        else:
            if self.opened is not None and path not in self.opened:
                return None
            source = self._kept.get(path, self.read)
            self._modules[path] = parsed(source) if source is not None else None
        return self._modules[path]

    def add(self, source: Source) -> Module | None:
        """The module of a source that was read already."""
        if self._modules.get(source.path) is None:
            self._modules[source.path] = parsed(source)
        return self._modules[source.path]

    def forget(self, room: int) -> None:
        """Drops the modules last asked for longest ago beyond ``room`` bytes of text: trees take much more."""
        sizes = {path: len(module.source.data) for path, module in self._modules.items() if module is not None}
        over = sum(sizes.values()) - room
        if over > 0:
            self.origins.clear()
            self.notes.clear()
        for path, size in sizes.items():
            if over <= 0:
                break
            del self._modules[path]
            over -= size

    def named(self, stem: str) -> list[str]:
        """The paths whose file name, or directory if the file stands for it, is ``stem``."""
        if not self._stems:
            for path in filter(_is_code, self.files):
                folder, _, name = path.rpartition("/")
                stem_of = name.rpartition(".")[0] or name
                key = folder.rpartition("/")[2] if stem_of in ("__init__", "index") else stem_of
                self._stems.setdefault(key, []).append(path)
        return self._stems.get(stem, [])


SUFFIXES = frozenset(
    {".py", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte", ".astro", ".ipynb"}
)
FAMILIES = {
    **dict.fromkeys(("python", "notebook"), "python"),
    **dict.fromkeys(("typescript", "javascript", "vue", "html"), "typescript"),
}
"""Language → :attr:`Module.family`."""
_ENDINGS = tuple(SUFFIXES)


def _stands(word: bytes, data: bytes) -> bool:
    """Whether a word that occurs in ``data`` stands there as a whole one, if it is a name at all."""
    if not LETTERS.issuperset(word):
        return True
    at = data.find(word)
    while at >= 0:
        end = at + len(word)
        if (not at or data[at - 1] not in LETTERS) and (end == len(data) or data[end] not in LETTERS):
            return True
        at = data.find(word, end)
    return False


def _is_code(path: str) -> bool:
    return path.endswith(_ENDINGS)


def parsed(source: Source) -> Module | None:
    """The module of a source, by the language of its path."""
    match language_of(source.path):
        case "python":
            from migrator.languages.python.module import PythonModule

            return PythonModule(source)
        case "notebook":
            from migrator.languages.cells import module_of
            from migrator.languages.python.module import PythonModule

            return PythonModule(module_of(source))
        case "typescript" | "javascript" as language:
            from migrator.languages.typescript.module import TypeScriptModule

            return TypeScriptModule(source, language)
        case "vue" | "html":
            from migrator.languages import vue

            return vue.module(source)
    return None
