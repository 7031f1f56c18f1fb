"""What escapes leave alone, and what they make visible."""

from __future__ import annotations

import pytest

from migrator.report.escape import encodable, inert, path_bytes, visible


@pytest.mark.parametrize("text", ["", "plain", "Größe", "模型", "naïve\u00a0: x", "C:\\models\\x1b", "emoji 🚀"])
def test_readable_text_stays(text: str) -> None:
    assert visible(text) == text
    assert encodable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("a\nb\rc\td", r"a\nb\rc\td"),
        ("\x00\x7f\x9b", r"\x00\x7f\x9b"),
        ("\u202eevil\u2066", r"\u202eevil\u2066"),
        ("\u200b\u2028\ufeff", r"\u200b\u2028\ufeff"),
        ("\U000e0041", r"\U000e0041"),
        ("\udcff", r"\xff"),
        ("\ud800", r"\ud800"),
    ],
)
def test_what_a_terminal_acts_on_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_encodable_touches_nothing_but_surrogates() -> None:
    assert encodable("ä\x1b\n\udce4") == "ä\x1b\n\\xe4"


def test_only_the_start_of_a_line_can_be_a_workflow_command() -> None:
    assert inert("  std::string") == "  std::string"
    assert inert("  ::warning::x") == r"  \x3a:warning::x"
    assert inert("# Title [a]") == "# Title [a]"
    assert inert("see ##[error]x") == r"see #\x23[error]x"


def test_the_bytes_of_a_path_come_back() -> None:
    assert path_bytes("a\udcff\udcfe") == b"a\xff\xfe"
    assert path_bytes("a\ud800") == b"a\xed\xa0\x80"
