"""Loops over lines of JSON become loops over server-sent events."""

from __future__ import annotations

import pytest
from tree_sitter import Node

from migrator.languages.python.framing import framed, leaving, paced
from migrator.languages.python.parse import parse
from migrator.model import Edit
from migrator.rewrite.edits import render


def _loop(data: bytes) -> Node:
    stack = [parse(data).root_node]
    while stack:
        node = stack.pop()
        if node.type == "for_statement":
            return node
        stack.extend(reversed(node.named_children))
    raise AssertionError("no loop")


def _framed(code: str, binary: bool = False) -> str | None:
    data = code.encode()
    edits = framed(_loop(data), data, binary, "[DONE]")
    if edits is None:
        return None
    return render(data, [Edit("a.py", span, parts, "test") for span, parts in edits]).decode()


LEFT = {
    "a loop on one line": "for line in lines: use(line)\n",
    "a loop with else": "for line in lines:\n    use(line)\nelse:\n    end()\n",
    "several targets": "for number, line in lines:\n    use(line)\n",
}
FRAMED = {
    "no guard": (
        "for line in lines:\n    use(json.loads(line))\n",
        """for line in lines:
    if not line.startswith("data:"):
        continue
    line = line.removeprefix("data:").strip()
    if line == "[DONE]":
        break
    use(json.loads(line))
""",
    ),
    "a guard that goes on": (
        "for line in lines:\n    if not line.strip():\n        continue\n    # the part\n    use(json.loads(line))\n",
        """for line in lines:
    if not line.startswith("data:"):
        continue
    line = line.removeprefix("data:").strip()
    if line == "[DONE]":
        break
    # the part
    use(json.loads(line))
""",
    ),
    "a guard around the rest": (
        "for line in lines:\n  if line:\n    use(json.loads(line))\n  tick()\n",
        """for line in lines:
  if line.startswith("data:"):
    line = line.removeprefix("data:").strip()
    if line == "[DONE]":
      break
    use(json.loads(line))
  tick()
""",
    ),
    "a guard around a part of it": (
        "for line in lines:\n    if line:\n        tick()\n    use(json.loads(line))\n",
        """for line in lines:
    if not line.startswith("data:"):
        continue
    line = line.removeprefix("data:").strip()
    if line == "[DONE]":
        break
    if line:
        tick()
    use(json.loads(line))
""",
    ),
    "a guard that does something": (
        "for line in lines:\n    if not line:\n        tick()\n        continue\n    use(line)\n",
        """for line in lines:
    if not line.startswith("data:"):
        continue
    line = line.removeprefix("data:").strip()
    if line == "[DONE]":
        break
    if not line:
        tick()
        continue
    use(line)
""",
    ),
    "a line that is cleaned first": (
        "for raw in lines:\n\tline = raw.strip()\n\tuse(line)\n",
        """for raw in lines:
\tline = raw.strip()
\tif not line.startswith("data:"):
\t\tcontinue
\tline = line.removeprefix("data:").strip()
\tif line == "[DONE]":
\t\tbreak
\tuse(line)
""",
    ),
    "a line that is used before it is cleaned": (
        "for raw in lines:\n    line = raw.strip()\n    use(line, raw)\n",
        """for raw in lines:
    if not raw.startswith("data:"):
        continue
    raw = raw.removeprefix("data:").strip()
    if raw == "[DONE]":
        break
    line = raw.strip()
    use(line, raw)
""",
    ),
}


@pytest.mark.parametrize("code", LEFT.values(), ids=LEFT)
def test_loop_is_left(code: str) -> None:
    assert _framed(code) is None


@pytest.mark.parametrize(("code", "expected"), FRAMED.values(), ids=FRAMED)
def test_loop_is_framed(code: str, expected: str) -> None:
    assert _framed(code) == expected


def test_bytes_are_compared_with_bytes_until_they_are_decoded() -> None:
    assert "if not line.startswith(b'data:'):" in (_framed("for line in lines:\n    use(line['a'])\n", True) or "")
    decoded = "for line in lines:\n    line = line.decode()\n    use(line)\n"
    assert '\n    if not line.startswith("data:"):' in (_framed(decoded, True) or "")


def test_end_that_does_more_or_stands_alone_is_kept() -> None:
    for body in (
        "if x:\n        break\n",
        "if x:\n        f()\n        break\n    g()\n",
        "if x: break\n    else: f()\n",
    ):
        data = f"for line in lines:\n    {body}".encode()
        test = data.index(b"x:")
        node = parse(data).root_node.descendant_for_byte_range(test, test + 1)
        assert node is not None
        assert leaving(node, data) is None


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ("n += 1", True),
        ("print('.', end='')", True),
        ("print(f'{token}.')", False),
        ("await sleep(0)", False),
        ("try:\n        f()\n    except E:\n        n += 1", False),
        ("text += token", False),
        ("if first:\n        first = False", True),
        ("if start is None:\n        start = now()", True),
        ("if token:\n        n += 1", False),
        ("if other:\n        text = token", False),
    ],
)
def test_rounds_that_are_counted_or_told_apart(body: str, counts: bool) -> None:
    data = f"for token in tokens:\n    {body}\n".encode()
    told = data.find(b"if token")
    root = parse(data).root_node
    reads = [root.descendant_for_byte_range(told + 3, told + 8)] if told >= 0 else []
    assert (paced(_loop(data), [read for read in reads if read is not None]) is not None) is counts
