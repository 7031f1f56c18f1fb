"""The use case over a toy analysis: rounds, dry runs, what is reported where, and the second run that finds nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from migrator.record import replace
from migrator.report.escape import visible
from migrator.rewrite.disk import Refused
from migrator.rewrite.plan import Read
from migrator.rewrite.report import document, patch, text
from migrator.rewrite.run import Rewritten, rewrite
from migrator.rewrite.undo import undo
from migrator.scan.source import Source
from migrator.unit import Move, Unit
from tests.rewrite.cases import swap, unit
from tests.rewrite.trees import plant, tree

FILES = {"a.py": b"x = 0\nold(1)\nold(2)  # by hand\n", "b.py": b"old(3)\n"}


def from_disk(root: Path) -> Read:
    return lambda path: Source(path, (root / path).read_bytes())


def renames(old: str, new: str, paths: Sequence[str] = tuple(FILES)) -> Callable[[Read], list[Unit]]:
    """An analysis that renames calls, one a unit, and leaves those marked to be done by hand."""

    def analyse(read: Read) -> list[Unit]:
        files = {path: read(path).data for path in paths}
        units = []
        for path, data in files.items():
            for nth in range(data.count(f"{old}(".encode())):
                edit = swap(files, path, old, new, nth=nth)
                line = data[edit.span.start :].split(b"\n")[0]
                blocked = "the reply\x1b[2J escapes" if b"by hand" in line else ""
                reviews = ["a model of that name is served"] if b"(1)" in line else []
                units.append(unit(edit, path=path, at=edit.span.start, blocked=blocked, reviews=reviews))
        return units

    return analyse


def run(root: Path, analyse: Callable[[Read], Sequence[Unit]], *, dry_run: bool = False) -> Rewritten:
    return rewrite(str(root), analyse, from_disk(root), dry_run=dry_run)


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    plant(tmp_path, FILES)
    result = run(tmp_path, renames("old", "new"), dry_run=True)
    assert tree(tmp_path) == FILES
    assert [file.path for file in result.files] == ["a.py", "b.py"]
    assert not result.run


def test_a_rewrite_does_what_the_dry_run_showed_and_can_be_undone(tmp_path: Path) -> None:
    plant(tmp_path, FILES)
    shown = patch(run(tmp_path, renames("old", "new"), dry_run=True))
    result = run(tmp_path, renames("old", "new"))
    assert patch(result) == shown
    assert tree(tmp_path, journal=False) == {"a.py": b"x = 0\nnew(1)\nold(2)  # by hand\n", "b.py": b"new(3)\n"}
    assert undo(str(tmp_path)).run == result.run
    assert tree(tmp_path) == FILES


def test_a_second_rewrite_changes_nothing(tmp_path: Path) -> None:
    run(plant(tmp_path, FILES), renames("old", "new"))
    before = tree(tmp_path)
    again = run(tmp_path, renames("old", "new"))
    assert not again.files and not again.run
    assert len(again.manual) == 1
    assert tree(tmp_path) == before


def test_a_change_that_makes_another_possible_takes_a_second_round_in_the_same_run(tmp_path: Path) -> None:
    first, second = renames("old", "newer", ["b.py"]), renames("newer", "newest", ["b.py"])
    result = run(plant(tmp_path, FILES), lambda read: [*first(read), *second(read)])
    assert (tmp_path / "b.py").read_bytes() == b"newest(3)\n"
    assert result.files[0].before.data == b"old(3)\n"
    undo(str(tmp_path))
    assert tree(tmp_path) == FILES


def test_a_rewrite_that_never_comes_to_rest_is_an_internal_error_and_writes_nothing(tmp_path: Path) -> None:
    plant(tmp_path, FILES)

    def analyse(read: Read) -> list[Unit]:
        return [unit(swap({"b.py": read("b.py").data}, "b.py", "old", "new.old"), path="b.py")]

    result = run(tmp_path, analyse)
    assert [error.partition(" still")[0] for error in result.errors] == ["internal error: b.py"]
    assert tree(tmp_path) == FILES


def test_a_file_that_changes_between_analysis_and_writing_is_refused(tmp_path: Path) -> None:
    plant(tmp_path, FILES)

    def analyse(read: Read) -> list[Unit]:
        units = renames("old", "new")(read)
        (tmp_path / "b.py").write_bytes(b"edited(3)\n")
        return units

    with pytest.raises(Refused, match=r"b\.py changed since it was read"):
        run(tmp_path, analyse)
    assert tree(tmp_path) == FILES | {"b.py": b"edited(3)\n"}


def test_lines_are_those_of_the_files_as_they_are_afterwards(tmp_path: Path) -> None:
    analyse = renames("old", "one()\ntwo()\nnew", ["a.py"])
    dry = run(plant(tmp_path, FILES), analyse, dry_run=True)
    assert [(note.line, note.why) for note in dry.reviews] == [(2, "a model of that name is served")]
    assert [note.line for note in dry.manual] == [3]
    wet = run(tmp_path, analyse)
    assert [note.line for note in wet.reviews] == [2]
    assert [note.line for note in wet.manual] == [5]


def test_reasons_that_name_a_line_name_the_one_that_people_see(tmp_path: Path) -> None:
    files = {"a.py": b"first\nold(2)  # by hand\nold(3)\n"}
    plant(tmp_path, files)

    def analyse(read: Read) -> list[Unit]:
        now = {"a.py": read("a.py").data}
        grows = [unit(swap(now, "a.py", "first", "y\n\n"))] if b"first" in now["a.py"] else []
        return [*grows, *(replace(one, group="client") for one in renames("old", "new", ["a.py"])(read))]

    dry, wet = run(tmp_path, analyse, dry_run=True), run(tmp_path, analyse)
    assert dry.manual[1].why.startswith("changes together with a.py:2, ")
    assert wet.manual[1].why.startswith("changes together with a.py:4, ")


def test_lines_of_a_later_round_are_told_as_they_are_on_disk(tmp_path: Path) -> None:
    plant(tmp_path, {"a.py": b"first\nold(1)\nold(2)  # by hand\n"})

    def analyse(read: Read) -> list[Unit]:
        now = {"a.py": read("a.py").data}
        if b"first" in now["a.py"]:
            return [unit(swap(now, "a.py", "first", "y\ny\ny\n"))]
        return renames("old", "new", ["a.py"])(read)

    dry = run(tmp_path, analyse, dry_run=True)
    assert [note.line for note in (*dry.reviews, *dry.manual)] == [2, 3]
    wet = run(tmp_path, analyse)
    assert [note.line for note in (*wet.reviews, *wet.manual)] == [5, 6]


def test_nobody_is_sent_to_a_file_that_goes_away(tmp_path: Path) -> None:
    plant(tmp_path, FILES)

    def analyse(read: Read) -> list[Unit]:
        try:
            data = read("b.py").data
        except FileNotFoundError:
            return []
        removal = replace(unit(path="b.py"), moves=(Move("b.py", ""),))
        stays = unit(swap({"b.py": data}, "b.py", "old", "new"), path="b.py", at=1, blocked="by hand")
        return [stays, removal] if b"old" in data else [removal]

    kept = run(tmp_path, lambda read: [one for one in analyse(read) if not one.moves], dry_run=True)
    assert [note.path for note in kept.manual] == ["b.py"]
    result = run(tmp_path, analyse, dry_run=True)
    assert [(file.path, file.gone) for file in result.files] == [("b.py", True)]
    assert result.manual == ()


def test_the_report_has_a_line_for_every_review_and_manual_step_and_no_escapes(tmp_path: Path) -> None:
    result = run(plant(tmp_path, FILES), renames("old", "new"), dry_run=True)
    lines = text(result, visible, terminal=True, colour=False).split("\n")
    assert lines[-4:] == [
        "a.py:2: review: a model of that name is served [chat]",
        r"a.py:3: manual: the reply\x1b[2J escapes; do it by hand [chat]",
        "2 files would change, 1 to review, 1 manual",
        "",
    ]
    assert "\x1b" not in "".join(lines)
    assert text(result, visible, terminal=False, colour=False).startswith(patch(result))


def test_the_summary_says_how_to_take_a_rewrite_back(tmp_path: Path) -> None:
    result = run(plant(tmp_path, FILES), renames("old", "new", ["b.py"]))
    assert text(result, visible, terminal=False, colour=False).endswith(
        "1 file changed (`migrator undo` takes it back)\n"
    )
    none = run(tmp_path, renames("old", "new", ["b.py"]))
    assert text(none, visible, terminal=False, colour=False) == "nothing to rewrite\n"


def test_the_document_holds_the_same(tmp_path: Path) -> None:
    result = run(plant(tmp_path, FILES), renames("old", "new"), dry_run=True)
    data = json.loads(json.dumps(document(result)))
    assert data["version"] == 1
    assert "".join(changed["diff"] for changed in data["changed"]) == patch(result)
    assert data["reviews"] == [
        {"path": "a.py", "line": 2, "rule": "chat", "assumption": "a model of that name is served"}
    ]
    assert [(one["path"], one["line"], one["how"]) for one in data["manual"]] == [("a.py", 3, "do it by hand")]
