"""What becomes of every field that the operations name, alone in a small program: a table to be read, and kept.

``python -m tests.rules.mappings`` writes it anew when rules change; what changes in it is what the change does.
"""

from __future__ import annotations

import re
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
METHODS = {"tags": "list"}
CLIENT = re.compile(r"^import .* (?:max_retries=0, \)|maxRetries: 0, \}\);) ")
"""What a program gains in front of its first call of the new package, the same in every one."""


def programs(known: RuleSet) -> Iterator[tuple[str, Source, RuleSet]]:
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


def _programs(name: str, path: str, table: str, key: str, samples: Sequence[str]) -> Iterator[tuple[str, Source]]:
    read = "".join(f"[{0 if step == '[]' else repr(step)}]" for step in steps(key))
    body = BODIES.get(name, {}) | ({"logprobs": "True"} if table == "reply" and steps(key)[0] == "logprobs" else {})
    if table == "request":
        for sample in samples:
            yield f"{name} request {key}: {sample}", _call(name, path, {**body, key: sample}, "")
        return
    last = steps(key)[-1]
    held = read.removesuffix(f"[{last!r}]")
    if table == "reply":
        yield f"{name} reply {key}", _call(name, path, body, f"print(r.json(){read})\n")
        if held != read:
            asked = f"data = r.json()\nif data{held}.get({last!r}):\n    print(data{read})\n"
            yield f"{name} reply {key}: if it is there", _call(name, path, body, asked)
    else:
        loop = "for line in r.iter_lines():\n    part = json.loads(line)\n"
        streamed = {**body, "stream": "True"}
        yield f"{name} chunk {key}", _call(name, path, streamed, f"{loop}    print(part{read})\n")
        if held != read:
            asked = f"    if part{held}.get({last!r}):\n        print(part{read})\n"
            yield f"{name} chunk {key}: if it is there", _call(name, path, streamed, loop + asked)
    if (name in METHODS or name in BODIES) and key != "error":  # which the package raises
        member = "".join("[0]" if step == "[]" else f".{step}" for step in steps(key))
        yield f"{name} {table} {key}: of the package", _python(name, table, member, body)
        yield f"{name} {table} {key}: in TypeScript", _typescript(name, table, member, body)


def _python(name: str, table: str, member: str, body: Mapping[str, str]) -> Source:
    asked = [f"{key}={value}" for key, value in _sent(table, body).items()]
    call = f"ollama.{METHODS.get(name, name)}({', '.join(asked)})"
    read = f"print({call}{member})\n" if table == "reply" else f"for part in {call}:\n    print(part{member})\n"
    return Source("app.py", f"import ollama\n\n{read}".encode())


def _typescript(name: str, table: str, member: str, body: Mapping[str, str]) -> Source:
    asked = ", ".join(f"{key}: {value.replace('True', 'true')}" for key, value in _sent(table, body).items())
    call = f"await ollama.{METHODS.get(name, name)}({f'{{ {asked} }}' if asked else ''})"
    read = f"const reply = {call};\nconsole.log(reply{member});\n"
    if table == "chunk":
        read = f"for await (const part of {call}) {{\n  console.log(part{member});\n}}\n"
    return Source("app.ts", f'import ollama from "ollama";\n\n{read}'.encode())


def _sent(table: str, body: Mapping[str, str]) -> dict[str, str]:
    """What a call of the package sends, which does not stream unless it is told to."""
    sent = {key: value for key, value in body.items() if key != "stream"}
    return {**sent, "stream": "True"} if table == "chunk" else sent


def _call(name: str, path: str, body: Mapping[str, str], after: str) -> Source:
    fields = ", ".join(f'"{key}": {value}' for key, value in body.items())
    sent = f"post(URL + {path!r}, json={{{fields}}}, stream=True)" if name in BODIES else f"get(URL + {path!r})"
    code = f"import json\nimport requests\n\nURL = {URL!r}\nr = requests.{sent}\nr.raise_for_status()\n{after}"
    return Source("app.py", code.encode())


def outcome(source: Source, known: RuleSet) -> str:
    """What a program becomes, in one line: the lines that change, what is to be reviewed, or what blocks it."""
    project = Project([source.path], {source.path: source}.get)
    made = plan(units(project, [source.path], known), lambda _: source, language_of)
    if made.blocked:
        return "left: " + "; ".join(f"{one.why}: {one.how}" for each in made.blocked for one in each.problems)
    kept = source.data.decode().splitlines()
    lines = [line.strip() for file in made.files for line in file.after.decode().splitlines() if line not in kept]
    notes = [note for unit in made.done for note in unit.reviews]
    text = CLIENT.sub("", " ".join(line for line in lines if not line.startswith("URL = ")))
    return text + "".join(f" ({note})" for note in notes)


def table(known: RuleSet) -> str:
    """The whole table, a line for each program."""
    return "".join(f"{about} -> {outcome(code, known)}\n" for about, code, _ in programs(known))


if __name__ == "__main__":
    TABLE.write_text(table(load()), encoding="utf-8")
