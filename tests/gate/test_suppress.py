"""Suppressions: what is no directive, what one applies to, and what is wrong with one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.gate.suppress import WHOLE_FILE, Suppression, read, settle
from migrator.model import Span
from migrator.scan.source import Source
from tests.gate.findings import finding

TODAY = date(2026, 6, 30)
GOOD = 'migrator: ignore[package-call] reason="stays"'


def directives(text: str, comments: list[str] | None = None) -> tuple[Suppression, ...]:
    """The directives of a file ``text``, whose comments are the given parts of it when they are known."""
    data = text.encode()
    spans = None
    if comments is not None:
        spans = [Span(data.index(part.encode()), data.index(part.encode()) + len(part.encode())) for part in comments]
    return read(Source("app/chat.py", data), spans)


def faults(text: str, *, line: int = 1, today: date = TODAY) -> list[tuple[str, str]]:
    """The faults of the directives in ``text`` where rule package-call found something on ``line``."""
    settled = settle([finding(line=line)], directives(text), today, {"package-call", "http-call"})
    return [(fault.kind, fault.message) for fault in settled.faults]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"call()  {GOOD}", id="code without a comment"),
        pytest.param(f"# to silence it, write `{GOOD}`", id="quoted in prose"),
        pytest.param(f"see http://{GOOD}", id="part of a URL"),
        pytest.param("# migrator: runs the migrations", id="another tool's comment"),
        pytest.param("# migrator: ignored for now", id="a longer word"),
        pytest.param(f"remark {GOOD}", id="a word that ends like REM's"),
        pytest.param(f"x = a--{GOOD}", id="an operator"),
    ],
)
def test_no_directive(text: str) -> None:
    assert directives(text) == ()


def test_a_directive_in_a_string_does_not_count_where_comments_are_known() -> None:
    assert directives(f'x = """\n# {GOOD}\n"""  # other', ["# other"]) == ()


def test_a_directive_later_in_a_known_comment_does_not_count() -> None:
    comment = f"# write {GOOD}"
    assert directives(comment, [comment]) == ()


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize(
    "comment",
    [
        f"# {GOOD}",
        f"#{GOOD}",
        f"// {GOOD}",
        f"/* {GOOD} */",
        f"/** {GOOD}*/",
        f"<!-- {GOOD} -->",
        f"-- {GOOD}",
        f"; {GOOD}",
        f"REM {GOOD}",
        f"rem {GOOD}",
        f"# {GOOD}  # noqa: E501",
    ],
)
def test_a_comment_of_any_language(comment: str, known: bool) -> None:
    [same_line] = directives(f"é = call() {comment}\n", [comment] if known else None)
    assert (same_line.malformed, same_line.rules, same_line.reason) == ("", ("package-call",), "stays")
    assert (same_line.line, same_line.target) == (1, 1)
    [above] = directives(f"one\n  {comment}\r\nthree\n", [comment] if known else None)
    assert (above.line, above.target) == (2, 3)


@pytest.mark.parametrize(
    ("text", "comments", "target"),
    [
        pytest.param(f"{{/* {GOOD} */}}\n<Chat/>", None, 2, id="JSX"),
        pytest.param(f"{{/* {GOOD} */}}\n<Chat/>", [f"/* {GOOD} */"], 2, id="JSX, known"),
        pytest.param(f"/* {GOOD} */ call()\n", None, 1, id="block before code"),
        pytest.param(f"/* {GOOD} */ call()\n", [f"/* {GOOD} */"], 1, id="block before code, known"),
        pytest.param(f"/*\n * {GOOD}\n */\ncall()", [f"/*\n * {GOOD}\n */"], 4, id="block of several lines"),
        pytest.param(f"# {GOOD}\n# {GOOD}\ncall()", None, 3, id="one above the other"),
        pytest.param(f"call()\n# {GOOD}", None, 3, id="at the end of the file"),
        pytest.param(f"call()\n# {GOOD.replace('ignore', 'ignore-file')}", None, WHOLE_FILE, id="whole file"),
    ],
)
def test_where_it_applies(text: str, comments: list[str] | None, target: int) -> None:
    assert directives(text, comments)[0].target == target


def test_a_directive_behind_another_tool_s() -> None:
    comment = f"# noqa: E501  # {GOOD}"
    for known in (None, [comment]):
        assert [one.target for one in directives(f"call()  {comment}\n", known)] == [1]


def test_it_suppresses_its_rule_on_its_line_and_nothing_else() -> None:
    here, other_rule = finding(line=2), finding(line=2, rule="http-call")
    other_line, other_file = finding(line=3), finding(line=2, path="other.py")
    settled = settle([here, other_rule, other_line, other_file], directives(f"\ncall()  # {GOOD}\n"), TODAY)
    assert settled.suppressed == (here,)
    assert settled.open == (other_rule, other_line, other_file)
    assert settled.faults == ()


def test_it_suppresses_a_finding_of_several_lines_from_its_last_one() -> None:
    spread = finding(line=1, end_line=3)
    assert settle([spread], directives(f"call(\n  model,\n)  # {GOOD}\n"), TODAY).suppressed == (spread,)


def test_several_rules_and_a_last_day() -> None:
    [one] = directives("# migrator: ignore[a, b-c]  until=2026-06-30  reason=\"Ollama: 'yes'\"")
    assert (one.rules, one.reason, one.until) == (("a", "b-c"), "Ollama: 'yes'", date(2026, 6, 30))


def test_a_whole_file() -> None:
    findings = [finding(line=1), finding(line=70), finding(line=70, rule="http-call")]
    settled = settle(findings, directives(f"# {GOOD.replace('ignore', 'ignore-file')}\n"), TODAY)
    assert settled.suppressed == (findings[0], findings[1])


def test_the_words_of_a_directive_need_no_directive() -> None:
    comment = '# migrator: ignore[package-call] reason="Ollama stays for OCR"'
    text = f"call()  {comment}\n# Ollama\n"
    own = finding("c", kind="text", rule="comment", line=1, start=8, end=8 + len(comment))
    other = finding("o", kind="text", rule="comment", line=2, start=9 + len(comment), end=17 + len(comment))
    call = finding("call", line=1, start=0, end=6)
    settled = settle([own, call, other], directives(text, [comment, "# Ollama\n"]), TODAY)
    assert settled.suppressed == (own, call)
    assert settled.open == (other,)


@pytest.mark.parametrize(
    ("directive", "kind", "message"),
    [
        ("ignore", "malformed", "name the rules"),
        ("ignore[]", "malformed", "name the rules"),
        ("ignore[*]", "malformed", "name the rules"),
        ("ignore[a,,b]", "malformed", "name the rules"),
        ("ingore[package-call]", "malformed", "`ingore` is no directive"),
        ("ignore[package-call] because it stays", "malformed", "`because it stays` is neither"),
        ("ignore[package-call] reason=“it stays”", "malformed", "`stays”` is neither"),
        ('ignore[package-call] reason="stays', "malformed", '`reason="stays` is neither'),
        ('ignore[package-call] reason="a" reason="b"', "malformed", "one reason"),
        ('ignore[package-call] reason="a" owner=me', "malformed", "`owner`"),
        ('ignore[package-call] reason="a" until=2026-02-30', "malformed", "until=2026-02-30 is no date"),
        ('ignore[package-call] reason="a" until=20260230', "malformed", "is no date"),
        ("ignore[package-call]", "no reason", 'reason="…"'),
        ('ignore[package-call] reason=" "', "no reason", 'reason="…"'),
        ('ignore[package-call] reason="a" until=2026-06-29', "expired", "ended on 2026-06-29"),
        ('ignore[pakage-call] reason="a"', "unknown rule", "did you mean `package-call`?"),
        ('ignore[http-call] reason="a"', "unused", "`http-call`"),
        ('ignore[package-call, http-call] reason="a"', "unused", "`http-call`"),
        ('ignore-file[http-call] reason="a"', "unused", "`http-call`"),
    ],
)
def test_a_fault_is_told_once(directive: str, kind: str, message: str) -> None:
    [(found, told)] = faults(f"call()  # migrator: {directive}\n")
    assert found == kind
    assert message in told


@pytest.mark.parametrize("until", ["2026-06-30", "2026-07-01"])
def test_a_suppression_holds_through_its_last_day(until: str) -> None:
    assert faults(f'call()  # migrator: ignore[package-call] reason="a" until={until}\n') == []


def test_an_expired_suppression_opens_its_findings_again() -> None:
    text = 'call()  # migrator: ignore[package-call] reason="a" until=2026-06-29\n'
    assert settle([finding()], directives(text), TODAY).suppressed == ()


def test_a_suppression_without_a_reason_still_suppresses() -> None:
    assert settle([finding()], directives("call()  # migrator: ignore[package-call]\n"), TODAY).open == ()


@given(st.lists(st.sampled_from([GOOD, "migrator:", "#", "/*", "*/", "\n", " ", "{", "é", "ignore[", '"', "rem "])))
def test_any_text_is_read_without_an_error_and_its_targets_are_lines(parts: list[str]) -> None:
    text = "".join(parts)
    source = Source("a.py", text.encode())
    for one in read(source):
        assert 0 <= one.target <= text.count("\n") + 2
        assert 0 <= one.comment.start <= one.comment.end <= len(source.data)


def test_a_long_line_is_read_in_a_moment() -> None:
    assert directives(";" * 1_000_000 + " " * 1_000_000 + GOOD) != ()
