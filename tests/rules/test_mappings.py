"""Every mapping does what its line of the table says, and none could be dropped without a line changing."""

from __future__ import annotations

from tests.analysis.tree import rules
from tests.rules.mappings import TABLE, outcome, programs, table


def test_every_field_becomes_what_the_table_says() -> None:
    assert table(rules()).splitlines() == TABLE.read_text(encoding="utf-8").splitlines()


def test_no_mapping_can_be_dropped_unseen() -> None:
    recorded = set(TABLE.read_text(encoding="utf-8").splitlines())
    seen: dict[str, bool] = {}
    for about, code, without in programs(rules()):
        mapping = about.partition(":")[0]
        if not seen.get(mapping):
            seen[mapping] = f"{about} -> {outcome(code, without)}" not in recorded
    assert [mapping for mapping, found in seen.items() if not found] == []
