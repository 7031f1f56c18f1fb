"""Finds and reads the rules: compiled ones in an installed package, the YAML of ``rules/`` in a checkout.

YAML is imported only where it is read; an installed package needs it for a team's own rules alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar, cast

from migrator.record import field, fields, is_record, record, replace
from migrator.rules.deployment import Deployment
from migrator.rules.distributions import Distributions
from migrator.rules.frameworks import Framework, framework
from migrator.rules.models import FILE as MODELS
from migrator.rules.models import Model, Models
from migrator.rules.naming import Names
from migrator.rules.operations import FieldTable, Operation, operation, table
from migrator.rules.packages import Package
from migrator.rules.schema import Evidence, ReferenceRule, Snippet

if TYPE_CHECKING:
    from migrator.rules.read import RuleFile

T = TypeVar("T")

CHECKOUT = os.path.normpath(os.path.join(os.path.dirname(__file__), "..", "..", "..", "rules"))
NOTHING = Evidence("nothing")
UNNAMED = Names("nothing", "", "")
SNIPPETS = "snippets"
OFFERED = re.compile(r"^(?:export )?(?:async )?(?:def |function\*? )([a-zA-Z]\w*)", re.MULTILINE)
"""The functions of a snippet that other code may call."""


@record
class RuleSet:
    """All rules of one run. ``files`` says where each is written: ``flask-url`` → ``rules/python/flask-url.yml``.

    ``models`` are a team's own; :func:`migrator.rules.models.catalogue` has the others.
    """

    references: tuple[ReferenceRule, ...] = ()
    evidence: Evidence = NOTHING
    operations: dict[str, Operation] = field(default_factory=dict)
    fields: dict[str, FieldTable] = field(default_factory=dict)
    packages: tuple[Package, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    distributions: tuple[Distributions, ...] = ()
    deployment: Deployment | None = None
    names: Names = UNNAMED
    models: Mapping[str, Model] = field(default_factory=dict)
    snippets: tuple[Snippet, ...] = ()
    files: dict[str, str] = field(default_factory=dict)


EMPTY = RuleSet()


def load(extra_dirs: Iterable[str] = (), *, examples: bool = False) -> RuleSet:
    """The built-in rules, and with them those of a team's own directories.

    Those of an installed package have their ``examples`` where these are asked for. Raises
    :class:`migrator.rules.read.RuleError` with every problem of every file, where one cannot be used.
    """
    rules, directories = exampled(built_in()) if examples else built_in(), tuple(extra_dirs)
    if not directories:
        return rules
    from migrator.rules.validate import validate

    files = [file for directory in directories for file in read_directory(directory)]
    validate(files, rules)
    return gather(files, rules)


def built_in() -> RuleSet:
    """The rules that come with the package."""
    try:
        from migrator._rules.compiled import RULES
    except ModuleNotFoundError:
        return gather(read_directory(CHECKOUT))
    rules: RuleSet = RULES
    return rules


def exampled(rules: RuleSet) -> RuleSet:
    """The rules that come with the package, with their examples."""
    from migrator.rules.exampled import restored

    try:
        from migrator._rules.examples import EXAMPLES
    except ModuleNotFoundError:
        return rules  # a checkout reads all at once
    return restored(rules, EXAMPLES)


def read_directory(directory: str) -> list[RuleFile]:
    """Every rule file below ``directory``. Raises :class:`migrator.rules.read.RuleError` with all problems at once."""
    from migrator.rules.read import RuleError, RuleProblem, read
    from migrator.rules.written import KINDS

    if not os.path.isdir(directory):
        raise RuleError([RuleProblem(directory, 1, "no such directory of rules")])
    shown_from = os.path.dirname(directory) if directory == CHECKOUT else ""
    files, problems = [], []
    for path in rule_paths(directory):
        if path == os.path.join(CHECKOUT, MODELS):
            continue  # large, and read by whom it is for
        shown = os.path.relpath(path, shown_from) if shown_from else path
        try:
            with open(path, encoding="utf-8") as stream:
                files.append(read(shown.replace(os.sep, "/"), stream.read(), KINDS))
        except UnicodeDecodeError as error:
            problems.append(RuleProblem(shown, 1, f"not UTF-8 text: byte {error.start} cannot be read"))
        except OSError as error:
            problems.append(RuleProblem(shown, 1, f"cannot be read: {error.strerror}"))
        except RuleError as error:
            problems += error.found
    if problems:
        raise RuleError(problems)
    return [*files, *read_snippets(directory, shown_from)]


def read_snippets(directory: str, shown_from: str = "") -> Iterator[RuleFile]:
    """The code files below ``directory`` that stand in a folder ``snippets`` of the folder of their language."""
    from migrator.rules.read import RuleFile

    for folder, _, names in os.walk(directory):
        if os.path.basename(folder) != SNIPPETS:
            continue
        for name in sorted(names):
            path = os.path.join(folder, name)
            module, suffix = os.path.splitext(name)
            with open(path, encoding="utf-8") as stream:
                text = stream.read()
            language = os.path.basename(os.path.dirname(folder))
            shown = os.path.relpath(path, shown_from) if shown_from else path
            snippet = Snippet(module, language, suffix, tuple(OFFERED.findall(text)), text)
            yield RuleFile(shown.replace(os.sep, "/"), snippet, {}, {})


def rule_paths(directory: str) -> Iterator[str]:
    """The YAML files below ``directory``, in the order of their names."""
    for folder, folders, names in os.walk(directory):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".yml", ".yaml")):
                yield os.path.join(folder, name)


def gather(files: Sequence[RuleFile], base: RuleSet = EMPTY) -> RuleSet:
    """The rule set that is written in ``files``, on top of ``base``."""
    from migrator.rules.written import WrittenFieldTable, WrittenFramework, WrittenOperation

    def of(kind: type[T]) -> tuple[T, ...]:
        return tuple(file.value for file in files if isinstance(file.value, kind))

    written = {value.operation: value for value in of(WrittenOperation)}
    documents = {identity(file.value): file.document for file in files}
    operations = {name: operation(documents[name], documents, value.examples) for name, value in written.items()}
    tables = {value.fields: table(documents[value.fields]) for value in of(WrittenFieldTable)}
    return RuleSet(
        references=base.references + of(ReferenceRule),
        evidence=united((base.evidence, *of(Evidence))),
        operations=base.operations | operations,
        fields=base.fields | tables,
        packages=base.packages + of(Package),
        frameworks=base.frameworks
        + tuple(framework(documents[one.framework], documents, one.examples) for one in of(WrittenFramework)),
        distributions=base.distributions + of(Distributions),
        deployment=next(iter(of(Deployment)), base.deployment),
        names=next(iter(of(Names)), base.names),
        models={**base.models, **{key: model for one in of(Models) for key, model in one.entries.items()}},
        snippets=base.snippets + of(Snippet),
        files=base.files | {identity(file.value): file.path for file in files},
    )


def united(evidence: Sequence[Evidence]) -> Evidence:
    """All evidence as one, under the name of the first."""
    return Evidence(
        evidence=next((one.evidence for one in evidence if one is not NOTHING), NOTHING.evidence),
        words=tuple(word for one in evidence for word in one.words),
        ports={old: new for one in evidence for old, new in one.ports.items()},
        path_roots={old: new for one in evidence for old, new in one.path_roots.items()},
        paths=tuple(path for one in evidence for path in one.paths),
        hosts={old: new for one in evidence for old, new in one.hosts.items()},
        compatible=tuple(path for one in evidence for path in one.compatible),
        server=next((one.server for one in evidence if one.server), ""),
        cloud=tuple(host for one in evidence for host in one.cloud),
        content_type=next((one.content_type for one in evidence if one.content_type), ""),
    )


def listening(rules: RuleSet, port: int) -> RuleSet:
    """``rules`` for a new server that listens on ``port``; 0 is the port they name themselves."""
    if not port:
        return rules
    evidence = rules.evidence
    old, new = evidence.server, f"{evidence.server.rpartition(':')[0]}:{port}"
    return replace(
        rules,
        evidence=replace(evidence, ports=dict.fromkeys(evidence.ports, str(port)), server=new),
        packages=_said(rules.packages, old, new),
        frameworks=_said(rules.frameworks, old, new),
    )


def _said(value: T, old: str, new: str) -> T:
    """``value``, a record, a mapping or a tuple of them, with ``new`` for ``old`` in every string."""
    found: object = value
    if isinstance(value, str):
        found = value.replace(old, new)
    elif isinstance(value, tuple):
        found = tuple(_said(item, old, new) for item in value)
    elif isinstance(value, dict):
        found = {key: _said(item, old, new) for key, item in value.items()}
    elif is_record(value):
        found = replace(value, **{name: _said(getattr(value, name), old, new) for name in fields(value)})
    return cast(T, found)


def called(rules: RuleSet, name: str) -> RuleSet:
    """``rules`` by which names get the word ``name``; an empty one is the word that they choose themselves."""
    if not name:
        return rules
    return replace(rules, names=replace(rules.names, words=dict.fromkeys(rules.names.words, name)))


def identity(value: object) -> str:
    """The id of what a rule file says: the value of its first key; a package has its language, a snippet its suffix."""
    if isinstance(value, Package):
        return f"{value.language}-{value.package}"
    if isinstance(value, Snippet):
        return f"{value.module}{value.suffix}"
    name: str = getattr(value, next(iter(fields(value))))
    return name
