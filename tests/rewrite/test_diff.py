"""Diffs are what git makes and takes, whatever a file or its name is made of."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from migrator.report.escape import visible
from migrator.rewrite.diff import diff, moved_line, quoted, shown
from migrator.rewrite.plan import FileChange
from migrator.scan.source import Source

ODD_NAMES = [
    "s p.py",
    "tab\t.py",
    "a\nb",
    'qu"ote',
    "a\\b",
    "ü.py",
    "\x1b[31m",
    os.fsdecode(b"\xff"),
    "-x",
    "a\x7f",
]


def change(path: str, before: bytes, after: bytes, bom: bytes = b"") -> FileChange:
    return FileChange(path, Source(path, before, bom=bom), after)


def applied(path: str, before: bytes, after: bytes, bom: bytes = b"") -> bytes:
    """What ``git apply`` makes of the file."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bom + before)
        text = diff(change(path, before, after, bom)).encode()
        subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=directory, input=text, check=True)
        return file.read_bytes().removeprefix(bom)


def test_an_unchanged_file_has_no_diff() -> None:
    assert diff(change("a.py", b"a\n", b"a\n")) == ""
    assert diff(change("a.py", b"", b"")) == ""


def test_a_diff_is_written_as_git_writes_it() -> None:
    before = b"".join(b"line %d\n" % n for n in range(1, 21))
    after = before.replace(b"line 2\n", b"line two\n").replace(b"line 20\n", b"line twenty")
    assert diff(change("src/a.py", before, after)) == (
        "diff --git a/src/a.py b/src/a.py\n--- a/src/a.py\n+++ b/src/a.py\n"
        "@@ -1,5 +1,5 @@\n line 1\n-line 2\n+line two\n line 3\n line 4\n line 5\n"
        "@@ -17,4 +17,4 @@\n line 17\n line 18\n line 19\n-line 20\n+line twenty\n\\ No newline at end of file\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"a\n", b"b", id="last newline goes"),
        pytest.param(b"a", b"b\n", id="last newline comes"),
        pytest.param(b"a\nb", b"a\nc", id="never a last newline"),
        pytest.param(b"a\nb", b"b\nb", id="context without newline"),
        pytest.param(b"a\r\nb\r\n", b"a\r\nc\r\n", id="CRLF"),
        pytest.param(
            b"a\rb\x0cc\x1cd\xe2\x80\xa8e\n", b"a\rb\x0cc\x1cD\xe2\x80\xa8e\n", id="what only Python calls lines"
        ),
        pytest.param(b"a\n", b"", id="to nothing"),
        pytest.param(b"", b"a\n", id="from nothing"),
        pytest.param(b"-- a\n++ b\n@@ c\n", b"-- A\n++ B\n@@ c\n", id="content like headers"),
    ],
)
def test_git_applies_it(before: bytes, after: bytes) -> None:
    assert applied("a.py", before, after) == after


@pytest.mark.skipif(os.name == "nt", reason="such names are POSIX's")
@pytest.mark.parametrize(
    "name",
    [
        "s p.py",
        "tab\t.py",
        "new\nline",
        'qu"ote',
        "a\\b",
        "ü.py",
        "\x1b[31m",
        os.fsdecode(b"\xff.py"),
        "-x",
        "a\x7f",
    ],
)
def test_odd_names_are_quoted_as_git_quotes_them(name: str, tmp_path: Path) -> None:
    path = f"dir/{name}"
    try:
        assert applied(path, b"a\n", b"b\n") == b"b\n"
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "dir").mkdir()
    (tmp_path / path).write_bytes(b"a\n")
    subprocess.run(["git", "add", "-A"], cwd=tmp_path, check=True)
    (tmp_path / path).write_bytes(b"b\n")
    git = subprocess.run(["git", "diff"], cwd=tmp_path, capture_output=True, check=True).stdout
    assert [line for line in git.split(b"\n") if not line.startswith(b"index")] == diff(
        change(path, b"a\n", b"b\n")
    ).encode().split(b"\n")


def test_a_byte_order_mark_is_part_of_the_first_line() -> None:
    assert applied("a.py", b"a\nb\n", b"A\nb\n", bom=b"\xef\xbb\xbf") == b"A\nb\n"


lines = st.lists(st.sampled_from([b"a\n", b"b\n", b"\n", b"c\r\n", b"long\n", b"ends"]), max_size=30).map(b"".join)


@given(lines, lines)
@settings(max_examples=60)
def test_git_applies_any_diff(before: bytes, after: bytes) -> None:
    assume(before != after)
    assert applied("a.py", before, after) == after


@given(lines, st.integers(0, 30), st.sampled_from([b"", b"new\n", b"new\nnewer\n"]))
def test_lines_that_stay_are_found_again(before: bytes, at: int, new: bytes) -> None:
    numbered = [b"%d %s\n" % (n, line) for n, line in enumerate(before.split(b"\n"))]
    at = min(at, len(numbered))
    after = numbered[:at] + ([new] if new else []) + numbered[at + 1 :]
    result = b"".join(after).split(b"\n")
    for number, line in enumerate(numbered, 1):
        if number != at + 1:
            found = moved_line(b"".join(numbered), b"".join(after), number)
            assert result[found - 1] == line.removesuffix(b"\n")


def test_a_terminal_gets_colours_and_none_of_the_files_escapes() -> None:
    text = diff(change("a\x1b.py", b"-- \x1b[2J\tx\r\ny\r\n", b"ok\r\ny\r\n"))
    for line in shown(text, visible, colour=False).split("\n"):
        assert "\x1b" not in line and "\r" not in line
    painted = shown(text, visible, colour=True)
    assert "\x1b[31m--- \\x1b[2J\tx\x1b[0m\n\x1b[32m+ok\x1b[0m\n y\n" in painted
    assert '\x1b[1m--- "a/a\\033.py"\x1b[0m' in painted


def test_plain_names_are_not_quoted() -> None:
    assert quoted("a/b c-d_1.py") == "a/b c-d_1.py"
