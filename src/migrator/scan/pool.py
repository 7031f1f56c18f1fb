"""Spreads work over processes. What comes back does not depend on how many there are, and nothing gets lost."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import IO, NoReturn, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Sequence[Item]], Result]
Chunks = Sequence[Sequence[Item]]

CHUNK = 128
MOST_WORKERS = 16
FORKS = sys.platform == "linux" and hasattr(os, "memfd_create")
"""Forking is safe where no system library keeps threads of its own; elsewhere processes are spawned."""
WORTH_FORKING = 400
"""Files from which on searching them is worth workers, which take 4 ms to fork."""
SPAWNING = 10
"""How many times as many it takes where they are spawned, in 230 ms."""
NUMBER = 4
"""Bytes of a chunk's number."""
MOST_CHUNKS = 8_000
"""Their numbers have to fit in a pipe, which holds 64 KiB, with those of what is done again after a death."""


def run(
    work: Work[Item, Result], items: Sequence[Item], *, jobs: int = 0, chunk: int = CHUNK, worth: int = WORTH_FORKING
) -> tuple[list[Result], list[Item]]:
    """Does ``work`` on all ``items``, some at a time: the results in the order of the items, and the items without one.

    Those are the items at which a worker died: killed, crashed, out of memory. Raises what ``work`` raises.

    Args:
        work: takes some items and gives one result, which can be pickled; so can ``work`` where processes are spawned.
        items: what there is to do.
        jobs: the number of processes; 0 chooses by the number of items and of processors.
        chunk: the number of items that are done at once.
        worth: the number of items from which on it pays to fork; to spawn it takes ten times as many.
    """
    workers = jobs or workers_for(len(items), worth)
    chunk = max(chunk, len(items) // MOST_CHUNKS)
    pending = {at: items[at : at + chunk] for at in range(0, len(items), chunk)}
    if workers < 2:
        return [work(part) for part in pending.values()], []
    one_round = _forked if FORKS else _spawned
    results: dict[int, Result] = {}
    lost: list[int] = []
    while pending:
        starts = list(pending)
        done, died = one_round(work, list(pending.values()), min(workers, len(pending)))
        if not done and not died:  # not one worker could be started
            done = {number: work(part) for number, part in enumerate(pending.values())}
        results.update((starts[number], result) for number, result in done.items())
        again: dict[int, Sequence[Item]] = {}
        for number, (start, part) in enumerate(pending.items()):
            if number in died and len(part) == 1:
                lost.append(start)
            elif number in died:
                again.update((start + offset, part[offset : offset + 1]) for offset in range(len(part)))
            elif number not in done:
                again[start] = part
        pending, workers = again, 1
    return [results[start] for start in sorted(results)], [items[start] for start in sorted(lost)]


def workers_for(items: int, worth: int) -> int:
    """How many processes are worth their start for so many items."""
    if items < (worth if FORKS else worth * SPAWNING):
        return 1
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(usable, MOST_WORKERS)


def _forked(work: Work[Item, Result], chunks: Chunks[Item], workers: int) -> tuple[dict[int, Result], set[int]]:
    """One round of forked workers: the results by number of the chunk, and the numbers of chunks that killed one.

    The workers take numbers from one pipe, and leave what they find in memory files of their own, so that what a
    worker finished survives it.
    """
    import signal

    numbers, feed = os.pipe()
    os.write(feed, b"".join(number.to_bytes(NUMBER, "little") for number in range(len(chunks))))
    os.close(feed)
    streams: list[IO[bytes]] = []
    alive: list[int] = []
    unmasked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # a child must never run the parent's handlers
    try:
        for _ in range(workers):
            streams.append(os.fdopen(os.memfd_create("results"), "w+b"))
            try:
                child = os.fork()
            except OSError:  # no more processes allowed: those there are do it all
                break
            if not child:
                _work_and_exit(work, chunks, numbers, streams[-1], unmasked)
            alive.append(child)
        signal.pthread_sigmask(signal.SIG_SETMASK, unmasked)
        while alive:
            os.waitpid(alive[-1], 0)
            alive.pop()
    except BaseException:
        for child in alive:
            with suppress(ProcessLookupError, ChildProcessError):  # the last one may be gone already
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
        raise
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, unmasked)
        os.close(numbers)
    return _collected(streams)


def _work_and_exit(
    work: Work[Item, Result], chunks: Chunks[Item], numbers: int, stream: IO[bytes], mask: Iterable[int]
) -> NoReturn:
    """What a forked worker does. Nothing of the parent's may run in it, so it leaves without cleaning up."""
    try:
        import gc
        import signal

        from migrator.scan.compact import dump

        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        gc.freeze()
        while number := os.read(numbers, NUMBER):
            stream.write(number)
            stream.flush()
            try:
                outcome: tuple[bool, Result | Exception] = (True, work(chunks[int.from_bytes(number, "little")]))
            except Exception as error:
                outcome = (False, error)
            dump(outcome, stream)
            stream.flush()
        os._exit(0)
    finally:
        os._exit(1)


def _collected(streams: Iterable[IO[bytes]]) -> tuple[dict[int, Result], set[int]]:
    import gc
    import pickle

    done: dict[int, Result] = {}
    died: set[int] = set()
    collects = gc.isenabled()
    gc.disable()  # there is nothing to collect among results, and looking for it takes half of the time
    try:
        for stream in streams:
            with stream:
                stream.seek(0)
                while number := stream.read(NUMBER):
                    try:
                        worked, outcome = pickle.load(stream)
                    except (EOFError, pickle.UnpicklingError):
                        died.add(int.from_bytes(number, "little"))
                        break
                    if not worked:
                        raise outcome
                    done[int.from_bytes(number, "little")] = outcome
    finally:
        if collects:
            gc.enable()
    return done, died


def _spawned(work: Work[Item, Result], chunks: Chunks[Item], workers: int) -> tuple[dict[int, Result], set[int]]:
    """The same with spawned workers. Which chunks were being worked on is known by their order only."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from itertools import islice
    from multiprocessing import get_context

    done: dict[int, Result] = {}
    futures = []
    context = get_context("spawn")
    with ProcessPoolExecutor(min(workers, MOST_WORKERS), context, _leave_interrupts_to_the_parent) as pool:
        try:
            with suppress(BrokenProcessPool):
                for part in chunks:
                    futures.append(pool.submit(work, part))
            for number, future in enumerate(futures):
                with suppress(BrokenProcessPool):
                    done[number] = future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    undone = (number for number in range(len(chunks)) if number not in done)
    return done, set(islice(undone, workers))


def _leave_interrupts_to_the_parent() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
