"""Which units go together, which stay, and what the files then look like."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from migrator.model import Edit, Span
from migrator.record import replace
from migrator.rewrite.language import Language, language_of
from migrator.rewrite.plan import Plan, plan
from migrator.scan.source import Source
from migrator.unit import Import, Unit
from tests.rewrite.cases import RULE, reader, swap, unit

ABC = {"a.py": b"a = 1\nb = 2\nc = 3\n", "b.py": b"d = 4\n"}
MODULE = Import("a.py", "os")


def import_at_top(source: bytes, wanted: Sequence[Import]) -> list[Edit]:
    missing = [one for one in wanted if f"import {one.module}\n".encode() not in source]
    return [Edit(one.path, Span(0, 0), (f"import {one.module}\n",), "import") for one in missing]


def python(source: Source) -> Language:
    return Language(language_of(source).check, import_at_top)


def planned(units: Sequence[Unit], files: dict[str, bytes] = ABC, **options: object) -> Plan:
    return plan(units, reader(files), python, **options)  # type: ignore[arg-type]  # options of plan, as they come


def afters(result: Plan) -> dict[str, bytes]:
    return {file.path: file.after for file in result.files}


def test_no_units_change_no_file() -> None:
    assert planned([]) == Plan()


def test_a_blocked_unit_is_left_alone_with_its_reason() -> None:
    result = planned([unit(swap(ABC, "a.py", "1", "one"), blocked="reply escapes")])
    assert not result.files and not result.done
    assert [problem.why for problem in result.blocked[0].problems] == ["reply escapes"]


def test_an_edit_without_effect_changes_no_file() -> None:
    assert planned([unit(swap(ABC, "a.py", "1", "1"))]).files == ()


def test_a_blocked_unit_holds_back_what_shares_an_edit_and_says_where_it_stands() -> None:
    shared = swap(ABC, "b.py", "4", "four")
    units = [unit(shared, swap(ABC, "a.py", "1", "one")), unit(shared, at=6, blocked="reply escapes")]
    result = planned(units)
    assert result.files == ()
    assert [problem.why for problem in result.blocked[0].problems] == [
        "changes together with a.py:2, which stays as it is: reply escapes"
    ]


def test_problems_spread_over_units_that_share_edits_only_pairwise() -> None:
    first, second = swap(ABC, "a.py", "1", "one"), swap(ABC, "a.py", "2", "two")
    chain = [unit(first), unit(first, second, at=6), unit(second, at=12, blocked="reply escapes")]
    free = unit(swap(ABC, "b.py", "4", "four"), path="b.py")
    for units in ([*chain, free], [free, *reversed(chain)]):
        result = planned(units)
        assert afters(result) == {"b.py": b"d = four\n"}
        assert len(result.blocked) == 3
        assert all("reply escapes" in one.problems[0].why for one in result.blocked)


def test_a_group_changes_whole_or_not_at_all() -> None:
    one, two = swap(ABC, "a.py", "1", "one"), swap(ABC, "b.py", "4", "four")
    assert planned([unit(one, group="client"), unit(two, group="client", blocked="no")]).files == ()
    assert len(planned([unit(one, group="client"), unit(two, group="client")]).files) == 2
    assert len(planned([unit(one, group="client"), unit(two, group="other", blocked="no")]).files) == 1


def test_the_same_text_changed_in_two_ways_blocks_both_and_each_names_the_other() -> None:
    one = unit(swap(ABC, "a.py", "3", "x"))
    two = unit(swap(ABC, "a.py", "3", "y"), path="b.py")
    result = planned([one, two])
    assert result.files == ()
    whys = [blocked.problems[0].why for blocked in result.blocked]
    assert whys == [f"the same text is changed in another way for {place}" for place in ("b.py:1", "a.py:1")]


def test_conflicts_also_hold_back_what_shares_an_edit_with_either_side() -> None:
    shared = swap(ABC, "b.py", "4", "four")
    units = [unit(swap(ABC, "a.py", "3", "x"), shared), unit(swap(ABC, "a.py", "3", "y")), unit(shared, path="b.py")]
    assert len(planned(units).blocked) == 3


def test_a_change_inside_text_that_another_unit_removes_blocks_both() -> None:
    result = planned([unit(swap(ABC, "a.py", "b = 2\n")), unit(swap(ABC, "a.py", "2", "two"), path="b.py")])
    assert result.files == ()
    assert [one.problems[0].why for one in result.blocked] == [
        "removes text that is also changed for b.py:1",
        "changes text that goes away for a.py:1",
    ]


def test_a_unit_may_remove_text_that_it_changes_itself() -> None:
    result = planned([unit(swap(ABC, "a.py", "b = 2\n"), swap(ABC, "a.py", "2", "two"))])
    assert afters(result) == {"a.py": b"a = 1\nc = 3\n"}


def test_what_a_unit_adds_to_text_that_it_removes_is_not_lost() -> None:
    at = ABC["a.py"].index(b"2")
    added = Edit("a.py", Span(at, at), ("1 + ",), RULE)
    assert planned([unit(swap(ABC, "a.py", "b = 2\n"), added)]).files == ()


def test_a_change_that_two_units_need_is_not_removed_for_one_of_them() -> None:
    inner = swap(ABC, "a.py", "2", "two")
    assert planned([unit(swap(ABC, "a.py", "b = 2\n"), inner), unit(inner, path="b.py")]).files == ()


def test_a_blocked_units_text_is_not_removed_by_another() -> None:
    result = planned([unit(swap(ABC, "a.py", "b = 2\n")), unit(swap(ABC, "a.py", "2", "two"), blocked="no")])
    assert result.files == ()


def test_what_was_not_selected_stays_and_holds_back_what_hangs_together_with_it() -> None:
    shared = swap(ABC, "b.py", "4", "four")
    units = [
        unit(swap(ABC, "a.py", "1", "one"), shared),
        unit(shared, at=6, reviews=["the model's name"]),
        unit(swap(ABC, "a.py", "3", "three"), at=12),
    ]
    result = planned(units, select=lambda one: not one.reviews)
    assert afters(result) == {"a.py": b"a = 1\nb = 2\nc = three\n"}
    assert result.left == (units[1],)
    assert [one.problems[0].why for one in result.blocked] == ["changes together with a.py:2, which was not selected"]


def test_a_result_that_does_not_parse_blocks_the_file_and_everything_tied_to_it() -> None:
    shared = swap(ABC, "b.py", "4", "four")
    units = [unit(swap(ABC, "a.py", "1", ")")), unit(swap(ABC, "a.py", "2", "two"), shared), unit(shared, path="b.py")]
    result = planned(units)
    assert result.files == ()
    assert [one.problems[0].why[:23] for one in result.blocked[:2]] == ["internal error in a.py:"] * 2
    assert "please report" in result.blocked[0].problems[0].how
    assert "internal error" in result.blocked[2].problems[0].why


def test_other_files_are_rewritten_when_one_does_not_parse() -> None:
    result = planned([unit(swap(ABC, "a.py", "1", ")")), unit(swap(ABC, "b.py", "4", "four"), path="b.py")])
    assert afters(result) == {"b.py": b"d = four\n"}


def test_a_file_is_checked_once_however_many_rounds_it_takes() -> None:
    seen: list[bytes] = []

    def counted(_: Source) -> Language:
        def check(before: bytes, after: bytes) -> str | None:
            assert before in ABC.values()
            seen.append(after)
            return "bad" if b")" in after else None

        return Language(check)

    plan([unit(swap(ABC, "a.py", "1", ")")), unit(swap(ABC, "b.py", "4", "5"))], reader(ABC), counted)
    assert len(seen) == 2


def test_imports_come_once_and_only_for_units_that_are_rewritten() -> None:
    units = [
        unit(swap(ABC, "a.py", "1", "os.one"), imports=[MODULE]),
        unit(swap(ABC, "a.py", "2", "os.two"), imports=[MODULE]),
        unit(swap(ABC, "a.py", "3", "re.three"), imports=[Import("a.py", "re")], blocked="no"),
    ]
    assert afters(planned(units)) == {"a.py": b"import os\na = os.one\nb = os.two\nc = 3\n"}


def test_an_import_that_an_edit_brings_already_is_not_added() -> None:
    files = {"a.py": b"import sys\na = 1\n"}
    units = [unit(swap(files, "a.py", "sys", "os"), swap(files, "a.py", "1", "os.x"), imports=[MODULE])]
    assert afters(planned(units, files)) == {"a.py": b"import os\na = os.x\n"}


def test_inserted_lines_end_as_the_files_lines_do() -> None:
    files = {"a.py": b"a = 1\r\nb = 2\r\n"}
    units = [unit(swap(files, "a.py", "1", "(\n    1\r\n)"), imports=[MODULE])]
    assert afters(planned(units, files)) == {"a.py": b"import os\r\na = (\r\n    1\r\n)\r\nb = 2\r\n"}


def test_text_that_the_files_encoding_lacks_blocks() -> None:
    source = Source("a.py", "größe = 1\n".encode(), "latin-1")
    edit = Edit("a.py", Span(10, 11), ("'→'",), "r")
    result = plan([unit(edit)], lambda _: source, python)
    assert result.files == ()
    assert "latin-1" in result.blocked[0].problems[0].why


def test_a_file_that_is_gone_blocks_its_units() -> None:
    result = planned([unit(Edit("gone.py", Span(0, 0), ("x",), "r")), unit(swap(ABC, "b.py", "4", "5"), path="b.py")])
    assert afters(result) == {"b.py": b"d = 5\n"}
    assert "gone.py cannot be read: No such file" in result.blocked[0].problems[0].why


def test_an_edit_outside_its_file_is_an_internal_error_not_a_crash() -> None:
    result = planned([unit(Edit("a.py", Span(0, 99), ("x",), "r"))])
    assert "an edit lies outside the file" in result.blocked[0].problems[0].why


@pytest.mark.parametrize("name", ["compose.yaml", "package.json", "pyproject.toml"])
def test_configuration_that_no_longer_parses_is_blocked_too(name: str) -> None:
    files = {name: {"compose.yaml": b"a: 1\n", "package.json": b'{"a": 1}', "pyproject.toml": b"a = 1\n"}[name]}
    broken = plan([unit(swap(files, name, "1", "{"), path=name)], reader(files), language_of)
    sound = plan([unit(swap(files, name, "1", "2"), path=name)], reader(files), language_of)
    assert broken.files == ()
    assert len(sound.files) == 1


def test_the_checks_can_be_mapped_over_processes() -> None:
    from concurrent.futures import ProcessPoolExecutor

    units = [unit(swap(ABC, "a.py", "1", "(")), unit(swap(ABC, "b.py", "4", "5"), path="b.py")]
    with ProcessPoolExecutor(1) as pool:
        assert afters(planned(units, map=pool.map)) == {"b.py": b"d = 5\n"}


def test_pythons_own_imports_go_in_with_the_edits() -> None:
    files = {"a.py": b'"""Doc."""\r\nimport sys\r\n\r\nx = old()\r\n'}
    units = [unit(swap(files, "a.py", "old", "os.new"), imports=[MODULE])]
    result = plan(units, reader(files), language_of)
    assert afters(result) == {"a.py": b'"""Doc."""\r\nimport os\r\nimport sys\r\n\r\nx = os.new()\r\n'}


def lending(*edits: Edit, lent: Edit, blocked: str = "") -> Unit:
    made = unit(*edits, lent, blocked=blocked)
    return replace(made, lent=(lent,))


def test_a_blocked_unit_holds_back_nothing_that_shares_what_it_has_lent() -> None:
    shared = swap(ABC, "b.py", "4", "four")
    own = lending(lent=shared, blocked="reply escapes")
    result = planned([unit(shared), own, lending(swap(ABC, "a.py", "1", "one"), lent=shared)])
    assert afters(result) == {"a.py": b"a = one\nb = 2\nc = 3\n", "b.py": b"d = four\n"}
    (problem,) = result.blocked[0].problems
    assert problem.why == "reply escapes"
    assert "moves without it" in problem.how


def test_what_was_lent_stays_with_the_unit_that_makes_it() -> None:
    shared = swap(ABC, "b.py", "4", "four")
    result = planned([unit(shared, blocked="reply escapes"), lending(swap(ABC, "a.py", "1", "one"), lent=shared)])
    assert not result.files
    assert len(result.blocked) == 2
    assert not any("moves without it" in each.problems[0].how for each in result.blocked)


def test_a_unit_that_was_not_selected_keeps_what_it_has_lent() -> None:
    shared = swap(ABC, "b.py", "4", "four")
    lender = lending(lent=shared)
    assert not planned([unit(shared), lender], select=lambda one: one != lender).files


def test_what_asks_after_a_server_stays_while_all_that_use_it_do() -> None:
    check = replace(unit(swap(ABC, "a.py", "1", "one")), asks="app")
    use = replace(unit(swap(ABC, "a.py", "2", "two"), at=6, blocked="reply escapes"), uses="app")
    result = planned([check, use])
    assert not result.files
    assert [problem.why for problem in result.blocked[0].problems] == [
        "a.py:2 still uses the server that this asks after: reply escapes"
    ]


def test_what_asks_after_a_server_goes_with_the_first_that_does() -> None:
    check = replace(unit(swap(ABC, "a.py", "1", "one")), asks="app")
    stays = replace(unit(swap(ABC, "a.py", "2", "two"), at=6, blocked="reply escapes"), uses="app")
    goes = replace(unit(swap(ABC, "a.py", "3", "three"), at=12), uses="app")
    assert afters(planned([check, stays, goes])) == {"a.py": b"a = one\nb = 2\nc = three\n"}


def test_what_asks_after_a_server_goes_where_nothing_else_uses_it() -> None:
    check = replace(unit(swap(ABC, "a.py", "1", "one")), asks="app")
    elsewhere = replace(unit(swap(ABC, "b.py", "4", "four"), path="b.py", blocked="reply escapes"), uses="other")
    assert afters(planned([check, elsewhere])) == {"a.py": b"a = one\nb = 2\nc = 3\n"}


def test_what_asks_after_a_server_goes_where_the_others_were_not_asked_for() -> None:
    check = replace(unit(swap(ABC, "a.py", "1", "one")), asks="app")
    use = replace(unit(swap(ABC, "a.py", "2", "two"), at=6, rule="generate"), uses="app")
    result = planned([check, use], select=lambda unit: unit.rule == RULE)
    assert afters(result) == {"a.py": b"a = one\nb = 2\nc = 3\n"}
