"""What every place of the old word is: part of a name of the project's own, of a sentence, or somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migrator.analysis.renaming.elements import of_style
from migrator.analysis.renaming.paths import dotted
from migrator.analysis.renaming.prose import product, quoted, spoken
from migrator.analysis.renaming.samples import in_sample
from migrator.analysis.renaming.spot import CODE, Known, Spot
from migrator.analysis.renaming.words import LETTERS
from migrator.analysis.variables.collect import binds
from migrator.languages.place import line_around, text, word_around
from migrator.languages.surrounding import Surrounding
from migrator.model import Span
from migrator.record import replace
from migrator.rules.match import match

if TYPE_CHECKING:
    from migrator.analysis.variables.graph import Variable
    from migrator.reference import Reference
    from migrator.scan.source import Source

WIDE = frozenset(range(33, 127)) - frozenset(b"\"'`<>(){}[],;|*=")
A_KEY = "a key that others may read by this name"
A_ROUTE = "a route that others may call"
A_FIELD = "a field of what is sent or received"
A_COLUMN = "a column of stored rows"
COLUMN_HOW = "rename it with a data base migration"
A_VALUE = "a value that may be stored or sent"
ASSIGNED = re.compile(rb"=[\"']?([^\s\"'`]+)")
NAMES = re.compile(r"[A-Za-z_$][\w$]*$")
ROUTE = re.compile(r"^(?:\$?\{[^}]*\})?/[\w{}$:./<>\[\]*-]*(?:\?\S*)?$")
DOTTED = re.compile(r"^[\w.]+$")
DYNAMIC = re.compile(
    r"(getattr|setattr|hasattr|delattr|patch\w*|setattr|import_module|object|__all__|mock|spyOn|attrgetter)$"
)
NAMED = re.compile(
    r"\b(?:provider|backend|engine|service|container|package|type|name|called|named|user)[ \t]+[\"'`(]*$", re.I
)
STATEMENT = re.compile(
    r"\bSELECT\b.+\bFROM\b|\b(?:INSERT INTO|CREATE TABLE|ALTER TABLE|DELETE FROM)\b|\bUPDATE \w+ SET\b", re.S
)
KEY = re.compile(r"api_?key$", re.IGNORECASE)
STORED = re.compile(r"(localStorage|sessionStorage|getItem|setItem|cookies?|redis|cache)", re.IGNORECASE)


def spots(source: Source, language: str, held: Iterator[tuple[Reference, Span]], known: Known) -> Iterator[Spot]:
    """What each place in a file is; ``held`` are the places, each with the reference around it."""
    for reference, hit in held:
        yield _spot(source, language, reference, hit, known)


def _spot(source: Source, language: str, reference: Reference, hit: Span, known: Known) -> Spot:
    data, names, path = source.data, known.rules.names, source.path
    rule = match(reference, language, path, known.rules)
    rule_id = rule.rule if rule is not None else "unexplained"
    how = rule.fix.how if rule is not None and rule.fix is not None else ""
    token = word_around(data, hit, LETTERS)
    name = text(data, token)

    def kept(why: str) -> Spot:
        return Spot(path, hit, "kept", name, rule_id, why, how)

    if names.history and re.search(names.history, path, re.IGNORECASE):
        return kept("history says what was")
    line = line_around(data, hit.start)
    inside = variable_of(name, reference, known)
    if inside is not None:
        given = ASSIGNED.match(data, token.end)
        if given is not None and binds(name, given[1].decode("utf-8", "replace"), known.rules):
            return kept("the old server's own setting goes with it")
        return _variable(source, hit, name, rule_id, reference, inside)
    wide = _wide(data, hit)
    said = text(data, wide)
    if reference.role not in ("identifier", "import") and (files := _files(said, path, known)):
        return Spot(path, hit, "file", name, rule_id, files=files)
    whole = text(data, line)
    for pattern, why in names.texts.items():
        for found in re.finditer(pattern, whole, re.IGNORECASE):
            start = line.start + len(whole[: found.start()].encode())
            if start <= hit.start < start + len(found[0].encode()):
                return kept(why)
    bare = name.lower() in names.words
    whole_name = bare or reference.role not in ("string", "entry")
    if rule_id in names.kept and whole_name and not (reference.role == "import" and language in CODE and not bare):
        if reference.role == "command" and spoken(data, hit, name):
            return Spot(path, hit, "prose", name, rule_id)
        return kept(names.kept[rule_id])
    if reference.role == "identifier" and of_style(language, data, hit):
        return kept("a name of elements, which pages and scripts have as well")
    if language in CODE and reference.role in ("identifier", "import"):
        return _code(source, language, reference, hit, token, name, rule_id, how, known)
    if reference.role == "identifier" and language == "sql":
        return Spot(path, hit, "name", name, rule_id, A_COLUMN, COLUMN_HOW)
    if reference.role == "identifier":
        return Spot(path, hit, "name", name, rule_id, declared=reference.value in ("function", "variable"))
    if reference.role == "key":
        return kept(A_KEY)
    return _text(source, reference, hit, name, rule_id, how, known)


def variable_of(name: str, reference: Reference, known: Known) -> Variable | None:
    """The variable of the environment that a name is here: not an identifier of the program that is called the same."""
    if name not in known.variables or reference.role == "identifier":
        return None
    return known.variables[name]


def _variable(source: Source, hit: Span, name: str, rule: str, reference: Reference, one: Variable) -> Spot:
    place = next((place for place in one.places if place.path == source.path and _holds(place.span, hit)), None)
    if one.server or (place is not None and place.server):
        return Spot(source.path, hit, "kept", name, rule, "the old server's own setting goes with it")
    if place is not None and place.outside:
        how = "set it under the new name there, then change this line"
        return Spot(source.path, hit, "kept", name, rule, "it is set outside of the repository", how)
    if place is None and reference.role not in ("comment", "docstring", "prose", "heading", "code", "markup", "string"):
        return Spot(source.path, hit, "mention", name, rule)
    return Spot(source.path, hit, "variable" if place is not None else "mention", name, rule)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _wide(data: bytes, hit: Span) -> Span:
    """Everything around the word that may belong to a path, without the marks of a sentence at its end."""
    span = word_around(data, hit, WIDE)
    start, end = span.start, span.end
    while end > hit.end and data[end - 1] in b".:,!?":
        end -= 1
    for at in range(start, hit.start):
        if data[at] == 58:  # one side of a mount
            start = at + 1
    colon = data.find(b":", hit.end, end)
    return Span(start, colon if colon >= 0 else end)


def _files(said: str, path: str, known: Known) -> tuple[str, ...]:
    """The files that a text names, if they are renamed: a path or a file's whole name, no word alone."""
    if "/" not in said and "." not in said:
        return ()
    return known.moving.named(said, path)


def _code(
    source: Source,
    language: str,
    reference: Reference,
    hit: Span,
    token: Span,
    name: str,
    rule: str,
    how: str,
    known: Known,
) -> Spot:
    """A name in a program: where it comes from decides whose it is."""
    near = around(source, language, token)
    path, names = source.path, known.rules.names
    if near.module or near.source:
        return _imported(source, hit, name, rule, how, near, known)
    bare = name.lower() in names.words
    if near.shorthand:
        apart = bare or near.wire
        one = Spot(path, hit, "name", name, rule, local=apart, declared=near.declared, expands=apart)
        return replace(one, filled=near.filled, unpacked=near.declared and not apart)
    if near.wire:
        return Spot(path, hit, "name", name, rule, "a key of what is sent or stored", how)
    if near.callee and near.callee.rpartition(".")[2] not in known.own and near.callee != "class":
        why = f"an argument of {near.callee}, which is not the project's own"
        return Spot(path, hit, "name", name, rule, why, how)
    if near.bases is not None:
        bases = set(near.bases)
        if bases & set(names.stored):
            return Spot(path, hit, "name", name, rule, A_COLUMN, COLUMN_HOW)
        if bases & set(names.wire):
            return Spot(path, hit, "name", name, rule, A_FIELD, "rename it with everybody who sends or reads it")
        if any("Enum" in base for base in bases):
            return Spot(path, hit, "name", name, rule, declared=True, exported=True)
    member = reference.value in ("attribute", "property") or bool(near.callee)
    parameter = reference.value == "parameter" and not near.callee
    return Spot(
        path,
        hit,
        "name",
        name,
        rule,
        local=not member and not parameter,
        declared=near.declared or parameter,
        exported=near.exported or member or parameter,
        typed=near.typed,
        filled=near.filled,
    )


def _imported(source: Source, hit: Span, name: str, rule: str, how: str, near: Surrounding, known: Known) -> Spot:
    """A name in an import: the project's own module or what it has, or another's."""
    path = source.path
    module = near.source
    slashed = module if "/" in module or module.startswith(("@", "~")) else dotted(module, path)
    if near.module:
        files = known.moving.named(slashed, path)
        if files:
            return Spot(path, hit, "file", name, rule, files=files)
        return Spot(path, hit, "kept", name, rule, "another package's name", how)
    if near.declared:
        return Spot(path, hit, "name", name, rule, local=True, declared=True)
    if not own_module(module, slashed, known):
        why = f"it comes from {module}, which is not the project's own"
        return Spot(path, hit, "name", name, rule, why, how, imported=True)
    return Spot(path, hit, "name", name, rule, exported=True, imported=True)


def own_module(module: str, slashed: str, known: Known) -> bool:
    """Whether a module is the project's own: a path of the project ends in it."""
    if module.startswith((".", "@/", "~/", "src/")):
        return True
    return slashed.strip("/") in known.modules


def around(source: Source, language: str, token: Span) -> Surrounding:
    """What surrounds a name, as far as its language tells."""
    if language == "python":
        from migrator.languages.python.places import surrounding

        return surrounding(source.data, token)
    if language in ("typescript", "javascript"):
        from migrator.languages.typescript import places
        from migrator.languages.typescript.parse import grammar_of

        return places.surrounding(source.data, token, grammar_of(source.path, language))
    if language in ("vue", "html"):
        from migrator.languages import vue
        from migrator.languages.typescript import places

        code, grammar = vue.script(source)
        if code[token.start : token.end] == source.data[token.start : token.end]:
            return places.surrounding(code, token, grammar)
    return Surrounding(exported=True)


def _text(source: Source, reference: Reference, hit: Span, name: str, rule: str, how: str, known: Known) -> Spot:
    """A place in a text: a word of a sentence, a name that the text mentions, or a value."""
    data, names, path = source.data, known.rules.names, source.path

    def kept(why: str, do: str = "") -> Spot:
        return Spot(path, hit, "kept", name, rule, why, do or how)

    role, value = reference.role, reference.value
    said = text(data, _wide(data, hit))
    bare = name.lower() in names.words
    sentence = role in ("comment", "docstring", "prose", "heading", "markup", "code") or bool(
        re.search(r"\s", value.strip())
    )
    if not sentence and ROUTE.match(value):
        return kept(A_ROUTE, "keep the old path beside the new one until its callers have moved")
    if not bare:
        if "-" in said and NAMES.match(said) is None and said.replace("-", "_") != said and _kebab(said, name):
            return kept("a name that others may look for")
        if not sentence and role in ("string", "entry", "attribute"):
            if STORED.search(reference.name):
                return kept("a key of what is stored", "move what is stored under the old name first")
            if ("." in value and DOTTED.match(value)) or DYNAMIC.search(reference.name):
                return Spot(path, hit, "mention", name, rule)
            return kept("a name that others may look for")
        if role == "string" and STATEMENT.search(value):
            return Spot(path, hit, "name", name, rule, A_COLUMN, COLUMN_HOW)
        return Spot(path, hit, "mention", name, rule)
    if not sentence and role == "string" and KEY.search(reference.name) and names.placeholder:
        return Spot(path, hit, "prose", name, rule)
    if not sentence:
        return kept(A_VALUE)
    line = line_around(data, hit.start)
    whole = text(data, line)
    start = len(data[line.start : hit.start].decode("utf-8", "replace"))
    why = product(whole, start, start + len(name), names)
    if why:
        return kept(why)
    joined = "" if name.islower() else "|-[a-z]+"
    if said != name and not re.fullmatch(rf"[(\"'*_]*{re.escape(name)}(?:['’]s{joined})?[\"')*_]*", said):
        return kept("part of a longer name")
    if shown := in_sample(path, reference, whole, start, start + len(name)):
        return kept(shown)
    if re.match(r"\*+\.?\w", whole[start + len(name) :]) and not whole[:start].endswith("*"):
        return kept("a pattern of names")
    if name.islower() and (NAMED.search(whole[:start]) or re.search(r"[?&]\w+=$", whole[:start])):
        return kept(A_VALUE)
    if name.islower() and (role == "code" or quoted(data, hit)):
        return kept("the name of a command, a package or a service")
    if rule not in names.spoken:
        return kept("it depends on what it names")
    return Spot(path, hit, "prose", name, rule)


def _kebab(said: str, name: str) -> bool:
    return bool(re.search(rf"{re.escape(name)}-\w|\w-{re.escape(name)}", said))
