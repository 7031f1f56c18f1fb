"""Configuration files of frameworks: YAML whose entries name the old server, by the table that a rule has for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.http.relocation import relocated
from migrator.languages import tree
from migrator.languages.place import line_around, text
from migrator.languages.yaml import TOO_DEEP
from migrator.model import Edit, Span
from migrator.record import field, record
from migrator.syntax import Piece
from migrator.unit import Problem, Unit

if TYPE_CHECKING:
    from tree_sitter import Node

    from migrator.rules.frameworks import Framework, Keyword
    from migrator.rules.load import RuleSet
    from migrator.rules.schema import Evidence
    from migrator.scan.source import Source

LANGUAGE = "yaml"
ENDINGS = (".yml", ".yaml")
MAPPINGS = ("block_mapping", "flow_mapping")
SEQUENCES = ("block_sequence", "flow_sequence")
QUOTED = ("double_quote_scalar", "single_quote_scalar")
EACH = "*"


@record
class Entry:
    """One entry of a mapping: where its key stands, its whole, and its text if it is one that is written plainly."""

    name: str
    label: Span
    span: Span
    value: Piece | None


@record(frozen=False)
class Found:
    """What is found for one mapping so far."""

    edits: list[Edit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)


def units(files: Iterable[str], read: Callable[[str], Source | None], rules: RuleSet) -> list[Unit]:
    """The mappings in the configuration files among ``files`` that name the old server, a unit each."""
    mine = [framework for framework in rules.frameworks if framework.language == LANGUAGE]
    found: list[Unit] = []
    for path in files:
        source = read(path) if mine and path.endswith(ENDINGS) else None
        for framework in mine if source is not None else ():
            assert source is not None
            prefixes = [prefix.encode() for texts in framework.proof.values() for prefix in texts]
            if any(prefix in source.data for prefix in prefixes):
                found += _units(source, framework, rules.evidence)
    return found


def _units(source: Source, framework: Framework, evidence: Evidence) -> Iterator[Unit]:
    if TOO_DEEP.search(source.data) or (top := tree.root(LANGUAGE, source.data)).has_error:
        return
    for path in framework.within.get(EACH, ()):
        for mapping in _led(top, path.split("."), source.data):
            entries = list(_entries(mapping, source.data))
            if _meant(entries, framework):
                yield _unit(source, mapping, entries, framework, evidence)


def _bare(node: Node) -> Node:
    """The mapping, list or scalar that a node is about."""
    while node.type not in (*MAPPINGS, *SEQUENCES) and node.named_child_count == 1 and node.type not in QUOTED:
        node = node.named_children[0]
    return node


def _pairs(node: Node) -> Iterator[tuple[Node, Node, Node]]:
    for pair in node.named_children if node.type in MAPPINGS else ():
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        if key is not None and value is not None:
            yield pair, key, value


def _led(node: Node, steps: Sequence[str], data: bytes) -> Iterator[Node]:
    """The mappings at the end of a path."""
    inner = _bare(node)
    if not steps:
        yield from (inner,) if inner.type in MAPPINGS else ()
    elif steps[0] == EACH:
        for item in inner.named_children if inner.type in SEQUENCES else ():
            yield from _led(item, steps[1:], data)
    else:
        for _, key, value in _pairs(inner):
            if text(data, tree.span(key)) == steps[0]:
                yield from _led(value, steps[1:], data)


def _entries(mapping: Node, data: bytes) -> Iterator[Entry]:
    for pair, key, value in _pairs(mapping):
        scalar = _bare(value)
        span = tree.span(scalar)
        if scalar.type in QUOTED:
            span = Span(span.start + 1, span.end - 1)
        plain = (scalar.type in QUOTED or scalar.type.endswith("scalar")) and b"\\" not in data[span.start : span.end]
        yield Entry(
            text(data, tree.span(key)),
            tree.span(key),
            tree.span(pair),
            Piece(text(data, span), span) if plain else None,
        )


def _meant(entries: Sequence[Entry], framework: Framework) -> bool:
    return any(
        entry.value is not None and entry.value.text.startswith(framework.proof.get(entry.name) or ("\0",))
        for entry in entries
    )


def _unit(source: Source, mapping: Node, entries: Sequence[Entry], framework: Framework, evidence: Evidence) -> Unit:
    found, names = Found(), {entry.name for entry in entries}

    def problem(span: Span, why: str, how: str) -> None:
        found.problems.append(Problem(source.path, span, why, how))

    for name, why in framework.required.items():
        if name not in names:
            problem(tree.span(mapping), f"without `{name}`: {why}", "write it out")
    for entry in entries:
        cases = framework.arguments.get(entry.name, ())
        if not cases or cases[0].block or entry.value is None:
            why = cases[0].block if cases and cases[0].block else "the new provider may not know it"
            problem(entry.span, f"`{entry.name}` cannot be carried over: {why}", "change it by hand")
        elif cases[0].drop:
            _removed(entry, source, framework, found)
        else:
            _changed(entry, entry.value, cases[0], source, framework, evidence, found)
        found.reviews += [case.review for case in cases[:1] if case.review]
    reviews = tuple(dict.fromkeys(review for review in (*found.reviews, framework.review) if review))
    span = tree.span(mapping)
    return Unit(source.path, span, framework.framework, tuple(found.edits), (), tuple(found.problems), reviews)


def _removed(entry: Entry, source: Source, framework: Framework, found: Found) -> None:
    """Takes out the line of an entry."""
    line = line_around(source.data, entry.span.start)
    before, behind = source.data[line.start : entry.span.start], source.data[entry.span.end : line.end].strip()
    if before.strip() or (behind and not behind.startswith(b"#")) or line.end < entry.span.end:
        why = f"`{entry.name}` goes, and has no line of its own"
        found.problems.append(Problem(source.path, entry.span, why, "take it out by hand"))
        return
    whole = Span(line.start, min(line.end + 1, len(source.data)))
    found.edits.append(Edit(source.path, whole, (), framework.framework))


def _changed(
    entry: Entry,
    value: Piece,
    case: Keyword,
    source: Source,
    framework: Framework,
    evidence: Evidence,
    found: Found,
) -> None:
    """Changes a value in its place, and the name where the new one is called otherwise."""
    rule, said = framework.framework, value.text

    def edit(span: Span, new: str) -> None:
        found.edits.append(Edit(source.path, span, (new,), rule))

    if isinstance(case.to, str) and case.to != entry.name:
        edit(entry.label, case.to)
    if said in case.texts:
        edit(value.span, case.texts[said])
    old = next((prefix for prefix in case.prefixes if said.startswith(prefix)), "")
    if old:
        edit(value.part(0, len(old)).span, case.prefixes[old])
    elif case.prefixes:
        how = "give each provider its own entry"
        found.problems.append(Problem(source.path, entry.span, f"`{entry.name}` names no model of this provider", how))
    if case.url is None:
        return
    if "://" not in said or "$" in said:
        why, how = "the address comes from elsewhere", f"let it end in {case.url}, and write it out here"
        found.problems.append(Problem(source.path, entry.span, why, how))
        return
    for span, new in relocated(value, evidence):
        edit(span, new)
    bare = said.rstrip("/")
    end = next((end for end in (*evidence.paths, *evidence.path_roots) if bare.endswith(end)), "")
    if not bare.endswith(case.url):
        kept = len(bare) - len(end)
        edit(value.part(kept, len(said)).span, case.url)
