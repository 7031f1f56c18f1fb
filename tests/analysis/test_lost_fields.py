"""Fields that the new server does not tell: what the code has for a missing one stands in their place, or it stays."""

from __future__ import annotations

import pytest

from tests.analysis.tree import blocked, planned, rewritten

LIST = """
import json
import requests


def models():
    found = []
    reply = requests.get("http://localhost:11434/api/tags")
    reply.raise_for_status()
    for model in reply.json()["models"]:
        name = model["name"]
        {read}
    return found
"""


@pytest.mark.parametrize(
    ("read", "after"),
    [
        ('found.append({"name": name, "size": model.get("size")})', 'found.append({"name": name, "size": None})'),
        ('found.append({"size": model.get("size", 0)})', 'found.append({"size": 0})'),
        ('found.append([model.get("size") or "?"])', 'found.append(["?"])'),
        (
            'found.append({"family": model.get("details", {}).get("family")})',
            'found.append({"family": None})',
        ),
        (
            'found.append({"family": model.get("details", {}).get("family", "?")})',
            'found.append({"family": "?"})',
        ),
        (
            'details = model.get("details") or {}; found.append([details.get("family")])',
            'details = {}; found.append([details.get("family")])',
        ),
        ("print(f\"{name}: {model.get('size')}\")", 'print(f"{name}: {None}")'),
        ('size = model.get("size"); found.append((name, size))', "size = None; found.append((name, size))"),
        ('print(model.get("digest", "")[:12])', 'print(""[:12])'),
        (
            'size = model.get("size", 0); gb = size / 1024; print(f"{name} ({gb:.1f} GB)")',
            'size = 0; gb = size / 1024; print(f"{name} ({gb:.1f} GB)")',
        ),
        (
            'found.append({"family": (model.get("details") or {}).get("family", "?")})',
            'found.append({"family": "?"})',
        ),
    ],
)
def test_what_the_code_has_for_a_missing_field_stands_in_its_place(read: str, after: str) -> None:
    code = rewritten({"a.py": LIST.replace("{read}", read)})["a.py"]
    assert after in code
    assert "/v1/models" in code
    (unit,) = planned({"a.py": LIST.replace("{read}", read)}).done
    assert any("has no counterpart" in review for review in unit.reviews)


@pytest.mark.parametrize(
    "read",
    [
        'found.append(model["size"])',
        'found.append(round(model.get("size")))',
        'found.append(model.get("size") / 1024)',
        'found += [name] if model.get("size") > 0 else []',
        "print(f\"{model.get('size'):.1f}\")",
        'size = model.get("size"); found.append(size // 2)',
        'found.append(model.get("details", {})["family"])',
        'details = model.get("details", {}); found.append(details["family"])',
        'found.append(model.get("details").get("family"))',
        "found.append(model['details'].get('family'))",
        'size = model.get("size", 0); found += [name] if size else []',
        'size = model.get("size", 0); found += [name] if size < 4096 else []',
        'return int(model.get("size", 0)) / 1024',
        'found.append(fits(model.get("size", 0)))',
        'family = (model.get("details") or {}).get("family", ""); found += [name] if family not in ("bert",) else []',
        'details = model.get("details") or {}; found += [name] if details.get("family") else []',
    ],
)
def test_what_would_fail_without_the_field_is_left(read: str) -> None:
    files = {"a.py": LIST.replace("{read}", read)}
    assert rewritten(files) == files
    assert all("has no counterpart" in why for why in blocked(files))
    assert blocked(files)


CAUGHT = """import axios from 'axios'

export async function ask(prompt) {
  try {
    const body = { model: 'm', prompt: `Say: ${prompt}`, stream: false }
    return (await axios.post('http://localhost:11434/api/generate', body)).data.response
  } catch (error) {
    return error.response?.data?.READ
  }
}
"""


@pytest.mark.parametrize(("read", "told"), [("error", True), ("error?.message", False), ("detail", False)])
def test_whoever_reads_the_body_of_an_error_is_told_of_its_shape(read: str, told: bool) -> None:
    (unit,) = planned({"ask.js": CAUGHT.replace("READ", read)}).done
    assert any("`error.message`" in review for review in unit.reviews) is told
