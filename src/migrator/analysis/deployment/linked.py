"""Links of documents to the old server's own pages: they lead to the new one's, and the sentence says so.

A line changes only if every page of the old vendor that it leads to has one of the new: what it says is about those.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from migrator.languages import language_of, references
from migrator.languages.place import line_around
from migrator.model import Edit, Span
from migrator.scan.search import matcher
from migrator.unit import Unit

if TYPE_CHECKING:
    from migrator.rules.deployment import Deployment
    from migrator.rules.load import RuleSet
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
DOCUMENTS = frozenset({"markdown", "rst", "text", "html"})
COMMENTED = frozenset(
    {"dotenv", "requirements", "yaml", "toml", "ini", "makefile", "dockerfile", "shell", "python", "typescript"}
    | {"javascript", "vue", "jsonc", "nginx", "powershell"}
)
"""Languages whose comments lead there as well."""
TOLD = frozenset({"prose", "heading", "link", "markup", "attribute", "comment", "docstring"})
REMARK = re.compile(rb"\s*(?:#|//|REM\b|::)", re.IGNORECASE)
"""How a line of a sample begins that says something and does nothing."""
URL = re.compile(rb"(?:https?://|www\.)[^\s<>()\"'`\]|]*[\w/]|(?<![\w@/.-])[\w-]+(?:\.[\w-]+)+/[\w/.-]*")


def units(
    group: str, files: Sequence[str], read: Read, changed: Mapping[str, Sequence[Span]], rules: RuleSet
) -> list[Unit]:
    """The units of the links that follow servers which move, one a file.

    Args:
        group: what they change together with.
        files: all paths of the code base.
        read: gives the files as they are now.
        changed: what other units change already, by path.
        rules: those of the run.
    """
    deployment = rules.deployment
    if deployment is None or not deployment.pages:
        return []
    holds = matcher(domain.lower().encode() for domain in rules.names.domains)
    history = re.compile(rules.names.history, re.IGNORECASE) if rules.names.history else None
    found: list[Unit] = []
    for path in files:
        source = (
            read(path)
            if language_of(path) in DOCUMENTS | COMMENTED and not (history and history.search(path))
            else None
        )
        if source is None or not holds(source.data):
            continue
        taken = changed.get(path, ())
        edits = [
            edit
            for edits in _lines(source, rules, deployment)
            if not any(one.span.start < span.end and span.start < one.span.end for one in edits for span in taken)
            for edit in edits
        ]
        if edits:
            found.append(Unit(path, edits[0].span, "link", tuple(edits), group=group, follows=True))
    return found


def _lines(source: Source, rules: RuleSet, deployment: Deployment) -> Iterator[list[Edit]]:
    """The edits of each line that leads to pages of the old vendor's."""
    data, path = source.data, source.path
    language = language_of(path, data[:200])
    domains = matcher(domain.lower().encode() for domain in rules.names.domains)
    words = re.compile(rb"|".join(re.escape(word.encode()) for word in rules.evidence.words), re.IGNORECASE)
    at = 0
    while at < len(data):
        line = line_around(data, at)
        at = line.end + 1
        if not domains(data[line.start : line.end]):
            continue
        links = [match for match in URL.finditer(data, line.start, line.end) if domains(match[0])]
        spans = [Span(*match.span()) for match in links]
        new = [_page(match[0].decode("utf-8", "replace"), deployment) for match in links]
        named = [
            Span(*word.span())
            for word in words.finditer(data, line.start, line.end)
            if not any(span.start <= word.start() < span.end for span in spans)
        ]
        remark = REMARK.match(data, line.start, line.end) is not None
        roles = [one.role for one in references(language, source, [*spans, *named])]
        told = all(role in TOLD or (role == "code" and remark) for role in roles)
        plain = all(_is_product(data, span) for span in named)
        if links and all(new) and told and plain:
            yield [
                *(Edit(path, span, (page,), "link") for span, page in zip(spans, new, strict=True)),
                *(Edit(path, span, (deployment.product,), "prose") for span in named),
            ]


def _page(url: str, deployment: Deployment) -> str:
    """The page of the new server that stands for one of the old's; empty where none does."""
    return next((new for old, new in deployment.pages.items() if re.fullmatch(old, url)), "")


def _is_product(data: bytes, span: Span) -> bool:
    """Whether a word is the product's name in a sentence, and no part of another name or of a command."""
    before, after = data[span.start - 1 : span.start], data[span.end : span.end + 1]
    word = data[span.start : span.end]
    return word[:1].isupper() and before not in (b"`", b"/", b"-", b"_", b".") and after not in (b"`", b"/", b"-", b"_")
