"""One rule file: its text becomes the record of its kind, or every problem with its line.

Types are checked against the records of :mod:`migrator.rules.schema` while the YAML nodes are walked, so that each
problem has a place and all of them are found in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import yaml

from migrator.errors import UserError
from migrator.record import REQUIRED, fields, is_record, record

MAX_DEPTH: Final = 30
MAX_BYTES: Final = 1_000_000
SCALARS: Final = {str: "text", bool: "true or false", int: "a whole number", float: "a number", NoneType: "nothing"}
TAG: Final = "tag:yaml.org,2002:"
TAGS: Final = {str: ("str",), bool: ("bool",), int: ("int",), float: ("float", "int"), NoneType: ("null",)}


@record(order=True)
class RuleProblem:
    """What is wrong with a rule file, where. ``line`` counts from 1."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class RuleError(UserError):
    """Rule files that cannot be used, with every problem in them."""

    def __init__(self, problems: Iterable[RuleProblem]) -> None:
        self.found = tuple(sorted(problems))
        super().__init__(map(str, self.found))


@record
class RuleFile:
    """A rule file that was read.

    ``value`` is typed, ``document`` the same as YAML alone gives it. ``lines`` gives the line of each value by its
    place, such as ``match[0].name``.
    """

    path: str
    value: object
    document: dict[str, Any]
    lines: Mapping[str, int]


Report = Callable[[yaml.Node, str], None]


def read(path: str, text: str, kinds: Mapping[str, type]) -> RuleFile:
    """Read the rule file ``text``; its first key chooses one of ``kinds``. Raises :class:`RuleError`."""
    problems: list[RuleProblem] = []
    lines: dict[str, int] = {}

    def report(node: yaml.Node, message: str) -> None:
        problems.append(RuleProblem(path, line_of(node), message))

    root = compose(path, text)
    value = build_document(root, kinds, lines, report)
    if problems:
        raise RuleError(problems)
    return RuleFile(path, value, plain(root), lines)


def compose(path: str, text: str) -> yaml.Node:
    """The node tree of ``text``. Raises :class:`RuleError` where it is no YAML, or YAML that no rule file needs."""
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if len(text) > MAX_BYTES:
        raise RuleError([RuleProblem(path, 1, f"larger than {MAX_BYTES:,} characters")])
    try:
        depth = 0
        for event in yaml.parse(text, loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise RuleError([RuleProblem(path, line_of(event), "nested too deeply")])
            if getattr(event, "anchor", None):
                message = "anchors and aliases (`&`, `*`) are not allowed in rule files: write the value out"
                raise RuleError([RuleProblem(path, line_of(event), message)])
        root: yaml.Node | None = yaml.compose(text, loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or "not YAML"
        if mark and any("\t" in line[: mark.column + 1] for line in text.split("\n")[mark.line : mark.line + 1]):
            problem = "a tab: YAML is indented with spaces"
        raise RuleError([RuleProblem(path, mark.line + 1 if mark else 1, problem)]) from None
    except yaml.YAMLError as error:
        raise RuleError([RuleProblem(path, 1, str(error).splitlines()[0])]) from None
    if root is None:
        raise RuleError([RuleProblem(path, 1, "empty: the first key says what the file is, `rule: …`")])
    return root


def build_document(root: yaml.Node, kinds: Mapping[str, type], lines: dict[str, int], report: Report) -> object:
    """The value of a whole file, of the kind that its first key names."""
    known = ", ".join(f"`{kind}:`" for kind in kinds)
    if node_kind(root) != "mapping":
        report(root, f"{found(root)} at the top; a rule file is a mapping that starts with one of {known}")
        return None
    if not root.value:
        report(root, f"empty; a rule file starts with one of {known}")
        return None
    first = root.value[0][0]
    if node_kind(first) != "scalar" or first.value not in kinds:
        report(first, f"starts with `{first.value}:`; a rule file starts with one of {known}")
        return None
    return build(root, kinds[first.value], "", lines, report)


def build(node: yaml.Node, hint: Any, at: str, lines: dict[str, int], report: Report) -> object:
    """The value of ``node`` as the type ``hint``; reports what does not fit and then returns anything."""
    lines[at] = line_of(node)
    origin = get_origin(hint)
    where = f"`{at}`: " if at else ""
    if origin in (Union, UnionType):
        fitting = [option for option in get_args(hint) if fits(node, option)]
        hint = max(fitting, key=lambda option: keys_known(node, option), default=hint)
        origin = get_origin(hint)
    if hint is Any:
        return plain(node)
    if not fits(node, hint):
        quote = " (put it in quotes)" if hint is str and node_kind(node) == "scalar" and node.value else ""
        report(node, f"{where}expected {expected(hint)}, found {found(node)}{quote}")
        return None
    if is_record(hint):
        return build_record(node, hint, at, lines, report)
    if origin is Literal:
        if node.value not in get_args(hint):
            options = get_args(hint)
            report(node, f"{where}`{node.value}` is not one of {', '.join(options)}{near(node.value, options)}")
        return node.value
    if origin is tuple:
        item = get_args(hint)[0]
        return tuple(build(child, item, f"{at}[{index}]", lines, report) for index, child in enumerate(node.value))
    if origin in (dict, Mapping):
        item = get_args(hint)[1]
        return {
            key: build(value, item, f"{at}.{key}" if at else key, lines, report)
            for key, value in pairs(node, at, report)
        }
    return plain(node)


def build_record(node: yaml.Node, kind: Any, at: str, lines: dict[str, int], report: Report) -> object:
    """The record ``kind`` from a mapping: unknown, doubled and missing keys are reported."""
    keys, hints, required = shape(kind)
    values: dict[str, object] = {}
    prefix = f"{at}." if at else ""
    for name, value in pairs(node, at, report):
        field = keys.get(name)
        if field is None:
            report(value, f"unknown key `{prefix}{name}`{near(name, keys)}")
        else:
            values[field] = build(value, hints[field], prefix + name, lines, report)
    missing = [name for name, field in keys.items() if field in required and field not in values]
    for name in missing:
        report(node, f"`{prefix}{name}` is missing")
    return None if missing else kind(**values)


def pairs(node: yaml.Node, at: str, report: Report) -> Iterator[tuple[str, yaml.Node]]:
    """The entries of a mapping; a key that is no text, or that is there twice, is reported and left out."""
    seen: dict[str, int] = {}
    for key, value in node.value:
        where = f" in `{at}`" if at else ""
        if node_kind(key) != "scalar" or not key.tag.endswith(":str"):
            quote = f": put `{key.value}` in quotes" if node_kind(key) == "scalar" else ""
            report(key, f"a key{where} is {found(key)}{quote}")
        elif key.value in seen:
            report(key, f"the key `{key.value}`{where} is there twice, first in line {seen[key.value]}")
        else:
            seen[key.value] = line_of(key)
            yield key.value, value


@cache
def shape(kind: Any) -> tuple[dict[str, str], dict[str, Any], frozenset[str]]:
    """Of a record: the key of each field in a file, the type of each field, and the fields without a default.

    A key that Python reserves has a field with an underscore behind it: ``as:`` is ``as_``.
    """
    required = frozenset(name for name, default in fields(kind).items() if default is REQUIRED)
    return {name.rstrip("_"): name for name in fields(kind)}, get_type_hints(kind), required


def fits(node: yaml.Node, hint: Any) -> bool:
    """Whether ``node`` is of the right outer shape for ``hint``: mapping, list or a scalar of its type."""
    origin = get_origin(hint)
    if hint is Any:
        return True
    if is_record(hint) or origin in (dict, Mapping):
        return node_kind(node) == "mapping"
    if origin is tuple:
        return node_kind(node) == "sequence"
    if origin in (Union, UnionType):
        return any(fits(node, option) for option in get_args(hint))
    return node_kind(node) == "scalar" and node.tag.removeprefix(TAG) in TAGS[str if origin is Literal else hint]


def keys_known(node: yaml.Node, hint: Any) -> int:
    """How many keys of a mapping a record knows: chooses among the members of a union."""
    if node_kind(node) != "mapping" or not is_record(hint):
        return 0
    keys, _, _ = shape(hint)
    return sum(1 if key.value in keys else -1 for key, _ in node.value)


def node_kind(node: yaml.Node) -> Literal["mapping", "sequence", "scalar"]:
    """Which of the three kinds of YAML node this is."""
    if isinstance(node, yaml.ScalarNode):
        return "scalar"
    return "mapping" if isinstance(node, yaml.MappingNode) else "sequence"


def line_of(thing: yaml.Node | yaml.Event) -> int:
    """The line, from 1, where a node or an event begins."""
    mark = thing.start_mark
    return mark.line + 1 if mark else 1


def expected(hint: Any) -> str:
    """What ``hint`` asks for, in words."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(expected(option) for option in get_args(hint)))
    if origin is Literal:
        return f"one of {', '.join(get_args(hint))}"
    if is_record(hint) or origin in (dict, Mapping):
        return "a mapping"
    return "a list" if origin is tuple else SCALARS[hint]


def found(node: yaml.Node) -> str:
    """What ``node`` is, in words."""
    if node_kind(node) != "scalar":
        return "a list" if node_kind(node) == "sequence" else "a mapping"
    tag = node.tag.removeprefix(TAG)
    names = {"str": "text", "bool": "true or false", "int": "a number", "float": "a number", "null": "nothing"}
    return names.get(tag, tag)


def near(word: str, options: Iterable[str]) -> str:
    """A suggestion for a misspelt word, or nothing."""
    close = get_close_matches(word, list(options), n=1)
    return f"; did you mean `{close[0]}`?" if close else ""


def plain(node: yaml.Node) -> Any:
    """The value of a node as YAML alone gives it."""
    if isinstance(node, yaml.SequenceNode):
        return [plain(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    return yaml.constructor.SafeConstructor().construct_object(node)
