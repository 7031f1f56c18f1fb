"""Where a code base names models: in code, settings, commands and documents, each with what the name stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from migrator.analysis.deployment.compose import settled
from migrator.languages import language_of, references
from migrator.model import Span
from migrator.record import record
from migrator.rules.models import Model, Named, lookup
from migrator.scan.search import finder, matcher

if TYPE_CHECKING:
    from migrator.reference import Reference
    from migrator.rules.load import RuleSet
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
Where = Literal["code", "settings", "scripts", "tests", "documents"]
NAME = r"[A-Za-z0-9][\w.-]*(?:/[\w.-]+)*(?::[\w.-]+)?"
MODELISH = re.compile(r"model|llm|embed|(^|[._])(name|chat|tag|default|vision|engine|ai)$", re.IGNORECASE)
"""A key, variable or argument that may be given a model."""
OTHERWISE = re.compile(r"provider|family|vendor|includes|(starts|ends)with|\.lower|\bin\b", re.IGNORECASE)
"""What a name of a family alone is given to that takes it for something else: a provider, a part of a name."""
PLURAL = re.compile(r"(models|options|choices|available|supported|list)\w*$", re.IGNORECASE)
SIZED = re.compile(r":(latest|\d+(\.\d+)?[bm]|[\w.]*-?q\d|\w*-?fp16|\w+-cloud|mini|medium|small|large)", re.IGNORECASE)
"""A tag as models have them."""
WRITTEN = frozenset({"string", "entry", "env-write", "env-read", "attribute", "instruction"})
TOLD = frozenset({"comment", "docstring", "prose", "heading", "code", "link", "markup"})
DOCUMENTS = frozenset({"markdown", "rst", "text", "html"})
SCRIPTS = frozenset({"shell", "powershell", "bat", "makefile", "dockerfile", "modelfile", "systemd"})
SETTINGS = frozenset({"dotenv", "yaml", "json", "jsonc", "toml", "ini", "sql", "hcl", "nix"})
TESTS = re.compile(
    r"(^|/)(tests?|__tests__|e2e|spec|\.vscode|\.idea|\.github|\.gitlab|\.circleci|ci)(/|$)"
    r"|(^|/)(test_|conftest)|[._-](test|spec)\.\w+$|\.gitlab-ci|^smoke"
)
"""Paths of what only tests, or is for developers: it asks for nothing."""
EXAMPLES = re.compile(r"(^|/)(examples?|docs?|samples?|notebooks?|archive|legacy)/", re.IGNORECASE)

WORD, PART = r"(?<!\w)\w{0,80}", r"(?<![\w.-])[\w.-]{1,80}"
"""The beginning of a word or name. Without a bound, data written out as text takes minutes."""


@record
class Use:
    """A place where a model is named.

    ``given`` is the key, variable or argument that gets it, ``offered`` says that it is one of several to choose from.
    """

    path: str
    span: Span
    line: int
    name: str
    where: Where
    given: str
    offered: bool
    stands: Named


def uses(files: Iterable[str], read: Read, rules: RuleSet, table: Mapping[str, Model]) -> list[Use]:
    """Every place that names a model of the old server, in the order of the files and of their text."""
    search = _Search(rules, table)
    found: list[Use] = []
    for path in sorted(files):
        source = read(path)
        if source is not None and search.may_hold(source.data):
            found += search.uses(source)
    return found


class _Search:
    """What is looked for, prepared once."""

    def __init__(self, rules: RuleSet, table: Mapping[str, Model]) -> None:
        families = sorted({model.family for model in table.values()})
        words = [word.lower().encode() for word in rules.evidence.words]
        self.find = lookup(table)
        self.owners = [word.lower() for word in rules.evidence.words]
        self.words = matcher(words)
        self.may_hold = matcher([*(family.encode() for family in families), *words])
        self.hits = finder(family.encode() for family in families)
        program = "|".join(map(re.escape, rules.evidence.words))
        self.prefixed = re.compile(rf"^(?:{program})(?:_chat)?[/:](?=[^/\s])", re.IGNORECASE)
        self.command = re.compile(rf"\b(?:{program})(?:\.exe)?\s+(?:pull|run|create|show|push|cp)\s+[\"']?({NAME})")
        telling = (
            rf"(?:{program})(?:_chat)?/[\w.-]+",
            rf"\b(?:{program})(?:\.exe)?\s+(?:pull|run)\s+[\"']?[\w.:/-]+",
            rf"{WORD}(?:{program})\w{{0,80}}model\w*|{WORD}model\w{{0,80}}(?:{program})\w*",
            rf"{PART}:[\w.-]{{0,80}}\d+[bm]\b[\w.-]*|{PART}:[\w.-]{{1,80}}-cloud",
        )
        self.vendor = re.compile("|".join(telling).encode(), re.IGNORECASE)

    def uses(self, source: Source) -> Iterator[Use]:
        data = source.data
        vendor = self.words(data)
        language = language_of(source.path, data[:200])
        if language in ("locked", "ignore", "data", "css", "requirements"):
            return
        spans = {Span(*hit) for hit in self.hits(data) if not _inside_word(data, *hit)}
        if vendor:
            spans |= {_last_word(data, *match.span()) for match in self.vendor.finditer(data)}
        seen: set[tuple[int, str]] = set()
        for reference in references(language, source, sorted(spans)):
            line = source.position(reference.span.start)[0]
            for name in self.names(reference, vendor, language):
                if (line, name) not in seen:
                    seen.add((line, name))
                    yield self._use(source, reference, name, language, line)

    def names(self, reference: Reference, vendor: bool, language: str) -> list[str]:
        """The models that a reference names: all of a text, a list of them, or what a command is about."""
        value = reference.value.strip().strip("\"'")
        if reference.role == "command" or (reference.role in ("entry", "code") and self.command.search(value)):
            return self._of_command(value, reference.role == "code")
        if reference.role in TOLD:
            inline = reference.role == "code" and reference.name == "inline"
            names = [self._plain(name.rstrip(".:")) for name in re.findall(NAME, value)]
            return [name for name in names if self._told(name, inline and name == value)]
        if reference.role not in WRITTEN:
            return []
        parts = [part for part in re.split(r"[\s,;|]+", settled(value)) if part]
        if len(parts) > 1 and not all(self._known(part) for part in parts):
            return []
        return [self._plain(part) for part in parts if self._given(part, reference, vendor, language)]

    def _given(self, text: str, reference: Reference, vendor: bool, language: str) -> bool:
        name = self._plain(text)
        if name.rpartition("/")[2].partition(":")[0].lower() in self.owners:
            return False  # the image
        modelish = MODELISH.search(reference.name.rpartition("=")[0] or reference.name) is not None
        if name != text and re.fullmatch(NAME, name):
            return True  # the provider is named with it
        if not re.fullmatch(NAME, name) or name.isdigit():
            return False
        if self._known(name):
            if ":" not in name and OTHERWISE.search(reference.name):
                return False
            return ":" in name or modelish or (vendor and any(letter.isdigit() for letter in name))
        telling = vendor and modelish and SIZED.search(name) is not None
        owned = any(word in reference.name.lower() for word in self.owners) and "model" in reference.name.lower()
        owned = owned and not any(word in name.lower() for word in self.owners)
        return telling or (owned and language != "markdown" and not _path(name))

    def _known(self, name: str) -> bool:
        found = self.find(self._plain(name))
        return found.known and found.trouble != "tag"

    def _told(self, name: str, alone: bool) -> bool:
        return self._known(name) and (":" in name or (alone and any(letter.isdigit() for letter in name)))

    def _of_command(self, text: str, told: bool) -> list[str]:
        found = [match[1] for match in self.command.finditer(text)]
        found += [name for name in re.findall(NAME, text) if self._known(name) and name not in found]
        return [name for name in found if self._known(name) or SIZED.search(name) or not told]

    def _plain(self, text: str) -> str:
        return self.prefixed.sub("", text)

    def _use(self, source: Source, reference: Reference, name: str, language: str, line: int) -> Use:
        told = reference.role in TOLD
        where = "documents" if told else _where(source.path, language)
        given = reference.name if not told else ""
        offered = where == "code" and (
            PLURAL.search(given.rpartition(".")[2]) is not None or _listed(source.data, reference)
        )
        return Use(source.path, reference.span, line, name, where, given, offered, self.find(name))


def _where(path: str, language: str) -> Where:
    if language in DOCUMENTS or EXAMPLES.search(path):
        return "documents"
    if TESTS.search(path):
        return "tests"
    if language in SCRIPTS:
        return "scripts"
    return "settings" if language in SETTINGS else "code"


def _listed(data: bytes, reference: Reference) -> bool:
    """Whether a text is one of a list, or the key of a table: something is chosen from it, or compared with it."""
    if reference.role != "string" or reference.name.isupper():
        return False
    return data[: reference.span.start].rstrip()[-1:] in (b"[", b",", b"{")


def _inside_word(data: bytes, start: int, end: int) -> bool:
    """Whether a hit is only a part of a longer word, such as the ``yi`` of ``yield``."""
    return bool(re.match(rb"\w", data[start - 1 : start])) or bool(re.match(rb"[A-Za-z0-9_]", data[end : end + 1]))


def _last_word(data: bytes, start: int, end: int) -> Span:
    """The end of a match: what is named stands there."""
    word = re.search(rb"[^\s/]+$", data[start:end])
    return Span(start + word.start(), end) if word else Span(start, end)


def _path(name: str) -> bool:
    return name.startswith(("/", ".")) or name.count("/") > 2 or name.lower() in ("true", "false", "none", "null")


def by_model(found: Sequence[Use]) -> dict[str, list[Use]]:
    """The uses of each model: of one in the table under its name there, of any other under its own."""
    groups: dict[str, list[Use]] = {}
    for use in found:
        groups.setdefault(use.stands.key or use.name, []).append(use)
    return groups
