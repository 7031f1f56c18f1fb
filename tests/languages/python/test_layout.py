"""Lines that a rewrite made too long are broken as a formatter would; all others stay as they are."""

from __future__ import annotations

from textwrap import dedent

import pytest

from migrator.languages.python.layout import edits
from migrator.rewrite.edits import render

LONG = "a_name_that_is_forty_characters_long_____"
SHORT = b"x = 1\n"


def laid_out(after: str, before: bytes = SHORT) -> str:
    data = dedent(after).encode()
    return render(data, edits(before, data)).decode()


UNTOUCHED = {
    "a line that was there before": f"x = f({LONG}, {LONG}, {LONG})\n",
    "a comment that is too long": f"x = f({LONG})  # {LONG} {LONG}\n",
    "a text that is too long": f'x = "{LONG} {LONG} {LONG}"\n',
    "a text with brackets in it": f'x = f"{LONG} {LONG} {{f({LONG})}}"\n',
    "brackets that the author left open": f"x = f({LONG}, g({LONG}, 1),\n      {LONG})\n",
}


@pytest.mark.parametrize("name", UNTOUCHED)
def test_stays(name: str) -> None:
    text = UNTOUCHED[name]
    before = text.encode() if name.startswith("a line that was") else SHORT
    assert laid_out(text, before) == text


def test_line_as_long_as_others_of_the_file_stays() -> None:
    text = f"x = f({LONG}, {LONG}, 1)\n"
    assert laid_out(text, b"y = " + b"1" * len(text) + b"\n") == text
    assert laid_out(text, b'"""\n' + b"1" * len(text) + b'\n"""\n# ' + b"1" * len(text) + b"\n") != text


BROKEN = {
    "a literal with several items": (
        f"""\
        payload = {{
            "messages": [{{"role": "system", "content": {LONG}}}, {{"role": "user"}}],
        }}
        """,
        f"""\
        payload = {{
            "messages": [
                {{"role": "system", "content": {LONG}}},
                {{"role": "user"}},
            ],
        }}
        """,
    ),
    "a literal with one item": (
        f"""\
        payload = {{
            "messages": [{{"role": "user", "content": {LONG}, "n": 1}}],
        }}
        """,
        f"""\
        payload = {{
            "messages": [
                {{"role": "user", "content": {LONG}, "n": 1}}
            ],
        }}
        """,
    ),
    "one item that is too long itself": (
        f"""\
        payload = {{
            "messages": [{{"role": "user", "content": {LONG} + {LONG}}}],
        }}
        """,
        f"""\
        payload = {{
            "messages": [
                {{
                    "role": "user",
                    "content": {LONG}
                    + {LONG},
                }}
            ],
        }}
        """,
    ),
    "arguments that fit on one line": (
        f"answer = requests.post({LONG}, json={{'a': 1}}, timeout=60, verify=1)\n",
        f"answer = requests.post(\n    {LONG}, json={{'a': 1}}, timeout=60, verify=1\n)\n",
    ),
    "arguments that do not": (
        f"answer = requests.post({LONG}, json={LONG}, timeout=60)\n",
        f"answer = requests.post(\n    {LONG},\n    json={LONG},\n    timeout=60,\n)\n",
    ),
    "an argument under the first one": (
        f"""\
        r = post(URL,
                 json={{"model": {LONG}, "messages": [], "stream": False}}, timeout=60)
        """,
        f"""\
        r = post(URL,
                 json={{
                     "model": {LONG},
                     "messages": [],
                     "stream": False,
                 }}, timeout=60)
        """,
    ),
    "a call before brackets that the author left open": (
        f"r = make({LONG}, name={LONG}[0]).ask(\n    a=1,\n)\n",
        f"r = make(\n    {LONG},\n    name={LONG}[0],\n).ask(\n    a=1,\n)\n",
    ),
    "an operator": (
        f"client = make(\n    base={LONG}.get('a') + {LONG}.get('b'),\n)\n",
        f"client = make(\n    base={LONG}.get('a')\n    + {LONG}.get('b'),\n)\n",
    ),
    "parentheses": (
        f"    return (reply.json()['choices'][0]['message']['content'] or {LONG}).strip()\n",
        f"    return (\n        reply.json()['choices'][0]['message']['content'] or {LONG}\n    ).strip()\n",
    ),
    "a value without brackets": (
        f"content = data['choices'][0]['message']['content'] or {LONG}\n",
        f"content = (\n    data['choices'][0]['message']['content']\n    or {LONG}\n)\n",
    ),
    "a choice": (
        f"reply = (data['choices'][0]['message']['content'] or '') if 'choices' in data else {LONG[:30]}\n",
        f"reply = (\n    (data['choices'][0]['message']['content'] or '')\n    if 'choices' in data\n"
        f"    else {LONG[:30]}\n)\n",
    ),
    "a comprehension": (
        f"names = [item['id'] for item in client.models.list()['data'] if item['id'] != {LONG}]\n",
        f"names = [\n    item['id']\n    for item in client.models.list()['data']\n    if item['id'] != {LONG}\n]\n",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_is_broken(name: str) -> None:
    before, after = BROKEN[name]
    assert laid_out(before) == dedent(after)
    assert laid_out(after) == dedent(after), "a second time changes something"


def test_tabs_and_two_spaces_are_kept() -> None:
    tabs = f"def f():\n\treturn g({LONG}, {LONG}, 12345678)\n"
    assert laid_out(tabs).splitlines()[2].startswith("\t\ta_name")
    two = f"def f():\n  return g({LONG}, {LONG}, 12345678)\n"
    assert laid_out(two).splitlines()[2].startswith("    a_name")


def test_a_tabbed_line_is_broken_with_tabs_where_the_rest_has_spaces() -> None:
    mixed = f"def f():\n    return 1\n\ndef g():\n\treturn g({LONG}, {LONG}, 12345678)\n"
    assert laid_out(mixed).splitlines()[5].startswith("\t\ta_name")


ONCE = {
    "two keys that became one": ("if 'usage' in data or 'usage' in data:\n", "if 'usage' in data:\n"),
    "three": ("if 'a' in d and 'b' in d and 'a' in d:\n", "if 'a' in d and 'b' in d:\n"),
    "two of three": ("if 'a' in d or 'a' in d or 'b' in d:\n", "if 'a' in d or 'b' in d:\n"),
    "in parentheses": ("x = ('a' in d or 'a' in d) and y\n", "x = ('a' in d) and y\n"),
    "another operator": ("if 'a' in d or 'a' in d and y:\n", "if 'a' in d or 'a' in d and y:\n"),
    "another key": ("if 'a' in d or 'a' in d.e:\n", "if 'a' in d or 'a' in d.e:\n"),
    "something that is called": ("if next(it) or next(it):\n", "if next(it) or next(it):\n"),
}


@pytest.mark.parametrize("name", ONCE)
def test_what_is_tested_twice_on_a_new_line_is_tested_once(name: str) -> None:
    before, after = ONCE[name]
    before, after = (f"{line}    pass\n" if line.startswith("if") else line for line in (before, after))
    assert laid_out(before) == after
    assert laid_out(before, before.encode()) == before, "a line of the author is changed"
