"""Runs the examples of rule files: what each must find, and what a rewrite must make of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from tempfile import TemporaryDirectory

from migrator.audit.run import audit
from migrator.record import record
from migrator.rewrite.code_base import whole
from migrator.rewrite.run import rewrite
from migrator.rules.deployment import Deployment
from migrator.rules.frameworks import Framework
from migrator.rules.load import RuleSet, identity
from migrator.rules.operations import Operation
from migrator.rules.packages import Package
from migrator.rules.schema import Example, ReferenceRule
from migrator.scan.source import Source
from migrator.settings import Settings

Rule = ReferenceRule | Operation | Package | Framework | Deployment


@record
class Failure:
    """An example that does not hold. ``path`` is the rule's file, ``number`` the example's place in it, from 1."""

    path: str
    number: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}: example {self.number}: {self.message}"


def check(rules: RuleSet) -> list[Failure]:
    """Every example of ``rules`` that does not hold."""
    deployment = (rules.deployment,) if rules.deployment is not None else ()
    called: tuple[Rule, ...] = (*rules.operations.values(), *rules.packages, *rules.frameworks)
    known = (*rules.references, *called, *deployment)
    return [
        Failure(rules.files.get(identity(rule), identity(rule)), number, message)
        for rule in known
        for number, example in enumerate(rule.examples, 1)
        for message in faults(example, identity(rule), rules)
    ]


def faults(example: Example, rule: str, rules: RuleSet) -> Iterator[str]:
    """What is not as the example of ``rule`` says. The whole code base is the example's one file."""
    if example.finds is not None:
        found = finds(example, rule, rules)
        if found != example.finds:
            yield f"finds {shown(found)}, not {shown(example.finds)}"
    if example.after is not None:
        after = rewritten(example.file, example.code, rules)
        if after != example.after:
            yield f"becomes\n{after}\nnot\n{example.after}"
        elif rewritten(example.file, after, rules) != after:
            yield "a second rewrite changes it again"


def finds(example: Example, rule: str, rules: RuleSet) -> tuple[str, ...]:
    """The text of each finding of ``rule`` in the example."""
    with TemporaryDirectory() as folder:
        root = os.path.realpath(folder)
        path = os.path.join(root, example.file)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as stream:
            stream.write(example.code)
        findings = audit(root, (root,), Settings(root), rules, jobs=1).findings
    return tuple(finding.text for finding in findings if finding.rule == rule)


def rewritten(file: str, code: str, rules: RuleSet) -> str:
    """What a rewrite makes of a file that stands alone."""

    def read(path: str) -> Source:
        if path != file:
            raise FileNotFoundError(path)
        return Source(file, code.encode())

    analyse, follow = whole([file], read, rules)
    done = rewrite("", analyse, read, follow=follow, dry_run=True)
    return next((change.after.decode() for change in done.files if change.path == file), code)


def shown(texts: tuple[str, ...]) -> str:
    """The texts of findings for a message."""
    return ", ".join(map(repr, texts)) or "nothing"
