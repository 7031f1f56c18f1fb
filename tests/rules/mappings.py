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
from migrator.rules.operations import Operation, Reply
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
HELD = frozenset({"message", "logprobs", "embeddings", "embedding"})
"""What is no text and no number."""
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
                for about, code in _programs(name, operation, table, key, samples):
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


def wholes(known: RuleSet) -> Iterator[tuple[str, Source]]:
    """Programs out of which a whole reply goes, put together of all its fields: also one that was asked for more."""
    for name, body in BODIES.items():
        operation = known.operations[name]
        whole = "def ask():\n    r.raise_for_status()\n    return r.json()\n"
        yield f"{name} reply: the whole of it", _call(name, operation.old.path, body, whole)
        for asked in sorted({rule.asked_by for rule in operation.reply.values()} - {""}):
            value = '[{"type": "function", "function": {"name": "f"}}]' if asked == "tools" else "True"
            yield (
                f"{name} reply: the whole of it with {asked}",
                _call(name, operation.old.path, {**body, asked: value}, whole),
            )
        if "model" in operation.reply:
            yield f"{name} reply: read as a type", _typed(operation)


def _typed(operation: Operation) -> Source:
    """A program in TypeScript that says what it reads with a type of all the fields at the top."""
    fields = [key for key, rule in operation.reply.items() if key.isidentifier() and key not in HELD]
    kinds = "".join(f"  {key}: {'number' if key.endswith(('count', 'duration')) else 'string'};\n" for key in fields)
    sent = ", ".join(f"{key}: {value.lower()}" for key, value in BODIES[operation.operation].items())
    code = (
        f"interface Reply {{\n{kinds}}}\n\nexport async function ask(): Promise<string> {{\n"
        f'  const r = await fetch("{URL}{operation.old.path}", {{\n'
        f'    method: "POST",\n    body: JSON.stringify({{ {sent} }}),\n  }});\n'
        "  const reply: Reply = await r.json();\n  return reply.model;\n}\n"
    )
    return Source("app.ts", code.encode())


def _programs(
    name: str, operation: Operation, table: str, key: str, samples: Sequence[str]
) -> Iterator[tuple[str, Source]]:
    path = operation.old.path
    read = "".join(f"[{0 if step == '[]' else repr(step)}]" for step in steps(key))
    body = BODIES.get(name, {}) | ({"logprobs": "True"} if table == "reply" and steps(key)[0] == "logprobs" else {})
    if table == "request":
        for sample in samples:
            yield f"{name} request {key}: {sample}", _call(name, path, {**body, key: sample}, "")
        return
    rule: Reply = getattr(operation, table)[key]
    last = steps(key)[-1]
    held = read.removesuffix(f"[{last!r}]")
    if table == "reply":
        yield f"{name} reply {key}", _call(name, path, body, f"print(r.json(){read})\n")
        if held != read:
            asked = f"data = r.json()\nif data{held}.get({last!r}):\n    print(data{read})\n"
            yield f"{name} reply {key}: if it is there", _call(name, path, body, asked)
        if rule.joins:
            kept = f"history = [{{{rule.joins!r}: r.json(){read}}}]\n"
            yield f"{name} reply {key}: in a message", _call(name, path, body, kept)
        if rule.measured in operation.reply:
            rate = f"data = r.json()\nprint(data[{rule.measured!r}] / data{read} * 1e9)\n"
            yield f"{name} reply {key}: as a rate", _call(name, path, body, rate)
    else:
        loop = "for line in r.iter_lines():\n    part = json.loads(line)\n"
        streamed = {**body, "stream": "True"}
        yield f"{name} chunk {key}", _call(name, path, streamed, f"{loop}    print(part{read})\n")
        if held != read:
            tested = "['done']" if rule.needs else f"{held}.get({last!r})"
            asked = f"    if part{tested}:\n        print(part{read})\n"
            yield f"{name} chunk {key}: if it is there", _call(name, path, streamed, loop + asked)
    if (name in METHODS or name in BODIES) and key != "error":  # which the package raises
        member = "".join("[0]" if step == "[]" else f".{step}" for step in steps(key))
        yield f"{name} {table} {key}: of the package", _python(name, rule, member, _sent(table, body))
        yield f"{name} {table} {key}: in TypeScript", _typescript(name, rule, member, _sent(table, body))


def _python(name: str, rule: Reply, member: str, sent: Mapping[str, str]) -> Source:
    call = f"ollama.{METHODS.get(name, name)}({', '.join(f'{key}={value}' for key, value in sent.items())})"
    read = f"print({call}{member})\n"
    if "stream" in sent:
        end = "    if part.done:\n        " if rule.needs else "    "
        read = f"for part in {call}:\n{end}print(part{member})\n"
    return Source("app.py", f"import ollama\n\n{read}".encode())


def _typescript(name: str, rule: Reply, member: str, sent: Mapping[str, str]) -> Source:
    asked = ", ".join(f"{key}: {value.replace('True', 'true')}" for key, value in sent.items())
    call = f"await ollama.{METHODS.get(name, name)}({f'{{ {asked} }}' if asked else ''})"
    read = f"const reply = {call};\nconsole.log(reply{member});\n"
    if "stream" in sent:
        end = "if (part.done) " if rule.needs else ""
        read = f"for await (const part of {call}) {{\n  {end}console.log(part{member});\n}}\n"
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
    every = [*((about, code) for about, code, _ in programs(known)), *wholes(known)]
    return "".join(f"{about} -> {outcome(code, known)}\n" for about, code in every)


if __name__ == "__main__":
    TABLE.write_text(table(load()), encoding="utf-8")
