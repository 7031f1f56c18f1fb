"""The variables of the old server's service: some become flags, most have no counterpart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment import compose
from migrator.analysis.deployment.compose_work import Work, sets
from migrator.languages import yaml_edits as edits
from migrator.languages import yaml_nodes as nodes
from migrator.model import Edit, Span

if TYPE_CHECKING:
    from migrator.rules.deployment import Deployment
    from migrator.rules.schema import Evidence


def rewrite_environment(work: Work) -> None:
    """The old server's variables go; the key to gated models comes where it is needed."""
    entry = work.entry("environment")
    node = nodes.plain(entry.value) if entry is not None else None
    if entry is None or isinstance(entry.value, nodes.Alias):
        return
    given = wanted(work, [work.declared])
    spans, kept = [], 0
    if isinstance(node, nodes.Mapping):
        pairs = [(one.key.value, one.span) for one in node.entries]
    elif isinstance(node, nodes.Sequence):
        pairs = [(nodes.said(item).partition("=")[0], span) for span, item in node.items]
    else:
        return
    for name, span in pairs:
        if any(word.lower() in name.lower() for word in work.evidence.words):
            spans.append(span)
        else:
            kept += 1
    if not kept and not given:
        work.gone(entry)
        return
    if given and isinstance(node, nodes.Mapping | nodes.Sequence):
        listed = isinstance(node, nodes.Sequence)
        indent = edits.indentation(work.source, pairs[0][1].start)
        mark, between = "- " if listed and not node.flow else "", ", " if node.flow else f"\n{indent}"
        quote = '"' if node.flow else ""  # a brace would end it
        each = (
            f"{quote}{name}={value}{quote}"
            if listed
            else f"{name}: {quote}{value}{quote}"
            if quote
            else f"{name}: {written(value)}"
            for name, value in given
        )
        new = between.join(f"{mark}{one}" for one in each)
        if (spans and not kept) or node.flow:
            first = spans.pop(0) if spans else None
            if first is None:
                names = ", ".join(name for name, _ in given)
                work.draft.problem(work.declared.path, entry.span, f"{names} has no place here", f"add {names} by hand")
            else:
                work.draft.edits.append(Edit(work.declared.path, first, (new,), work.rule))
        else:
            first_kept = pairs[0][1]
            at = Span(first_kept.start, first_kept.start)
            work.draft.edits.append(Edit(work.declared.path, at, (f"{new}\n{indent}",), work.rule))
    for span in spans:
        work.draft.edits.append(edits.without_item(work.source, span, work.rule))


def wanted(work: Work, declared: Sequence[compose.Declared]) -> list[tuple[str, str]]:
    """The variables of the new server that are not set yet."""
    return [one for one in work.served.variables(work.rules.new.token) if not sets(declared, one[0])]


def written(value: str) -> str:
    """A value as it stands in a mapping: a number would be none of text."""
    return f'"{value}"' if value.isdigit() else value


def dropped(declared: Sequence[compose.Declared], rules: Deployment, evidence: Evidence) -> tuple[list[str], list[str]]:
    """The flags that the old server's variables become, and the names of those that become nothing."""
    flags, rest = [], []
    for name, value, _ in compose.environment(declared):
        if name in rules.old.lists and "*" not in value and value:
            origins = [part.strip() for part in compose.settled(value).split(",") if part.strip()]
            flags.append(f"{rules.old.lists[name]}={json.dumps(origins)}")
        elif any(word.lower() in name.lower() for word in evidence.words) and name != rules.old.host:
            rest.append(name)
    return flags, list(dict.fromkeys(rest))
