from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from migrator.scan import pool

ITEMS = list(range(1_000))
POISON = 137


def doubled(numbers: Sequence[int]) -> list[int]:
    return [2 * number for number in numbers]


def killed_by_some(numbers: Sequence[int]) -> list[int]:
    if POISON in numbers or POISON + 500 in numbers:
        os._exit(9)
    return doubled(numbers)


def killed_by_all(numbers: Sequence[int]) -> list[int]:
    os._exit(9)


def raising(numbers: Sequence[int]) -> list[int]:
    raise ValueError(f"bad {numbers[0]}")


def large(numbers: Sequence[int]) -> bytes:
    return bytes(1_000_000)


@pytest.fixture(params=["forked", "spawned"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    chosen: str = request.param
    if chosen == "forked" and not pool.FORKS:
        pytest.skip("nothing is forked here")
    monkeypatch.setattr(pool, "FORKS", chosen == "forked")
    return chosen


def test_nothing_to_do() -> None:
    assert pool.run(doubled, [], jobs=2) == ([], [])


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_are_in_the_order_of_the_items_for_every_number_of_processes(way: str, jobs: int) -> None:
    results, lost = pool.run(doubled, ITEMS, jobs=jobs, chunk=7)
    assert [number for part in results for number in part] == doubled(ITEMS)
    assert lost == []


def test_an_item_that_kills_its_process_is_the_only_one_that_is_lost(way: str) -> None:
    results, lost = pool.run(killed_by_some, ITEMS, jobs=2, chunk=64 if way == "forked" else 8)
    assert lost == [POISON, POISON + 500]
    kept = [number for number in ITEMS if number not in lost]
    assert [number for part in results for number in part] == doubled(kept)


def test_items_that_all_kill_their_process_are_all_lost() -> None:
    assert pool.run(killed_by_all, ITEMS[:20], jobs=2, chunk=5) == ([], ITEMS[:20])


def test_an_exception_is_raised_as_itself(way: str) -> None:
    with pytest.raises(ValueError, match="bad 0"):
        pool.run(raising, [0, 1, 2], jobs=2)


@pytest.mark.skipif(not pool.FORKS, reason="nothing is forked here")
def test_large_results_block_nobody() -> None:
    results, _ = pool.run(large, ITEMS[:40], jobs=2, chunk=1)
    assert [len(result) for result in results] == [1_000_000] * 40


@pytest.mark.skipif(not pool.FORKS, reason="nothing is forked here")
def test_where_no_process_may_be_started_the_work_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refused)
    results, lost = pool.run(doubled, ITEMS, jobs=2)
    assert [number for part in results for number in part] == doubled(ITEMS) and lost == []


def test_few_items_are_worth_no_process() -> None:
    assert pool.workers_for(10, 400) == 1
    assert 1 <= pool.workers_for(1_000_000, 400) <= pool.MOST_WORKERS


INTERRUPTED = """
import os, signal, sys, time
from migrator.scan import pool

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job starts with it ignored

def slow(numbers):
    with open(sys.argv[1], "ab") as stream:
        stream.write(b"%d " % os.getpid())
    time.sleep(30)

try:
    pool.run(slow, range(10), jobs=2, chunk=1)
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.skipif(not pool.FORKS, reason="nothing is forked here")
@pytest.mark.parametrize("whom", ["the group, as a terminal does", "the parent only"])
def test_control_c_ends_every_process_at_once_and_quietly(tmp_path: Path, whom: str) -> None:
    started = tmp_path / "started"
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(started)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wait_until(lambda: started.exists() and len(started.read_bytes().split()) == 2)
    if whom == "the parent only":
        process.send_signal(signal.SIGINT)
    else:
        os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=10)
    assert (output, errors, process.returncode) == (b"interrupted\n", b"", 0)
    for worker in map(int, started.read_bytes().split()):
        wait_until(lambda worker=worker: not os.path.exists(f"/proc/{worker}"))  # type: ignore[misc]


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end, "waited for 10 seconds"
        time.sleep(0.01)
