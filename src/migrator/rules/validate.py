"""What the types of a rule file cannot say: ids, patterns, and that a rule which is not safe says why."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from migrator.rules.load import RuleSet, identity
from migrator.rules.models import Models
from migrator.rules.packages import Package
from migrator.rules.read import RuleError, RuleFile, RuleProblem
from migrator.rules.schema import ReferenceRule
from migrator.rules.written import (
    WrittenCase,
    WrittenFieldTable,
    WrittenFramework,
    WrittenKeyword,
    WrittenOperation,
)


def validate(files: Sequence[RuleFile], known: RuleSet) -> None:
    """Check ``files`` beside the rules ``known``. Raises :class:`migrator.rules.read.RuleError` with every problem."""
    tables = {*known.fields, *(identity(file.value) for file in files if isinstance(file.value, WrittenFieldTable))}
    calls = {*known.operations, *(identity(file.value) for file in files if isinstance(file.value, WrittenOperation))}
    families = {file.value.framework for file in files if isinstance(file.value, WrittenFramework)}
    problems = [
        RuleProblem(file.path, file.lines.get(at, 1), message)
        for file in files
        for at, message in (*flaws(file), *dangling(file, calls, tables), *astray(file, families, tables))
    ]
    seen = dict(known.files)
    for file in files:
        name = identity(file.value)
        if name in seen:
            problems.append(RuleProblem(file.path, 1, f"the id `{name}` is taken by {seen[name]}: choose another"))
        seen.setdefault(name, file.path)
    if problems:
        raise RuleError(problems)


def flaws(file: RuleFile) -> Iterator[tuple[str, str]]:
    """What is wrong with one file: the place in it and a sentence."""
    rule = file.value
    for index, example in enumerate(getattr(rule, "examples", ())):
        if example.finds is None and example.after is None:
            yield f"examples[{index}]", f"`examples[{index}]` tests nothing: give `finds` or `after`"
    if isinstance(rule, Models):
        for key, model in rule.entries.items():
            if trouble := bad_pattern(model.tags):
                yield f"entries.{key}.tags", f"`entries.{key}.tags` is no regular expression: {trouble}"
    if not isinstance(rule, ReferenceRule):
        return
    stem = os.path.splitext(os.path.basename(file.path))[0]
    if rule.rule != stem:
        yield "rule", f"the id `{rule.rule}` is not the file's name `{stem}`"
    if not rule.match:
        yield "match", "`match` is empty: the rule would never apply"
    for group in ("match", "unless"):
        for index, match in enumerate(getattr(rule, group)):
            for name in ("name", "value", "path"):
                if trouble := bad_pattern(getattr(match, name)):
                    yield f"{group}[{index}].{name}", f"`{group}[{index}].{name}` is no regular expression: {trouble}"
    if rule.explains and (rule.kind or rule.fix):
        yield "explains", "`explains` says that this is no reference, so there is neither `kind` nor `fix`"
    elif not rule.explains and not rule.kind:
        yield "", "either `kind` or `explains` is needed"
    elif not rule.explains and not rule.fix:
        yield "", "`fix` is missing: how safe it is and what has to be done"
    if rule.fix and rule.fix.safety != "safe" and not rule.fix.why:
        yield "fix.safety", f"a fix that is `{rule.fix.safety}` says why in `fix.why`"


def dangling(file: RuleFile, calls: set[str], tables: set[str]) -> Iterator[tuple[str, str]]:
    """The operations and field tables that a file names and that do not exist."""
    value = file.value
    if isinstance(value, Package):
        for name, call in value.functions.items():
            if call not in calls:
                yield f"functions.{name}", f"`functions.{name}`: there is no operation `{call}`"
    if isinstance(value, WrittenOperation) and value.like and value.like not in calls:
        yield "like", f"`like`: there is no operation `{value.like}`"
    if isinstance(value, WrittenOperation | WrittenFieldTable):
        for name, field in value.request.items():
            for case in (field, *field.cases) if isinstance(field, WrittenCase) else ():
                for table in (case.explode, case.each):
                    if table and table not in tables:
                        yield f"request.{name}", f"`request.{name}`: there is no table of fields `{table}`"


def astray(file: RuleFile, families: set[str], tables: set[str]) -> Iterator[tuple[str, str]]:
    """The frameworks and field tables that a framework names and that do not exist."""
    value = file.value
    if not isinstance(value, WrittenFramework):
        return
    if not value.like and not value.calls and not value.within:
        yield "", "neither `calls` nor `within`: the rule would never apply"
    if value.like and value.like not in families:
        yield "like", f"`like`: there is no framework `{value.like}` among these files"
    if value.options and value.table not in tables:
        yield "table", f"`table`: there is no table of fields `{value.table}`"
    for name, argument in value.arguments.items():
        for case in (argument, *argument.cases) if isinstance(argument, WrittenKeyword) else ():
            table = getattr(case, "explode", "")
            if table and table not in tables:
                yield f"arguments.{name}", f"`arguments.{name}`: there is no table of fields `{table}`"


def bad_pattern(pattern: str) -> str:
    """Why ``pattern`` is no regular expression, or nothing."""
    try:
        re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        return str(error)
    return ""
