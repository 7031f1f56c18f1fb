"""The same program, laid out in another way, is rewritten to the same program."""

from __future__ import annotations

import ast
import io
import random
import re
import tokenize
from pathlib import Path

import pytest

from tests.analysis.tree import planned

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")
COMMENTED = frozenset("([{,")
"""Where people put comments: behind a bracket that opens, or a comma."""
LINE = re.compile(r"(?<=app\.py):\d+")
UNBROKEN = (tokenize.NL, tokenize.COMMENT, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)


def statements(code: str) -> list[str]:
    """The statements of a program, and of its classes, without their layout."""
    found = ((one, *one.body) if isinstance(one, ast.ClassDef) else (one,) for one in ast.parse(code).body)
    return [f"class {one.name}" if isinstance(one, ast.ClassDef) else ast.dump(one) for part in found for one in part]


def rewritten(code: str) -> tuple[list[str], list[str]]:
    """The statements that a text becomes, without their layout; and why parts of it stay, where they do."""
    plan = planned({"app.py": code})
    made = next((file.after.decode() for file in plan.files if file.path == "app.py"), code)
    whys = {LINE.sub("", problem.why) for one in plan.blocked for problem in one.problems}
    return statements(made), sorted(whys)


def quoted(text: str) -> str:
    """A text in the other quotes, where that changes nothing else."""
    body, mark = text[1:-1], text[:1]
    other = {"'": '"', '"': "'"}.get(mark, "")
    plain = other and text[:3] != mark * 3 and "\\" not in body and other not in body
    return f"{other}{body}{other}" if plain else text


def formatted(code: str, luck: random.Random) -> str:
    """The same tokens with other quotes, spaces, line breaks inside brackets, and comments behind them."""
    lines = code.splitlines(keepends=True)
    made = [""]
    depth, row, column, formatted_text = 0, 1, 0, 0
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        column = column if token.start[0] == row else 0
        gap = lines[token.start[0] - 1][column : token.start[1]] if token.string else ""
        text = token.string
        formatted_text += (token.type == FSTRING_START) - (token.type == FSTRING_END)
        if token.type == tokenize.STRING and not formatted_text:
            text = quoted(text) if luck.random() < 0.5 else text
        if depth and token.type not in UNBROKEN and not formatted_text and not gap.startswith("\n"):
            chance = luck.random()
            if chance < 0.2 and made[-1][-1:] in COMMENTED:
                gap = "  # a word (or { more\n" + " " * luck.randrange(24, 40)
            elif chance < 0.3:
                gap = "\n" + " " * luck.randrange(24, 40)
            elif chance < 0.5:
                gap += " " * luck.randrange(3)
        if token.type == tokenize.NEWLINE and text and luck.random() < 0.3:
            gap = luck.choice(["   # why", "  ", " # noqa: E501, and a 'quote"])
        if token.type == tokenize.OP and not formatted_text:
            depth += (text in OPENING) - (text in CLOSING)
        made.append(gap + text)
        if token.string:
            row, column = token.end
    return "".join(made)


FSTRING_START, FSTRING_END = (getattr(tokenize, f"FSTRING_{name}", -1) for name in ("START", "END"))


def wrapped(code: str, luck: random.Random) -> str:
    """The same program with parentheses around some of the values that are assigned or returned, each on lines."""
    lines = code.splitlines(keepends=True)
    for node in sorted(ast.walk(ast.parse(code)), key=lambda one: -getattr(one, "lineno", 0)):
        value = getattr(node, "value", None)
        plain = isinstance(node, ast.Assign | ast.Return) and isinstance(value, ast.Call | ast.Subscript | ast.BoolOp)
        if not plain or value is None or value.lineno != value.end_lineno or luck.random() < 0.5:
            continue
        line = lines[value.lineno - 1].encode()
        start, end = value.col_offset, value.end_col_offset
        lines[value.lineno - 1] = b"".join([line[:start], b"(\n", line[start:end], b"\n)", line[end:]]).decode()
    return "".join(lines)


def laid_out(program: Path) -> tuple[str, str]:
    """A program, and the same one in another layout."""
    code = program.read_text(encoding="utf-8")
    luck = random.Random(program.stem)
    other = formatted(wrapped(code, luck), luck)
    assert ast.dump(ast.parse(other)) == ast.dump(ast.parse(code)), "not the same program"
    return code, other


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_another_layout_is_rewritten_to_the_same_program_or_some_of_it_stays_with_a_reason(program: Path) -> None:
    code, other = laid_out(program)
    there, here = rewritten(other), rewritten(code)
    if there != here:
        assert set(there[1]) - set(here[1])
        made = {one for one in there[0] if not one.startswith("Import")}  # those of both libraries
        assert made <= {*statements(code), *here[0]}


def test_hardly_any_layout_stands_in_the_way() -> None:
    some = [laid_out(program) for program in PROGRAMS[::4]]
    same = [rewritten(other) == rewritten(code) for code, other in some]
    assert sum(same) >= 0.9 * len(same)


def test_a_file_that_is_not_understood_everywhere_stays() -> None:
    code = Path(__file__).with_name("programs").joinpath("requests_generate.py").read_text(encoding="utf-8")
    plan = planned({"app.py": code + "\nprint 3 3\n"})
    assert not plan.files
    assert "the syntax of this file is not understood everywhere" in [
        p.why for one in plan.blocked for p in one.problems
    ]
