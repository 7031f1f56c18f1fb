"""Rewritten Python has to parse wherever the original did."""

from __future__ import annotations

import pytest

from migrator.languages.python.check import check

GOOD = b"def f(x):\n    return g(x)\n"


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(b"def f(x):\n    return g(x\n", id="open bracket"),
        pytest.param(b"def f(x):\nreturn g(x)\n", id="indentation"),
        pytest.param(b"def f(x):\n    return g(x))\n", id="one bracket too many"),
        pytest.param(b"def f(x):\n    return g(x=1, x)\n", id="positional after keyword, which tree-sitter accepts"),
        pytest.param(b"def f(x):\n    return f'{g(x}'\n", id="inside an f-string"),
        pytest.param(b"def f(x):\n  return g(x)\n   y = 1\n", id="uneven indentation"),
        pytest.param(b"def f(x):\n    return await g(x)\n", id="await where nothing is async"),
        pytest.param(b"def f(x):\n    return g(x)\nreturn\n", id="return outside a function"),
        pytest.param(b"def f(x):\n    return g('\0')\n", id="zero byte"),
    ],
)
def test_new_errors_are_found(after: bytes) -> None:
    assert check(GOOD, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(GOOD, b"def f(x):\r\n    return h(x)", id="line endings"),
        pytest.param(b"print 'old'\nx = 1\n", b"print 'old'\nx = 2\n", id="Python 2 stays Python 2"),
        pytest.param(b"x = (\ny = 1\n", b"x = (\ny = 2\n", id="was broken before, elsewhere"),
        pytest.param(
            b"# -*- coding: latin-1 -*-\nx = 'a'\n", "# -*- coding: latin-1 -*-\nx = 'ä'\n".encode(), id="cookie"
        ),
        pytest.param(b"", b"", id="empty"),
    ],
)
def test_what_was_so_before_is_no_error(before: bytes, after: bytes) -> None:
    assert check(before, after) is None


@pytest.mark.filterwarnings("error")
def test_doubtful_escapes_are_no_error_and_no_warning() -> None:
    assert check(GOOD, GOOD + b"y = '\\d'\n") is None


def test_a_second_error_in_a_broken_file_is_found() -> None:
    before = b"x = (1,\n\ndef f(:\n    pass\n" + b"y = 1\n" * 20
    assert check(before, before + b"z = )\n")


@pytest.mark.parametrize("levels", [400, 1_400, 20_000])
def test_deep_nesting_ends_neither_the_process_nor_the_check(levels: int) -> None:
    deep = b"x = " + b"(" * levels + b"1" + b")" * levels + b"\n"
    assert check(deep, deep + b"y = 1\n") is None
    assert check(deep, deep + b"y = )\n")
