"""Times commands in turn, A B A B, so that whatever else the machine does hits all of them, and compares them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Taken:
    """Seconds of the clock and of all processors, and bytes of the largest process."""

    wall: float
    cpu: float
    peak: int


Round = Mapping[str, Taken]
"""What each command took, by its name."""


@dataclass(frozen=True)
class Goal:
    """One command takes at most, or at least, so many times what another one does."""

    name: str
    against: str
    at_most: float = 0.0
    at_least: float = 0.0

    def met(self, ratio: float) -> bool:
        return ratio <= self.at_most if self.at_most else ratio >= self.at_least

    def __str__(self) -> str:
        return f"at most {self.at_most:g}" if self.at_most else f"at least {self.at_least:g}"


def timed(command: Sequence[str], directory: str, codes: Sequence[int] = (0, 1)) -> Taken:
    """Runs ``command`` in ``directory`` and drops what it prints; it must exit with one of ``codes``."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=directory, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}")
    return Taken(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * MAXRSS_UNIT)


def rounds(commands: Mapping[str, Callable[[], Taken]], runs: int) -> Sequence[Round]:
    """Every command ``runs`` times, in turn; a round before them only warms the caches."""
    return [{name: take() for name, take in commands.items()} for _ in range(runs + 1)][1:]


def table(taken: Sequence[Round]) -> str:
    """The medians of every command; the peak is the highest."""
    rows = [f"{'median of ' + str(len(taken)):<32}{'wall ms':>10}{'cpu ms':>10}{'peak MiB':>10}"]
    for name in taken[0]:
        mine = [each[name] for each in taken]
        wall, cpu = (1000 * median(times) for times in zip(*((one.wall, one.cpu) for one in mine), strict=True))
        rows.append(f"{name:<32}{wall:>10,.1f}{cpu:>10,.1f}{max(one.peak for one in mine) / 2**20:>10.0f}")
    return "\n".join(rows)


def compared(taken: Sequence[Round], goals: Sequence[Goal]) -> str:
    """The ratios of paired runs: the median of the clock's with the lowest and the highest, and of the processors'."""
    rows = [f"{'ratio':<44}{'wall':>7}{'from':>8}{'to':>7}{'cpu':>8}"]
    for goal in goals:
        pairs = [(each[goal.name], each[goal.against]) for each in taken]
        walls = [one.wall / other.wall for one, other in pairs]
        cpu = median(one.cpu / other.cpu for one, other in pairs)
        title = f"{goal.name} / {goal.against}"
        verdict = "" if goal.met(median(walls)) else ", MISSED"
        rows.append(f"{title:<44}{median(walls):>7.2f}{min(walls):>8.2f}{max(walls):>7.2f}{cpu:>8.2f}  {goal}{verdict}")
    return "\n".join(rows)


def load() -> str:
    """How busy the machine is."""
    if not hasattr(os, "getloadavg"):
        return ""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, Python {sys.version.split()[0]}"
