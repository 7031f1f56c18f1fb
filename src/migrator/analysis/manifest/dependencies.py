"""What the manifests of a code base declare once its code has moved: the old package goes when nothing needs it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from migrator.analysis.manifest.declared import Held, Wanted, held_in, proposed
from migrator.analysis.manifest.ecosystems import ECOSYSTEMS
from migrator.languages.manifests import family_of, manifest, reader_of
from migrator.languages.manifests.locks import locks_of
from migrator.languages.names import language_of
from migrator.model import Span
from migrator.record import record
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from migrator.languages.manifests.listing import Manifest
    from migrator.rules.distributions import Distributions
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
SETTINGS = (".yml", ".yaml", ".json", ".toml", ".cfg", ".ini", ".jsonl")
PIPELINES = (".github", ".gitea", "workflows", ".circleci", ".woodpecker", "ci")
HOLDERS = frozenset({*PIPELINES, "requirements", "reqs", "deps", "docker", "deploy", "scripts", "script", "bin"})
"""Directories that hold the manifests, and the commands that install, of the one above."""


def units(
    files: Sequence[str], before: Read, now: Read, changed: Collection[str], rules: Iterable[Distributions]
) -> list[Unit]:
    """The changes that the manifests need: one unit a manifest, and one for each line that has to stay.

    What follows from changes of the code comes first; what nothing imported before either only when nothing follows.

    Args:
        files: all paths of the code base.
        before: the files as they were before the code was rewritten.
        now: the files as they are.
        changed: the paths of those that differ.
        rules: what is known of the packages.
    """
    return [unit for each in rules for unit in _Dependencies(files, before, now, changed, each).units()]


@record
class _Code:
    """A file that imports what matters here: which names before, and which ones now."""

    path: str
    before: frozenset[str]
    now: frozenset[str]
    data: bytes


class _Dependencies:
    """The manifests and the code of one code base, and how they belong together."""

    def __init__(
        self, files: Sequence[str], before: Read, now: Read, changed: Collection[str], rules: Distributions
    ) -> None:
        self.files = frozenset(files)
        self.before, self.now, self.changed, self.rules = before, now, frozenset(changed), rules
        self.ecosystem = ECOSYSTEMS[rules.language]
        self.manifests = dict(self._manifests(now))

    def _manifests(self, read: Read) -> Iterator[tuple[str, Manifest]]:
        for path in sorted(path for path in self.files if reader_of(path) and family_of(path) == self.rules.language):
            source = read(path)
            one = manifest(source) if source is not None else None
            if one is not None:
                yield path, one

    @cached_property
    def held(self) -> dict[str, list[Held]]:
        """The requirements of old distributions, by the manifest."""
        return {path: held_in(one, self.rules) for path, one in self.manifests.items()}

    @cached_property
    def declaring(self) -> dict[str, list[str]]:
        """The manifests that declared an old distribution before anything changed, by its name."""
        found: dict[str, list[str]] = {}
        for path, one in self._manifests(self.before):
            for name in dict.fromkeys(held.name for held in held_in(one, self.rules)):
                found.setdefault(name, []).append(path)
        return found

    @cached_property
    def code(self) -> list[_Code]:
        """The files that import, or did, what an old distribution has."""
        known = [name for old in self.rules.replaced.values() for name in (*old.imports, *old.loaders, *old.strings)]
        held = any(self.held.values())
        return [self._read(path, source) for path, source in self._with(known, self.files if held else self.changed)]

    def _with(self, names: Iterable[str], paths: Iterable[str]) -> Iterator[tuple[str, Source]]:
        """The files of code that have changed, or in which the last part of one of ``names`` stands."""
        words = sorted({re.escape(self.ecosystem.word(name).encode()) for name in names})
        telling = re.compile(rb"(?<!\w)(?:" + b"|".join(words) + rb")(?!\w)")
        for path in sorted(path for path in paths if path.endswith(self.ecosystem.code) and path not in self.manifests):
            source = self.now(path)
            if source is not None and (path in self.changed or telling.search(source.data) is not None):
                yield path, source

    def _read(self, path: str, source: Source) -> _Code:
        now = self._foreign(source, path)
        earlier = self.before(path) if path in self.changed else None
        return _Code(path, self._foreign(earlier, path) if earlier is not None else now, now, source.data)

    def _foreign(self, source: Source, path: str) -> frozenset[str]:
        """What a file imports that is not the project's own."""
        names = self.ecosystem.imported(source)
        return frozenset(name for name in names if not self.ecosystem.own(name, path, self.files))

    def _any(self, names: Collection[str], wanted: Iterable[str]) -> bool:
        """Whether one of the imported names is a wanted one, or lies in it."""
        return any(self.ecosystem.holds(names, one) for one in wanted)

    @cached_property
    def named(self) -> list[tuple[str, frozenset[str]]]:
        """The settings that name a module of an old distribution, for something that loads it by its name."""
        held = {one.name for listed in self.held.values() for one in listed}
        modules = {module for name in held for module in self.rules.replaced[name].imports}
        telling = [name for name in sorted(modules) if not name.isalpha()]
        found = []
        for path in sorted(self.files) if telling else ():
            if path.endswith(SETTINGS) and path not in self.manifests and language_of(path) != "locked":
                source = self.now(path)
                names = frozenset(name for name in telling if source is not None and name.encode() in source.data)
                found += [(path, names)] if names else []
        return found

    def units(self) -> Iterator[Unit]:
        """One unit a manifest that changes, and one a line that stays although code has left it."""
        if not any(self.held.values()) and not (self.manifests and self.changed):
            return
        wanted = {path: Wanted() for path in self.manifests}
        for path, want in wanted.items():
            self._judge(path, want)
        for code in self.code:
            self._needs(code, wanted)
        for path, want in wanted.items():
            yield from self._unit(self.manifests[path], want)
            for held, users in want.stays:
                if users:
                    why, how = f"{held.item.written} stays: {users[0]} needs it", "change that by hand, and run again"
                    problem = Problem(users[0], Span(0, 0), why, how)
                    yield Unit(path, held.item.span, self.rules.distributions, problems=(problem,))

    def _judge(self, path: str, want: Wanted) -> None:
        """Says of each old requirement of a manifest whether it stays, goes with the code, or was not used before."""
        for held in self.held[path]:
            old = self.rules.replaced[held.name]
            served = [code for code in self.code if path in self._serving(code.path, held.name)]
            now = [code.path for code in served if self._any(code.now, old.imports)]
            now += [code.path for code in served if self._any(code.now, old.loaders) or _calls(code.data, old.strings)]
            now += [path_of for path_of, names in self.named if names & {*old.imports}]
            was = [code.path for code in served if self._any(code.before, old.imports)]
            if now:
                want.stays.append((held, now if set(was) - set(now) else []))
            else:
                (want.dropped if was else want.unused).append(held)
        kept = {module for held, _ in want.stays for module in self.rules.replaced[held.name].brings}
        want.unused = [held for held in want.unused if not kept.intersection(self.rules.replaced[held.name].imports)]
        leaving = {held.name for held in (*want.dropped, *want.unused)}
        brought = {module for name in leaving for module in self.rules.replaced[name].brings}
        for name, source in self._with(brought, self.files) if brought else ():
            nearest = self._nearest(name)
            if path in nearest or not nearest:
                names = self._foreign(source, name)
                want.brought |= {module for module in brought if self._any(names, (module,))}

    def _serving(self, code: str, name: str) -> list[str]:
        """The manifests through which a file gets an old distribution.

        Those above it that declare it. If there are none, it may be any that does: of a service that takes the file in.
        """
        having = self.declaring.get(name, [])
        return [path for path in having if above(path, code)] or having

    def _nearest(self, code: str) -> list[str]:
        """The manifests of the nearest directory above a file that has one."""
        over = [path for path, one in self.manifests.items() if above(path, code) and not _aside(one)]
        deepest = max((len(folder_of(path)) for path in over), default=0)
        return [path for path in over if len(folder_of(path)) == deepest]

    def _needs(self, code: _Code, wanted: dict[str, Wanted]) -> None:
        """Tells the manifests of a file what it has come to import."""
        for module, choices in self.rules.imports.items():
            if self._any(code.now, (module,)) and not self._any(code.before, (module,)):
                olds = [name for name, old in self.rules.replaced.items() if self._any(code.before, old.imports)]
                serving = {path for name in olds for path in self._serving(code.path, name)}
                serving |= {path for path, one in self.manifests.items() if one.constraint and serving}
                for path in serving or self._related(self._nearest(code.path), choices[0]):
                    if path in wanted and (self.held[path] or not serving or self.manifests[path].constraint):
                        wanted[path].needs[choices[0]] = choices

    def _related(self, paths: list[str], name: str) -> list[str]:
        """Of several manifests of a directory those that declare a package of the same family, or the likeliest."""
        related = [path for path in paths if any(listing.kin(name) for listing in self.manifests[path].listings)]
        mains = [path for path in paths if any(listing.main for listing in self.manifests[path].listings)]
        return related or sorted(mains or paths, key=_rank)[:1]

    def _unit(self, one: Manifest, want: Wanted) -> Iterator[Unit]:
        source = self.now(one.path)
        for gone, follows in ((want.dropped, True), (want.unused, False)):
            if source is None or not (gone or (follows and want.needs)):
                continue
            done = proposed(source.data, one, gone, want, self.rules, self._included(one), follows=follows)
            rule = self.rules.distributions
            yield from (Unit(one.path, each.span, rule, problems=(each,)) for each in done.besides)
            if not done.edits and not done.problems:
                continue
            reviews = list(done.reviews)
            if not follows:
                reviews += [f"nothing imports {held.name}: see that nothing else needs it" for held in gone]
            if done.edits:
                locked = locks_of(one.path, self.files)
                reviews += [f"{path} does not know of the change: run `{command}`" for path, command in locked]
            spans = [held.item.span for held in gone] or [edit.span for edit in done.edits] or [done.problems[0].span]
            yield Unit(one.path, min(spans), rule, done.edits, (), done.problems, tuple(reviews), follows=follows)
            return

    def _included(self, one: Manifest) -> list[Manifest]:
        """The manifests that a manifest takes in, directly or not."""
        found: dict[str, Manifest] = {}
        todo = [one]
        for each in todo:
            for name in each.includes:
                path = posixpath.normpath(posixpath.join(posixpath.dirname(each.path), name))
                if path in self.manifests and path not in found and path != one.path:
                    found[path] = self.manifests[path]
                    todo.append(found[path])
        return list(found.values())


def _calls(data: bytes, functions: Iterable[str]) -> bool:
    return any(re.search(rb"\b%b\(" % name.encode(), data) is not None for name in functions)


def _aside(one: Manifest) -> bool:
    """Whether a manifest is none that new requirements go into by themselves."""
    return one.command or one.constraint


def folder_of(path: str) -> str:
    """The directory that a manifest is for."""
    folder = posixpath.dirname(path)
    while folder.rpartition("/")[2].lower() in HOLDERS:
        folder = folder.rpartition("/")[0]
    return folder


def above(manifest: str, code: str) -> bool:
    """Whether a manifest is for the directory that a file is in, or one above it."""
    folder = folder_of(manifest)
    return not folder or code.startswith(f"{folder}/")


def _rank(path: str) -> tuple[bool, bool, int, str]:
    """Manifests of one directory, the one that is most likely installed first."""
    name = path.rpartition("/")[2].lower()
    return name != "pyproject.toml", name not in ("requirements.in", "requirements.txt"), len(name), name
