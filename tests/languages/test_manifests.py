"""Lists of requirements: whatever their layout, an edit takes out and puts in what it should, and leaves the rest."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from migrator.languages.manifests import manifest
from migrator.languages.manifests.listing import below, changes
from migrator.model import Edit
from migrator.rewrite.edits import render
from migrator.scan.source import Source

WORDS = ["alpha", "beta", "delta", "gamma", "old-one", "old-two", "zeta"]
NAMES = st.lists(st.sampled_from(WORDS), unique=True, min_size=1)
ADDED = st.lists(st.sampled_from(["new", "aaa", "zzz"]), unique=True)


def changed(path: str, text: str, added: list[str]) -> str:
    """The file without what starts with ``old``, and with ``added``."""
    data = text.encode()
    read = manifest(Source(path, data))
    assert read is not None
    listing = read.listings[0]
    dropped = [item for item in listing.items if item.name.startswith("old")]
    made = [Edit(path, span, parts, "") for span, parts in changes(data, listing, dropped, added)]
    return render(data, made).decode()


def expected(names: list[str], added: list[str]) -> set[str]:
    return {name for name in names if not name.startswith("old")} | set(added)


def rest(names: list[str], added: list[str]) -> list[str]:
    return [name for name in names if not name.startswith("old") and name not in added]


@given(NAMES, ADDED, st.booleans(), st.booleans())
def test_a_list_of_lines(names: list[str], added: list[str], last: bool, order: bool) -> None:
    names = sorted(names) if order else names
    text = "".join(f"{name}==1  # {name}\n" for name in names)
    after = changed("requirements.txt", text if last else text[:-1], added)
    lines = after.splitlines()
    assert {line.partition(" ")[0].partition("==")[0] for line in lines} == expected(names, added)
    assert [line.partition("==")[0] for line in lines if "==" in line] == rest(names, added)
    assert not lines or after.endswith("\n") == last


@given(NAMES, ADDED, st.sampled_from([", ", ",\n  ", ",  # x\n  "]), st.booleans(), st.booleans())
def test_an_array(names: list[str], added: list[str], between: str, comma: bool, order: bool) -> None:
    names = sorted(names) if order else names
    inside = between.join(f'"{name}>=1"' for name in names) + ("," if comma else "")
    lines = "\n" in between
    start, end = ("\n  ", "\n") if lines else ("", "")
    text = f"[project]\ndependencies = [{start}{inside}{end}]\n"
    after = tomllib.loads(changed("pyproject.toml", text, added))["project"]["dependencies"]
    assert len(after) == len(set(after))
    assert {one.partition(">")[0] for one in after} == expected(names, added)
    assert [one.partition(">")[0] for one in after if ">" in one] == rest(names, added)


@given(NAMES, ADDED)
def test_a_table(names: list[str], added: list[str]) -> None:
    text = "[tool.poetry.dependencies]\n" + "".join(f'{name} = "^1"\n' for name in names) + "\n[tool.other]\nx = 1\n"
    after = tomllib.loads(changed("pyproject.toml", text, added))
    assert set(after["tool"]["poetry"]["dependencies"]) == expected(names, added)
    assert after["tool"]["other"] == {"x": 1}


def test_what_a_version_lets_in() -> None:
    for version in ("==0.27.0", "<1", "<1.0", "^0.28", "~=0.28", "0.28.*", "=0.28", ">=0.2,<1.0.0"):
        assert below(version, 1), version
    for version in ("", "*", ">=0.27", "==1.0", "^1.2", "<2", "<1.5", "!=0.28", ">=1.2,!=0.5"):
        assert not below(version, 1), version
