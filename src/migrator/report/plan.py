"""The serving plan, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable

from migrator.analysis.deployment.memory import Cards
from migrator.analysis.deployment.planned import Plan
from migrator.analysis.deployment.serving import Served

VERSION = 1


def text(plan: Plan, cards: Cards | None, visible: Callable[[str], str]) -> str:
    """A paragraph for each server with a reason for every flag, then what is left and what to see to."""
    if not plan.servers and not plan.unserved:
        return "no model is named: there is nothing to serve\n"
    parts = [_server(one, port, cards, visible) for one, port in plan.servers]
    parts += [f"{visible(key)}: not served: {why}\n" for key, why in plan.unserved.items()]
    if plan.remarks:
        parts.append("".join(f"note: {visible(remark)}\n" for remark in plan.remarks))
    return "\n".join(parts)


def document(plan: Plan, cards: Cards | None) -> dict[str, object]:
    """The same as data for JSON."""
    return {
        "version": VERSION,
        "cards": {"count": cards.count, "gib": cards.gib} if cards else None,
        "servers": [
            {
                "service": one.name,
                "model": one.key,
                "names": list(one.names),
                "kind": one.model.kind,
                "repository": one.repo,
                "command": one.command,
                "variables": dict(one.stops),
                "flags": [{"words": list(flag.words), "why": flag.why} for flag in one.flags],
                "window": one.window,
                "gb": one.gb,
                "gib_needed": round(one.gib, 1),
                "port": port,
                "after": one.after or None,
            }
            for one, port in plan.servers
        ],
        "unserved": dict(plan.unserved),
        "notes": list(plan.remarks),
    }


def _server(one: Served, port: int, cards: Cards | None, visible: Callable[[str], str]) -> str:
    on = f" of {cards}" if cards is not None else ""
    lines = [
        f"{one.name}: {visible(one.key)} ({one.model.kind}) at port {port}",
        f"  {one.repo}, {one.gb:,.3g} GB; needs about {one.gib:.0f} GiB{on}",
    ]
    width = max(len(" ".join(flag.words)) for flag in one.flags)
    width = min(width, 50)
    lines += [f"  {visible(' '.join(flag.words)):<{width}}  {visible(flag.why)}".rstrip() for flag in one.flags]
    lines += [f"  {name}={value}  {visible(one.stops_at)} has as many texts to stop at" for name, value in one.stops]
    return "\n".join(lines) + "\n"
