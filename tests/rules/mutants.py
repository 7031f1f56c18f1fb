"""Breaks every mapping of the operations in every way it can be broken, and tells which breaks nothing would notice.

    python -m tests.rules.mutants [--only TEXT]

A break is noticed if a line of the table of mappings changes, or if one of the whole programs that name the field ends
otherwise: it is left although it was rewritten, or does not do the same on both servers any more. What is printed are
the breaks that nothing noticed. It takes some minutes.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from migrator.analysis.dataflow.project import Project
from migrator.analysis.units import units
from migrator.record import replace
from migrator.rewrite.language import language_of
from migrator.rewrite.plan import plan
from migrator.rules.load import RuleSet, load
from migrator.rules.operations import Reply
from migrator.scan.source import Source
from tests.rules.mappings import TABLE, outcome, programs, wholes
from tests.wire.run import assert_same

WHOLE = sorted((Path(__file__).parents[1] / "analysis" / "programs").glob("*.py"))
LEFT, THINKS = "# left: ", "# the model thinks"
SAID = frozenset({"drop", "block", "gone", "review", "when"})
"""What is only said, or says which case it is."""


def mutants(known: RuleSet) -> Iterator[tuple[str, str, str, RuleSet]]:
    """The mapping that is broken, the field it is about, how it is broken, and the rules with that."""
    for name, operation in known.operations.items():
        for table in ("request", "reply", "chunk") if operation.new is not None else ():
            entries = getattr(operation, table)
            for key, value in entries.items():
                for how, other in broken(value):
                    if key.endswith("[]") and how == "optional is True":
                        continue  # nobody asks a list for an element that may be missing by its key
                    changed = replace(operation, **{table: {**entries, key: other}})
                    rules = replace(known, operations={**known.operations, name: changed})
                    yield f"{name} {table} {key}", key, how, rules
    for name in ("options", "chat-message"):
        fields = known.fields[name]
        for key, cases in fields.request.items():
            for how, other in broken(cases):
                changed_table = replace(fields, request={**fields.request, key: other})
                yield f"{name} {key}", key, how, replace(known, fields={**known.fields, name: changed_table})


def broken(value: Any) -> Iterator[tuple[str, Any]]:
    """Every way to break a mapping: a case dropped, a text changed, a flag turned."""
    if not isinstance(value, tuple):
        yield from _altered(value)
        return
    for index, case in enumerate(value):
        before, after = value[:index], value[index + 1 :]
        if len(value) > 1:
            yield f"without the case {case.when}", (*before, *after)
        for how, other in _altered(case):
            yield f"{how} in the case {case.when}", (*before, other, *after)


def _altered(one: Any) -> Iterator[tuple[str, Any]]:
    untold = isinstance(one, Reply) and bool(one.gone) and not one.snippet
    for name in one.__slots__:
        old = getattr(one, name)
        if isinstance(old, bool) and (untold or (name == "extra" and getattr(one, "present", ""))):
            continue  # how a part is read that is not there, or that the client raises
        if isinstance(old, bool) and name != "lowered":  # nothing but texts in capitals would tell
            yield f"{name} is {not old}", replace(one, **{name: not old})
        elif isinstance(old, str) and old and name not in SAID:
            yield f"another {name}", replace(one, **{name: f"{old}x"})
        elif isinstance(old, dict) and old:
            yield f"no {name}", replace(one, **{name: {}})


def after(code: str, rules: RuleSet) -> str:
    """What a program becomes."""
    source = Source("app.py", code.encode())
    project = Project(["app.py"], {"app.py": source}.get)
    made = plan(units(project, ["app.py"], rules), lambda _: source, language_of)
    return next((file.after.decode() for file in made.files if file.path == "app.py"), code)


def noticed(key: str, rules: RuleSet, known: dict[Path, str]) -> bool:
    """Whether one of the programs that name a field ends otherwise with broken rules."""
    word = key.rpartition(".")[2].removesuffix("[]")
    for program, expected in known.items():
        before = program.read_text(encoding="utf-8")
        if word not in before or (made := after(before, rules)) == expected:
            continue
        if made == before or before.startswith(LEFT):
            return True
        try:
            assert_same(before, made, inline=True, reasoning=before.startswith(THINKS))
        except AssertionError:
            return True
    return False


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Breaks every mapping, and tells what nothing would notice.")
    parser.add_argument("--only", default="", help="mappings that hold this text")
    only = parser.parse_args(arguments).only
    rules = load()
    recorded = dict(line.split(" -> ", 1) for line in TABLE.read_text(encoding="utf-8").splitlines())
    about: dict[str, list[tuple[str, Source]]] = defaultdict(list)
    for line, code in (*((line, code) for line, code, _ in programs(rules)), *wholes(rules)):
        about[line.partition(":")[0]].append((line, code))
    known = {program: after(program.read_text(encoding="utf-8"), rules) for program in WHOLE}
    tried = missed = 0
    for mapping, key, how, changed in mutants(rules):
        if only not in mapping:
            continue
        tried += 1
        try:
            whole = about[mapping.rpartition(" ")[0]] if mapping.count(" ") > 1 else []
            told = any(outcome(code, changed) != recorded[line] for line, code in (*about[mapping], *whole))
            told = told or noticed(key, changed, known)
        except (KeyError, ValueError):
            continue  # nothing works with it
        if not told:
            missed += 1
            print(f"{mapping}: {how}", flush=True)
    print(f"{tried} breaks, {missed} of them unnoticed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
