"""Finds the variables of the environment that have to do with the old server, and every place that sets or reads them.

First the places of the old server's own words tell which variables there are; then all files are searched for those.
What a place is, its language says, the same that names the findings of the audit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.dataflow.project import LETTERS, SUFFIXES
from migrator.analysis.variables.alike import disagreements
from migrator.analysis.variables.graph import Act, Graph, Place, Variable
from migrator.languages import language_of, references
from migrator.languages.cells import CellSource
from migrator.languages.entries import UPPER
from migrator.languages.place import text, word_around
from migrator.model import Span
from migrator.rules.match import match
from migrator.scan.search import finder, matcher

if TYPE_CHECKING:
    from migrator.languages.python.fields import SettingsField
    from migrator.reference import Reference
    from migrator.rules.load import RuleSet
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
Settings = tuple["Source", "list[SettingsField]"]
"""A file with the fields of its settings classes."""
NAME = re.compile(r"[A-Za-z_]\w*$")
SPELLED = re.compile(r"(?=[A-Z0-9]*_)[A-Z][A-Z0-9_]*$")
LISTED = re.compile(rb"\bname:[ \t]*[\"']?([A-Za-z_]\w*)[\"']?[ \t,]*(?:\r?\n[ \t]*)?$")
OUTSIDE = re.compile(rb"\$\{\{[^}]*\b(secrets|vars)\.$")
REFERRED = re.compile(rb"\$\{\{[^}]*\benv\.$|\$[({]?(?:env:)?$|%$")
KEYED = re.compile(r"(?:KeyRef|keyRef)\.key$")
BETWEEN = re.compile(
    rb"[\"'`\])\s,]*(?:value)?[\"'\s]*(?:[?:+]?[=:,][-=]?|\?\?|\|\|)?[\s\\]*(?:value[\"']?\s*:)?[\s&|>\w-]*?[\"'`]?"
)
CODE = frozenset({"python", "typescript", "javascript", "vue", "html", "notebook"})
ERRORS = rb"[ \t]+import[ \t]+\w*(?:Error|Exception)(?:[ \t]*,[ \t]*\w*(?:Error|Exception))*[ \t]*$"  # ask nobody
FURTHEST = 120
ASSIGNED = re.compile(rb"=(?:[\"']([^\"'\n]+)[\"']|([^\s\"';|&)\\]+))")
PROSE = frozenset(
    {"comment", "docstring", "heading", "prose", "code", "link", "markup", "locked", "number", "file-name"}
)


def graph(files: Sequence[str], read: Read, rules: RuleSet, ports: Collection[str] = ()) -> Graph:
    """The graph of a code base.

    Args:
        files: all its paths, relative to the root.
        read: gives a file, ``None`` where it cannot be read.
        rules: what is known of the old server, and of the names that others read.
        ports: further ports of the machine at which an old server answers.
    """
    settings = dict(_settings(files, read))
    names = _names(files, read, rules, settings, ports)
    if not names:
        return Graph()
    found: dict[str, list[Place]] = {name: [] for name in names}
    find = finder([name.lower().encode() for name in names])
    for source in _sources(files, read):
        spans = [span for start, end in find(source.data) if _stands(span := Span(start, end), source.data, names)]
        if spans:
            for name, place in _places(source, spans, rules):
                found[name].append(place)
    for source, fields in settings.values():
        for field in fields:
            for name in field.names:
                if name in found:
                    whole = field.whole
                    found[name] = [
                        place
                        for place in found[name]
                        if place.path != source.path or not whole.start <= place.span.start < whole.end
                    ]
                    found[name].append(_of_field(source, field))
    packages = _packages(files, read, rules)
    variables = tuple(
        Variable(
            name,
            tuple(sorted(places, key=_order)),
            _is_servers(name, places, rules),
            tuple(package for package in packages if name in rules.names.packages[package]),
        )
        for name, places in sorted(found.items())
        if any(place.act != "named" for place in places)
    )
    return Graph(variables, disagreements(variables, rules.names))


def written_in(source: Source) -> str:
    """The language of a file as it is edited: a notebook is the program of its cells."""
    return "python" if isinstance(source, CellSource) else language_of(source.path, source.data[:200])


def _order(place: Place) -> tuple[str, Span]:
    return place.path, place.span


def _sources(files: Iterable[str], read: Read) -> Iterator[Source]:
    """One file after the other: all of a code base would take too much room."""
    return (source for path in files if (source := read(path)) is not None)


def _settings(files: Sequence[str], read: Read) -> Iterator[tuple[str, Settings]]:
    """The fields of settings classes, those that are derived from a class of another file included."""
    code = [path for path in files if path.endswith(".py")]
    first = [source for source in _sources(code, read) if b"BaseSettings" in source.data]
    if not first:
        return
    from migrator.languages.python.fields import BASES, classes, fields

    bases = set(BASES)
    for source in first:
        bases |= classes(source.data, BASES)
    derived = re.compile(
        rb"^\s*class \w+\([^)]*\b(?:" + b"|".join(base.encode() for base in sorted(bases)) + rb")\b", re.M
    )
    for source in _sources(code, read):
        if derived.search(source.data):
            yield source.path, (source, fields(source.data, bases))


def _names(
    files: Sequence[str], read: Read, rules: RuleSet, settings: Mapping[str, Settings], ports: Collection[str]
) -> frozenset[str]:
    """The variables whose name, or a value of which, has one of the old server's words."""
    words = tuple(word.lower() for word in rules.evidence.words)
    telling = (*words, *(str(port) for port in rules.evidence.ports), *ports)
    needles = [word.encode() for word in telling]
    holds, find = matcher(needles, len(files)), finder(needles)
    names: set[str] = set()
    for source in _sources(files, read):
        if not holds(source.data):
            continue
        language = written_in(source)
        hits = [Span(*hit) for hit in find(source.data)]
        for reference in references(language, source, hits):
            names |= set(_named(source.data, reference))
        around = (text(source.data, word_around(source.data, hit)) for hit in hits)
        names |= {name for name in around if SPELLED.match(name) and any(word in name.lower() for word in words)}
    for source, fields in settings.values():
        for field in fields:
            value = _default(source, field).lower()
            names |= {name for name in field.names if any(word in f"{name.lower()} {value}" for word in telling)}
    return frozenset(name for name in names if len(name) > 2)


def _default(source: Source, field: SettingsField) -> str:
    """The default of a settings field as it is written, without quotes."""
    default = field.default
    if default is None:
        return ""
    return source.data[default.start : default.end].decode("utf-8", "replace").strip("\"'")


def _named(data: bytes, reference: Reference) -> Iterator[str]:
    """The variables that a reference says something about, whatever they are called."""
    role, name = reference.role, reference.name
    if role in ("env-read", "env-write") or (role == "string" and SPELLED.match(name)):
        yield name
    elif role == "entry":
        last = name.rpartition(".")[2]
        beside = data.rfind(b"value", 0, reference.span.start) if last == "value" else -1
        listed = LISTED.search(data, max(0, beside - FURTHEST), beside) if beside > 0 else None
        if listed is not None:
            yield listed.group(1).decode()
        elif UPPER.match(last):
            yield last


def _stands(span: Span, data: bytes, names: Collection[str]) -> bool:
    """Whether one of ``names`` stands at ``span`` as it is written, and is no part of a longer one."""
    around = data[span.start - 1 : span.start] if span.start else b"", data[span.end : span.end + 1]
    return data[span.start : span.end].decode() in names and LETTERS.isdisjoint(b"".join(around))


def _places(source: Source, spans: Sequence[Span], rules: RuleSet) -> Iterator[tuple[str, Place]]:
    data, language = source.data, written_in(source)
    if language == "locked":
        return
    for reference in references(language, source, spans):
        for span in spans:
            if reference.span.start <= span.start and span.end <= reference.span.end:
                name = data[span.start : span.end].decode()
                place = _place(source, language, reference, span, name, rules)
                if place is not None:
                    yield name, place


def _place(source: Source, language: str, reference: Reference, span: Span, name: str, rules: RuleSet) -> Place | None:
    data = source.data
    act, value, outside = _act(data, language, reference, span, name)
    if act is None:
        return None
    rule = match(reference, language, source.path, rules) if act == "set" else None
    server = rule is not None and rule.rule in rules.names.server_variables
    if act == "set" and reference.role != "env-write":
        server = server or binds(name, value, rules)
    at = _beside(data, span, value) if value else None
    return Place(source.path, span, source.line(span.start), act, value, at, outside=outside, server=server)


def _act(data: bytes, language: str, reference: Reference, span: Span, name: str) -> tuple[Act | None, str, bool]:
    """What a place does with a variable, with the value or default; whether its other end lies outside."""
    before = data[max(0, span.start - 60) : span.start]
    role = reference.role
    if OUTSIDE.search(before):
        return "read", "", True
    if role == "env-read":
        return "read", reference.value if reference.name == name else "", False
    if role == "env-write":
        return "set", reference.value if reference.name == name else "", False
    if role in PROSE:
        return None, "", False
    if language not in CODE and REFERRED.search(before):
        return "read", "", False
    inline = ASSIGNED.match(data, span.end) if role in ("entry", "command") else None
    if inline is not None and before[-1:] in (b" ", b'"', b"'", b"\t", b"\n"):
        return "set", (inline.group(1) or inline.group(2)).decode("utf-8", "replace"), False
    if role == "entry" and KEYED.search(reference.name):
        return "read", "", False
    if role == "identifier" and language in CODE and reference.value == "property":
        return ("read" if _is_schema(data) else "named"), "", False
    if role in ("string", "entry", "attribute", "command", "instruction") and (
        reference.value == name or role in ("command", "instruction")
    ):
        return "named", "", False
    return None, "", False


def _is_schema(data: bytes) -> bool:
    """Whether a file checks the whole environment: what it lists is read."""
    return (
        re.search(
            rb"(?:parse|cleanEnv|safeParse|createEnv|load)\s*\(\s*(?:process|import\.meta)\.env|createEnv\(", data
        )
        is not None
    )


def _beside(data: bytes, span: Span, value: str) -> Span | None:
    """Where the value of a variable stands that is written right after its name."""
    wanted = value.encode()
    at = data.find(wanted, span.end, span.end + FURTHEST + len(wanted))
    if at < 0 or not BETWEEN.fullmatch(data, span.end, at):
        return None
    return Span(at, at + len(wanted))


def _of_field(source: Source, field: SettingsField) -> Place:
    line = source.line(field.span.start)
    value = _default(source, field)
    at = field.default
    if at is not None and (shift := source.data.find(value.encode(), at.start, at.end)) >= 0:
        at = Span(shift, shift + len(value.encode()))
    return Place(
        source.path, field.span, line, "read", value, at, field=field.field, whole=field.whole, prefix=field.prefix
    )


def _is_servers(name: str, places: Sequence[Place], rules: RuleSet) -> bool:
    """Whether only the model server reads a variable: it is one of its own, and no code asks for it."""
    if any(place.act == "read" for place in places):
        return False
    if places and all(place.server for place in places):
        return True
    return _is_servers_own(name, "", rules)


def binds(name: str, value: str, rules: RuleSet) -> bool:
    """Whether a variable, which code may read as well, says to the old server itself where it listens."""
    return _is_servers_own(name, value, rules) and not _is_servers_own(name, "", rules)


def _is_servers_own(name: str, value: str, rules: RuleSet) -> bool:
    from migrator.reference import Reference

    rule = match(Reference("env-write", Span(0, 0), name, value), "dotenv", ".env", rules)
    return rule is not None and rule.rule in rules.names.server_variables


def _packages(files: Sequence[str], read: Read, rules: RuleSet) -> list[str]:
    """The packages of others that are known to read variables, of those that the code imports."""
    if not rules.names.packages:
        return []
    names = [package.encode() for package in rules.names.packages]
    holds, words = matcher([name.lower() for name in names], len(files)), b"|".join(map(re.escape, names))
    imports = rb"^[ \t]*(?:from|import)[ \t]+(%b)\b(?!%b)|(?:from|require\()\s*[\"'](%b)[\"'/]"
    pattern = re.compile(imports % (words, ERRORS, words), re.MULTILINE)
    code = _sources([path for path in files if path.endswith(tuple(SUFFIXES))], read)
    found = (one for source in code if holds(source.data) for one in pattern.finditer(source.data))
    return sorted({(one.group(1) or one.group(2)).decode() for one in found})
