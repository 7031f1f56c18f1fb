"""What a sentence calls the server, in place of the old product's name; and where the name has to stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from migrator.languages.place import line_around

if TYPE_CHECKING:
    from migrator.model import Span
    from migrator.rules.naming import Names

NEXT = re.compile(r"(?P<own>['’]s)?(?P<gap>[ \t]+|-|/)?(?P<word>[A-Za-z]\w*(?:'[a-z]+)?)?")
LAST = re.compile(r"([A-Za-z][\w'’]*)[ \t]+\**$")
STARTS = re.compile(r"(?:^|[.!?][\s\"'”)*_]*|^\W*|[\"'`>#*|(\-–—:][ \t]*)$")
HEADING = re.compile(r"\s*#+[ \t]|\s*={2,}[ \t]")
GOES_ON = re.compile(r"\w.*[:(\-–—][ \t]*$")
LEADS = frozenset(
    """
    about after against and are as ask asked asking asks at because before behind between by call called calling
    calls can check checking configure configured configures connect connecting connects contact directly does
    ensure for from has how if in install installed installing into is launch launching let lets like make makes
    needing needs not of on only open opens or over reach reaching replace replaced requires restart restarting
    restarts run running runs since start started starting starts stop stops sure talk talking talks test tested
    testing than that through to under unless until update updating use used uses using verifies verify via wait
    waiting waits was were what when where whether which while who why with without
    """.split()  # noqa: SIM905
)
"""Words after which the server's name needs an article."""
FOLLOWS = frozenset(
    """
    and answered answers are as at can cannot could did didn't does doesn't failed fails for gave had has have in is
    isn't itself may might must needs or reports responded returned returns runs sends should streams takes
    throws to via was wants were will with won't would
    """.split()  # noqa: SIM905
)
"""Words before which it does, at the start of a sentence."""
SERVERS = frozenset({"servidor", "servidores", "serveur", "serveurs"})
"""What calls it a server already, in languages that put the name behind."""
ALREADY = frozenset({"llm", "llms"})
"""Words that the new name has in itself, and would say twice."""
FOREIGN = frozenset(
    """
    aber ao aos auf avec con da das dans de del della des di do dos du ein eine el est et ist la las le les los mit na
    nas nicht oder para pas pela pelo por pour que sem sin sono sur tem um uma und una une wenn wird zum zur
    """.split()  # noqa: SIM905
)
"""Words that tell of a sentence in another language: English puts an article or a verb around the name, it does not."""
LETTER = re.compile(r"[^\W\d_a-zA-Z]")


def reworded(line: str, start: int, end: int, names: Names) -> str:
    """The new text for the name that stands in ``line`` from ``start`` to ``end``."""
    before, after, old = line[:start], line[end:], line[start:end]
    title = names.server.partition(" ")[0]
    found = NEXT.match(after)
    assert found is not None  # all its parts may be missing
    word = (found["word"] or "").lower()
    if found["gap"] and word and not found["own"] and (word in names.nouns or found["gap"] == "-"):
        return title
    last = LAST.search(before)
    if found["gap"] and word in ALREADY:
        return "the served" if last is not None and last[1].lower() in LEADS else "served"
    if last is not None and last[1].lower() in SERVERS:
        return title
    whole = names.server
    if old.isupper() and len(old) > 1 and not re.search(r"[a-z]", line):
        return whole.upper()
    if LETTER.search(line) or _is_foreign(line, last):
        return whole
    if last is not None:
        return f"the {whole}" if last[1].lower() in LEADS else whole
    if HEADING.match(before) or (found["gap"] and found["word"] and found["word"][:1].isupper()):
        return whole
    if STARTS.search(before) and (found["own"] or (found["gap"] and word in FOLLOWS)):
        return f"The {whole}" if old[:1].isupper() and not GOES_ON.search(before) else f"the {whole}"
    return whole


def _is_foreign(line: str, last: re.Match[str] | None) -> bool:
    """Whether a sentence is hardly English: by one of its words; ``do`` tells in front of the name alone."""
    words = set(re.findall(r"(?<![\w./$-])[a-z]+(?![\w./-])", line.lower())) - {"do"}
    return not FOREIGN.isdisjoint(words) or (last is not None and last[1] == "do")


def product(line: str, start: int, end: int, names: Names) -> str:
    """Why the name means the product itself here and stays; empty where it stands for the server."""
    before, after = line[:start], line[end:]
    if re.match(r"(?:['’]s)?[ \t]+v?\d+\.\d", after):
        return "a version of the product"
    if re.match(rf"(?:['’]s(?:[ \t]+own)?)?[ \t-]+(?:{'|'.join(names.own)})\b", after, re.IGNORECASE):
        return "names the product itself"
    others = "|".join(map(re.escape, names.products))
    joined = r"[ \t]*(?:,|/|\||&|\+|→|->|<->|⇄|\bvs\.?|\bor\b|\band\b|\bto\b)[ \t*`\"']*(?:\w+[ \t]+)?"
    if others and (
        re.search(rf"\b(?:{others})\b[*`\"')]*(?:[ \t]+\w+)?{joined}$", before, re.IGNORECASE)
        or re.match(rf"[*`\"')]*(?:[ \t]+\w+)?{joined}(?:{others})\b", after, re.IGNORECASE)
    ):
        return "one of several products that are named"
    if any(domain in line.lower() for domain in names.domains):
        return "the line leads to the product's own pages"
    return ""


def spoken(data: bytes, hit: Span, name: str) -> bool:
    """Whether a word of a command line stands in a quoted text for people, and not in one that is a command again."""
    line = line_around(data, hit.start)
    for quoted in re.finditer(rb"\"[^\"\n]*\"|'[^'\n]*'", data[line.start : line.end]):
        if line.start + quoted.start() < hit.start < line.start + quoted.end():
            return name[:1].isupper() and b" " in quoted[0]
    return False


def quoted(data: bytes, hit: Span) -> bool:
    """Whether a word stands in quotes of its own, or between backticks."""
    before, after = data[hit.start - 1 : hit.start], data[hit.end : hit.end + 1]
    return before in (b"`", b"'", b'"') or after in (b"`",)
