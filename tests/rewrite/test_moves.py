"""Files that are renamed or go away: what is refused, what a diff says, and that everything comes back."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from migrator.model import Span
from migrator.record import replace
from migrator.rewrite.apply import apply
from migrator.rewrite.diff import diff
from migrator.rewrite.disk import Refused
from migrator.rewrite.language import Language, language_of
from migrator.rewrite.plan import FileChange, Plan, Read, plan
from migrator.rewrite.run import rewrite
from migrator.rewrite.undo import undo
from migrator.scan.source import Source
from migrator.unit import Move, Unit
from tests.rewrite.cases import reader, swap, unit
from tests.rewrite.trees import failing, in_process, plant, steps, tree

FILES = {"old.py": b"x = 1\n", "deep/old/a.py": b"import old\r\nno end", "b.py": b"import old\n", "off/x.sh": b"old\n"}
AFTER = {"new.py": b"x = 2\n", "deep/new/a.py": b"import old\r\nno end", "b.py": b"import new\n"}
KILLED = """
import sys
from migrator.rewrite.apply import apply
from migrator.rewrite.undo import undo
from tests.rewrite.test_moves import changes
from tests.rewrite.trees import deadly
if sys.argv[3] == "apply":
    apply(changes(), sys.argv[1], step=deadly(int(sys.argv[2])))
else:
    undo(sys.argv[1], step=deadly(int(sys.argv[2])))
"""


def changes() -> list[FileChange]:
    """What turns ``FILES`` into ``AFTER``."""
    pairs = {"old.py": "new.py", "deep/old/a.py": "deep/new/a.py", "b.py": "b.py"}
    moved = [
        FileChange(old, Source(old, FILES[old]), AFTER[new], to=new if new != old else "") for old, new in pairs.items()
    ]
    return [*moved, FileChange("off/x.sh", Source("off/x.sh", FILES["off/x.sh"]), b"", gone=True)]


def moving(*moves: tuple[str, str], blocked: str = "") -> Unit:
    made = tuple(Move(path, to) for path, to in moves)
    return replace(unit(path=moves[0][0], blocked=blocked), moves=made)


def planned(units: Sequence[Unit], files: dict[str, bytes]) -> Plan:
    return plan(units, reader(files), lambda _: Language(lambda *_: None))


def test_a_rename_to_what_is_there_is_blocked_and_nothing_is_merged() -> None:
    made = planned([moving(("old.py", "b.py"))], FILES)
    assert made.files == ()
    assert made.blocked[0].problems[0].why == "b.py is there already"


def test_two_files_cannot_get_one_name_even_in_another_case() -> None:
    made = planned([moving(("old.py", "n.py")), moving(("b.py", "N.py"))], FILES)
    assert made.files == ()
    assert len(made.blocked) == 2


def test_what_shares_a_rename_is_done_together_or_not_at_all() -> None:
    edit = swap(FILES, "b.py", "old", "new")
    one = replace(unit(edit, path="b.py"), moves=(Move("old.py", "new.py"),))
    made = planned([one, moving(("old.py", "new.py"), blocked="it is loaded by its name")], FILES)
    assert made.files == ()
    made = planned([one, moving(("old.py", "new.py"))], FILES)
    assert {file.path: (file.to, file.after) for file in made.files} == {
        "b.py": ("", b"import new\n"),
        "old.py": ("new.py", b"x = 1\n"),
    }


def test_a_renamed_file_is_written_under_its_new_name_alone_and_comes_back(tmp_path: Path) -> None:
    applied = apply(changes(), str(plant(tmp_path, FILES)))
    assert tree(tmp_path, journal=False) == AFTER
    assert not (tmp_path / "deep/old").exists()
    assert not (tmp_path / "off").exists()
    assert undo(str(tmp_path)).run == applied.run
    assert tree(tmp_path) == FILES
    assert not (tmp_path / "deep/new").exists()


def test_two_files_swap_names_and_get_them_back(tmp_path: Path) -> None:
    files = {"a.py": b"a\n", "b.py": b"b\n"}
    swapped = [
        FileChange("a.py", Source("a.py", b"a\n"), b"a\n", to="b.py"),
        FileChange("b.py", Source("b.py", b"b\n"), b"b2\n", to="a.py"),
    ]
    apply(swapped, str(plant(tmp_path, files)))
    assert tree(tmp_path, journal=False) == {"a.py": b"b2\n", "b.py": b"a\n"}
    undo(str(tmp_path))
    assert tree(tmp_path) == files


def test_a_name_that_was_taken_since_is_refused(tmp_path: Path) -> None:
    plant(tmp_path, FILES | {"new.py": b"mine\n"})
    before = tree(tmp_path)
    with pytest.raises(Refused, match=r"old\.py cannot be called new\.py"):
        apply(changes(), str(tmp_path))
    assert tree(tmp_path) == before


def test_a_full_disk_at_any_step_leaves_the_tree_as_it_was(tmp_path: Path) -> None:
    count = steps(lambda step: apply(changes(), str(plant(tmp_path / "count", FILES)), step=step))
    for at in range(count):
        root = plant(tmp_path / str(at), FILES)
        with pytest.raises(Refused):
            apply(changes(), str(root), step=failing(at, OSError(28, "No space left on device")))
        assert tree(root, journal=False) == FILES, at


@pytest.mark.parametrize("doing", ["apply", "undo"])
def test_a_process_killed_at_any_step_leaves_what_undo_takes_back(tmp_path: Path, doing: str) -> None:
    def whole(root: Path) -> int:
        if doing == "apply":
            return steps(lambda step: apply(changes(), str(root), step=step))
        apply(changes(), str(root))
        return steps(lambda step: undo(str(root), step=step))

    for at in range(2, whole(plant(tmp_path / "count", FILES)), 3):
        root = plant(tmp_path / str(at), FILES)
        if doing == "undo":
            apply(changes(), str(root))
        assert in_process(KILLED, str(root), str(at), doing) != 0
        undo(str(root))
        assert tree(root, journal=False) == FILES, at


def test_git_applies_the_diff(tmp_path: Path) -> None:
    plant(tmp_path, FILES)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    text = "".join(diff(change) for change in changes())
    assert "rename from old.py\nrename to new.py\n" in text
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=text.encode(), check=True)
    left = {path: data for path, data in tree(tmp_path).items() if not path.startswith(".git/")}
    assert left == AFTER


def test_a_later_round_sees_a_file_under_its_new_name(tmp_path: Path) -> None:
    plant(tmp_path, FILES)

    def analyse(read: Read) -> list[Unit]:
        try:
            data = read("new.py").data
        except FileNotFoundError:
            return [moving(("old.py", "new.py"))]
        if data != b"x = 1\n":
            return []
        with pytest.raises(FileNotFoundError):
            read("old.py")
        return [replace(unit(swap({"new.py": data}, "new.py", "1", "2"), path="new.py"), reviews=("is it?",))]

    def read(path: str) -> Source:
        return Source(path, (tmp_path / path).read_bytes())

    done = rewrite(str(tmp_path), analyse, read, dry_run=False, languages=language_of)
    assert [(file.path, file.to, file.after) for file in done.files] == [("old.py", "new.py", b"x = 2\n")]
    assert [(note.path, note.line) for note in done.reviews] == [("new.py", 1)]
    assert (tmp_path / "new.py").read_bytes() == b"x = 2\n"
    undo(str(tmp_path))
    assert tree(tmp_path) == FILES


def test_a_file_goes_whatever_else_is_changed_in_it_unless_something_holds_it_back(tmp_path: Path) -> None:
    goes = moving(("off/x.sh", ""), ("b.py", ""))
    edit = unit(swap(FILES, "off/x.sh", "old", "new"), path="off/x.sh")
    made = planned([goes, edit], FILES)
    assert [(file.path, file.gone) for file in made.files] == [("b.py", True), ("off/x.sh", True)]
    assert planned([moving(("off/x.sh", ""), blocked="it is called elsewhere")], FILES).files == ()
    assert planned([goes, moving(("b.py", "c.py"))], FILES).files == ()

    plant(tmp_path, FILES)

    def analyse(read: Read) -> list[Unit]:
        try:
            read("b.py")
        except FileNotFoundError:
            return []
        return [goes]

    def read(path: str) -> Source:
        return Source(path, (tmp_path / path).read_bytes())

    done = rewrite(str(tmp_path), analyse, read, dry_run=False, languages=language_of)
    assert [file.path for file in done.files if file.gone] == ["b.py", "off/x.sh"]
    assert not (tmp_path / "b.py").exists()
    undo(str(tmp_path))
    assert tree(tmp_path) == FILES


def test_a_span_is_not_needed_to_rename(tmp_path: Path) -> None:
    assert planned([Unit("old.py", Span(0, 0), "x", moves=(Move("old.py", "n.py"),))], FILES).done
