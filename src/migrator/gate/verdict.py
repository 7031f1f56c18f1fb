"""Whether the gate lets a change through, and everything that speaks against it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Literal

from migrator.gate.baseline import Baseline, gone
from migrator.gate.fingerprint import fingerprints
from migrator.gate.keep import keeper
from migrator.gate.suppress import Fault, Suppression, settle
from migrator.model import PRIORITIES, Audit, Finding, Priority, Unknown
from migrator.record import record
from migrator.settings import Settings

ReasonKind = Literal["open", "unknown", "suppressions", "gone"]


@record
class Reason:
    """One ground on which the gate fails, and how many things there are of it."""

    kind: ReasonKind
    count: int


@record
class Verdict:
    """What the gate decided, and every finding in exactly one of its groups.

    ``open`` findings are neither in the baseline nor decided on; ``minor`` ones are open too, of a priority that was
    not asked for. ``documents`` are not gated. ``written`` is how many findings the baseline ever took, None without
    one; ``gone`` are its entries that no longer occur.
    """

    reasons: tuple[Reason, ...]
    open: tuple[Finding, ...] = ()
    minor: tuple[Finding, ...] = ()
    baselined: tuple[Finding, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    kept: tuple[Finding, ...] = ()
    documents: tuple[Finding, ...] = ()
    faults: tuple[Fault, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    gone: tuple[str, ...] = ()
    written: int | None = None
    threshold: int = 0

    @property
    def failed(self) -> bool:
        """Whether there is a reason to fail."""
        return bool(self.reasons)

    @property
    def owed(self) -> tuple[Finding, ...]:
        """Everything that is still to be replaced: what a new baseline would hold."""
        return (*self.open, *self.minor, *self.baselined)


def judge(
    audit: Audit,
    settings: Settings,
    baseline: Baseline | None,
    suppressions: Sequence[Suppression],
    today: date,
    *,
    documents: bool = False,
    locked: bool = False,
    threshold: int = 0,
    priority: Priority = "low",
    known_rules: Collection[str] | None = None,
    within: Sequence[str] = (),
) -> Verdict:
    """Judges a whole audit, before any filter.

    What is read of a reply is judged with the call, of which it is a part: it moves with it, stays with it where that
    is decided on, and may be written in another way meanwhile.

    The gate fails on more than ``threshold`` open findings of ``priority`` or above, on every unknown file, on every
    fault of a suppression, and with ``locked`` on entries of the baseline that no longer occur. ``documents`` gates
    prose like code. ``within`` names the paths that were audited, when not all were.
    """
    judged = [finding for finding in audit.findings if finding.kind != "response"]
    settled = settle(judged, suppressions, today, known_rules)
    is_kept = keeper(settings.keep, today)
    kept = tuple(finding for finding in settled.open if is_kept(finding))
    rest = tuple(finding for finding in settled.open if not is_kept(finding))
    entries = frozenset[str]() if baseline is None else baseline.entries
    groups: dict[str, list[Finding]] = {"documents": [], "baselined": [], "open": [], "minor": []}
    identities = fingerprints(rest) if entries else [""] * len(rest)
    for finding, identity in zip(rest, identities, strict=True):
        if finding.layer == "documents" and not (documents or settings.documents):
            groups["documents"].append(finding)
        elif identity in entries:
            groups["baselined"].append(finding)
        elif PRIORITIES.index(finding.priority) <= PRIORITIES.index(priority):
            groups["open"].append(finding)
        else:
            groups["minor"].append(finding)
    unread = {unknown.path for unknown in audit.unknown}
    missing = () if baseline is None else gone(baseline, rest, within=within, unread=unread)
    counts: dict[ReasonKind, int] = {
        "open": len(groups["open"]) if len(groups["open"]) > threshold else 0,
        "unknown": len(audit.unknown),
        "suppressions": len(settled.faults),
        "gone": len(missing) if locked else 0,
    }
    return Verdict(
        reasons=tuple(Reason(kind, count) for kind, count in counts.items() if count),
        open=tuple(groups["open"]),
        minor=tuple(groups["minor"]),
        baselined=tuple(groups["baselined"]),
        suppressed=settled.suppressed,
        kept=kept,
        documents=tuple(groups["documents"]),
        faults=settled.faults,
        unknown=audit.unknown,
        gone=missing,
        written=None if baseline is None else baseline.written,
        threshold=threshold,
    )
