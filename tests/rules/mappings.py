"""What becomes of every field that the operations name, alone in a small program: a table to be read, and kept.

``python -m tests.rules.mappings`` writes it anew when rules change; what changes in it is what the change does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from migrator.analysis.dataflow.project import Project
from migrator.analysis.reply.paths import steps
from migrator.analysis.units import units
from migrator.record import replace
from migrator.rewrite.language import language_of
from migrator.rewrite.plan import plan
from migrator.rules.load import RuleSet, load
from migrator.scan.source import Source

TABLE = Path(__file__).with_suffix(".txt")
MESSAGES = '[{"role": "user", "content": "hi"}]'
BODIES = {
    "chat": {"model": '"m"', "messages": MESSAGES, "stream": "False"},
    "generate": {"model": '"m"', "prompt": '"hi"', "stream": "False"},
    "embed": {"model": '"m"', "input": '"hi"'},
    "embeddings": {"model": '"m"', "prompt": '"hi"'},
}
SAMPLES = (
    "3",
    "0",
    "-1",
    "None",
    '"x"',
    "True",
    "[]",
    "{}",
    "-3",
    '""',
    '"json"',
    "False",
    '["a", "b", "c", "d", "e"]',
)
URL = "http://localhost:11434"


def programs(known: RuleSet) -> Iterator[tuple[str, str, RuleSet]]:
    """What each program is about, the program, and the rules without the one mapping it is about."""
    for name, operation in known.operations.items():
        if operation.new is None:
            continue
        for table in ("request", "reply", "chunk"):
            entries = getattr(operation, table)
            for key in entries:
                fewer = {one: value for one, value in entries.items() if one != key}
                without = {**known.operations, name: replace(operation, **{table: fewer})}
                samples = SAMPLES[: 1 if table != "request" or len(entries[key]) == 1 else None]
                for about, code in _programs(name, operation.old.path, table, key, samples):
                    yield about, code, replace(known, operations=without)
    for name in ("options", "chat-message"):
        table_of = known.fields[name]
        for key, cases in table_of.request.items():
            fewer = {one: value for one, value in table_of.request.items() if one != key}
            without_field = {**known.fields, name: replace(table_of, request=fewer)}
            for sample in SAMPLES[: 1 if len(cases) == 1 else None]:
                field = f'"{key}": {sample}'
                inner = (
                    {"messages": f'[{{"content": "hi", {field}}}]'} if table_of.shape else {"options": f"{{{field}}}"}
                )
                code = _call("chat", "/api/chat", {**BODIES["chat"], **inner}, "")
                yield f"{name} {key}: {sample}", code, replace(known, fields=without_field)


def _programs(name: str, path: str, table: str, key: str, samples: Sequence[str]) -> Iterator[tuple[str, str]]:
    read = "".join(f"[{0 if step == '[]' else repr(step)}]" for step in steps(key))
    body = BODIES.get(name, {})
    if table == "request":
        for sample in samples:
            yield f"{name} request {key}: {sample}", _call(name, path, {**body, key: sample}, "")
    elif table == "reply":
        yield f"{name} reply {key}", _call(name, path, body, f"print(r.json(){read})\n")
    else:
        loop = f"for line in r.iter_lines():\n    part = json.loads(line)\n    print(part{read})\n"
        yield f"{name} chunk {key}", _call(name, path, {**body, "stream": "True"}, loop)


def _call(name: str, path: str, body: Mapping[str, str], after: str) -> str:
    fields = ", ".join(f'"{key}": {value}' for key, value in body.items())
    sent = f"post(URL + {path!r}, json={{{fields}}}, stream=True)" if name in BODIES else f"get(URL + {path!r})"
    return f"import json\nimport requests\n\nURL = {URL!r}\nr = requests.{sent}\nr.raise_for_status()\n{after}"


def outcome(code: str, known: RuleSet) -> str:
    """What a program becomes, in one line: the lines that change, what is to be reviewed, or what blocks it."""
    source = Source("app.py", code.encode())
    made = plan(units(Project(["app.py"], {"app.py": source}.get), ["app.py"], known), lambda _: source, language_of)
    if made.blocked:
        return "left: " + "; ".join(f"{one.why}: {one.how}" for each in made.blocked for one in each.problems)
    before = code.splitlines()
    lines = [line.strip() for file in made.files for line in file.after.decode().splitlines() if line not in before]
    notes = [note for unit in made.done for note in unit.reviews]
    return " ".join(line for line in lines if not line.startswith("URL = ")) + "".join(f" ({note})" for note in notes)


def table(known: RuleSet) -> str:
    """The whole table, a line for each program."""
    return "".join(f"{about} -> {outcome(code, known)}\n" for about, code, _ in programs(known))


if __name__ == "__main__":
    TABLE.write_text(table(load()), encoding="utf-8")
