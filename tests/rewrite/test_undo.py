"""Undo gives back every byte, whatever happened in between, and never takes anybody else's."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrator.rewrite.apply import apply
from migrator.rewrite.disk import Refused
from migrator.rewrite.journal import runs
from migrator.rewrite.undo import Undone, undo
from tests.rewrite.trees import AFTER, BEFORE, changes, failing, in_process, plant, steps, tree

KILLED_REWRITE = """
import sys
from migrator.rewrite.apply import apply
from tests.rewrite.trees import changes, deadly
apply(changes(), sys.argv[1], step=deadly(int(sys.argv[2])))
"""
KILLED_UNDO = """
import sys
from migrator.rewrite.undo import undo
from tests.rewrite.trees import deadly
undo(sys.argv[1], step=deadly(int(sys.argv[2])))
"""


def test_without_a_rewrite_there_is_nothing_to_undo(tmp_path: Path) -> None:
    assert undo(str(plant(tmp_path))) == Undone()
    assert tree(tmp_path) == BEFORE


def test_undo_leaves_nothing_behind_and_a_second_one_finds_nothing(tmp_path: Path) -> None:
    applied = apply(changes(), str(plant(tmp_path)))
    assert undo(str(tmp_path)) == Undone(applied.run, applied.files)
    assert tree(tmp_path) == BEFORE
    assert not (tmp_path / ".migrator").exists()
    assert undo(str(tmp_path)) == Undone()


def test_files_edited_since_are_listed_and_nothing_is_undone(tmp_path: Path) -> None:
    apply(changes(), str(plant(tmp_path)))
    (tmp_path / "a.py").write_bytes(b"mine\n")
    (tmp_path / "pkg/b.py").unlink()
    before = tree(tmp_path)
    with pytest.raises(Refused) as caught:
        undo(str(tmp_path))
    assert tree(tmp_path) == before
    assert [reason.partition(" was edited")[0] for reason in caught.value.problems[:2]] == ["a.py", "pkg/b.py"]
    assert "--force" in caught.value.problems[-1]


def test_by_force_edited_files_are_undone_and_what_they_held_is_kept(tmp_path: Path) -> None:
    apply(changes(), str(plant(tmp_path)))
    (tmp_path / "a.py").write_bytes(b"mine\n")
    (tmp_path / "pkg/deep/c.py").unlink()
    (tmp_path / "pkg/deep").rmdir()
    undone = undo(str(tmp_path), force=True)
    assert tree(tmp_path, journal=False) == BEFORE
    assert b"mine\n" in tree(Path(undone.overwritten)).values()
    assert undo(str(tmp_path)) == Undone()
    assert b"mine\n" in tree(Path(undone.overwritten)).values()


def test_what_edited_files_held_is_kept_though_the_forced_undo_is_killed(tmp_path: Path) -> None:
    forced = KILLED_UNDO.replace("step=", "force=True, step=")
    for at in range(10):
        root = rewritten(tmp_path / str(at))
        (root / "a.py").write_bytes(b"mine\n")
        status = in_process(forced, str(root), str(at))
        undo(str(root), force=True)
        assert tree(root, journal=False) == BEFORE
        assert b"mine\n" in tree(root).values()
    assert status == 0


@pytest.mark.skipif(os.name == "nt", reason="permissions and links are POSIX's here")
def test_a_file_that_became_a_directory_is_told_without_a_traceback(tmp_path: Path) -> None:
    apply(changes(), str(plant(tmp_path)))
    (tmp_path / "a.py").unlink()
    (tmp_path / "a.py").mkdir()
    for force in (False, True):
        with pytest.raises(Refused, match=r"a\.py: Is a directory"):
            undo(str(tmp_path), force=force)


def test_several_rewrites_are_undone_latest_first(tmp_path: Path) -> None:
    apply(changes(), str(plant(tmp_path)))
    second = {"a.py": b"a = uno\n", ".env": b"URL=http://y\n"}
    apply(changes(second, BEFORE | AFTER), str(tmp_path))
    undo(str(tmp_path))
    assert tree(tmp_path, journal=False) == BEFORE | AFTER
    undo(str(tmp_path))
    assert tree(tmp_path) == BEFORE


def test_an_earlier_rewrite_is_not_undone_under_a_later_one_of_the_same_file(tmp_path: Path) -> None:
    first = apply(changes(), str(plant(tmp_path)))
    apply(changes({"a.py": b"a = uno\n"}, BEFORE | AFTER), str(tmp_path))
    with pytest.raises(Refused, match=r"a\.py was edited since"):
        undo(str(tmp_path), run=first.run)
    with pytest.raises(Refused, match=f"no rewrite x to undo.*{first.run}"):
        undo(str(tmp_path), run="x")


def test_numbers_of_rewrites_grow_so_that_their_order_does_not_hang_on_the_clock(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": b"0"})
    for n in range(11):
        apply(changes({"a.py": b"%d" % (n + 1)}, {"a.py": b"%d" % n}), str(tmp_path))
    assert [run.name.rpartition("-")[2] for run in runs(str(tmp_path))] == [f"{n:04}" for n in range(1, 12)]


@pytest.mark.skipif(os.name == "nt", reason="permissions and links are POSIX's here")
def test_permissions_and_links_are_as_before(tmp_path: Path) -> None:
    plant(tmp_path, {"real.py": b"a = 1\n"})
    (tmp_path / "real.py").chmod(0o750)
    (tmp_path / "a.py").symlink_to("real.py")
    apply(changes({"a.py": b"x"}), str(tmp_path))
    undo(str(tmp_path))
    assert (tmp_path / "a.py").is_symlink()
    assert (tmp_path / "real.py").read_bytes() == b"a = 1\n"
    assert (tmp_path / "real.py").stat().st_mode & 0o7777 == 0o750


def test_an_undo_that_fails_can_be_repeated(tmp_path: Path) -> None:
    total = steps(lambda step: undo(str(rewritten(tmp_path / "count")), step=step))
    assert total > len(AFTER)
    for at in range(total):
        root = rewritten(tmp_path / str(at))
        with pytest.raises(Refused, match="No space left"):
            undo(str(root), step=failing(at, OSError(28, "No space left on device")))
        undo(str(root))
        assert tree(root) == BEFORE


def test_a_rewrite_killed_at_any_moment_is_undone_byte_for_byte(tmp_path: Path) -> None:
    total = steps(lambda step: apply(changes(), str(plant(tmp_path / "count")), step=step))
    seen = set()
    for at in range(total + 1):
        root = plant(tmp_path / str(at))
        status = in_process(KILLED_REWRITE, str(root), str(at))
        assert (status == 0) == (at == total)
        known = BEFORE | AFTER
        seen.add(tuple(sorted((path, data) for path, data in tree(root, journal=False).items() if path in known)))
        undo(str(root))
        assert tree(root) == BEFORE
    assert len(seen) == len(AFTER) + 1, "the kills did not reach every state in between"


def test_an_undo_killed_at_any_moment_is_finished_by_the_next(tmp_path: Path) -> None:
    total = steps(lambda step: undo(str(rewritten(tmp_path / "count")), step=step))
    for at in range(total + 1):
        root = rewritten(tmp_path / str(at))
        assert (in_process(KILLED_UNDO, str(root), str(at)) == 0) == (at == total)
        undo(str(root))
        assert tree(root) == BEFORE


def test_after_a_kill_the_next_rewrite_asks_for_the_undo(tmp_path: Path) -> None:
    total = steps(lambda step: apply(changes(), str(plant(tmp_path / "count")), step=step))
    root = plant(tmp_path / "root")
    in_process(KILLED_REWRITE, str(root), str(total - 3))
    with pytest.raises(Refused, match="was interrupted: `migrator undo`"):
        apply(changes({".env": b""}), str(root))
    undo(str(root))
    apply(changes(), str(root))
    assert tree(root, journal=False) == BEFORE | AFTER


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1, "files": [{}]}', '{"version": 9, "files": []}'])
def test_a_manifest_that_cannot_be_read_is_said_not_guessed(tmp_path: Path, text: str) -> None:
    apply(changes(), str(plant(tmp_path)))
    (manifest,) = tmp_path.glob(".migrator/journal/*/manifest.json")
    manifest.write_text(text)
    with pytest.raises(Refused, match=r"manifest\.json"):
        undo(str(tmp_path))
    assert tree(tmp_path, journal=False) == BEFORE | AFTER


def test_a_journal_from_elsewhere_writes_nothing_outside_the_root(tmp_path: Path) -> None:
    root, victim = plant(tmp_path / "root"), plant(tmp_path / "victim", {"a.py": AFTER["a.py"]})
    apply(changes(), str(root))
    (manifest,) = root.glob(".migrator/journal/*/manifest.json")
    document = json.loads(manifest.read_text())
    document["files"][0]["target"] = "../victim/a.py"
    manifest.write_text(json.dumps(document))
    with pytest.raises(Refused, match="outside"):
        undo(str(root), force=True)
    assert tree(victim) == {"a.py": AFTER["a.py"]}


def test_a_damaged_original_is_not_put_back(tmp_path: Path) -> None:
    apply(changes(), str(plant(tmp_path)))
    (original,) = tmp_path.glob(".migrator/journal/*/0")
    original.write_bytes(b"damaged")
    with pytest.raises(Refused, match="damaged"):
        undo(str(tmp_path))
    assert (tmp_path / "a.py").read_bytes() == AFTER["a.py"]


names = st.lists(st.sampled_from(["a", "b.py", "ü.py", "-x", "s p", "c"]), min_size=1, max_size=3).map("/".join)
contents = st.one_of(st.binary(max_size=40), st.sampled_from([b"", b"\xef\xbb\xbfx\r\n", b"\xff\xfea\x00", b"no end"]))


@given(st.dictionaries(names, contents, max_size=6), st.lists(st.dictionaries(names, contents), max_size=3))
@settings(max_examples=60)
def test_undo_is_exact_over_random_trees_and_rewrites(files: dict[str, bytes], rounds: list[dict[str, bytes]]) -> None:
    files = {path: data for path, data in files.items() if not any(other.startswith(f"{path}/") for other in files)}
    with tempfile.TemporaryDirectory() as directory:
        root = plant(Path(directory), files)
        states = [dict(files)]
        for wanted in rounds:
            now = states[-1]
            after = {path: data for path, data in wanted.items() if path in now and now[path] != data}
            if after:
                apply(changes(after, now), str(root))
                states.append(now | after)
                assert tree(root, journal=False) == states[-1]
        for state in reversed(states[:-1]):
            undo(str(root))
            assert tree(root, journal=False) == state
        assert tree(root) == files


def rewritten(root: Path) -> Path:
    """A planted tree with the rewrite applied."""
    apply(changes(), str(plant(root)))
    return root
