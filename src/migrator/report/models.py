"""The models that a code base names, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from migrator.analysis.deployment.memory import Cards, Fit, best, fits
from migrator.analysis.deployment.trouble import trouble
from migrator.analysis.deployment.uses import Use
from migrator.report.wording import counted
from migrator.rules.models import Model, Named

VERSION = 1
SHOWN = 5
"""Places that the text names of each model and each kind of place."""
GATED = {"yes": "gated", "likely": "probably gated", "unknown": "perhaps gated", "no": "open"}


def troubled(groups: Mapping[str, Sequence[Use]]) -> list[str]:
    """The models that cannot be served as they are, of those that more than documents name."""
    return [key for key, uses in groups.items() if uses[0].stands.trouble and any(_counts(use) for use in uses)]


def text(groups: Mapping[str, Sequence[Use]], cards: Cards | None, visible: Callable[[str], str]) -> str:
    """A paragraph for each model, and a line that sums up."""
    if not groups:
        return "no model is named\n"
    parts = [_paragraph(key, uses, cards, visible) for key, uses in groups.items()]
    wrong = len(troubled(groups))
    summary = f"{counted(len(groups), 'model')}" + (f", {wrong} that cannot be served as it stands" if wrong else "")
    return "\n".join([*parts, summary]) + "\n"


def document(groups: Mapping[str, Sequence[Use]], cards: Cards | None) -> dict[str, object]:
    """The same as data for JSON."""
    return {
        "version": VERSION,
        "cards": {"count": cards.count, "gib": cards.gib} if cards else None,
        "models": [_record(key, uses, cards) for key, uses in groups.items()],
    }


def _counts(use: Use) -> bool:
    return use.where not in ("documents", "tests")


def _paragraph(key: str, uses: Sequence[Use], cards: Cards | None, visible: Callable[[str], str]) -> str:
    stands = uses[0].stands
    lines = [f"{visible(key)}  {_what(stands)}"]
    names = sorted({use.name for use in uses} - {key})
    if names:
        lines.append(f"  named {', '.join(map(visible, names))}")
    if stands.trouble:
        lines.append(f"  {trouble(stands)}")
    if stands.model is not None:
        lines.append(f"  {_size(stands.model)}")
        if cards is not None and not stands.trouble:
            lines.append(f"  {_on(stands.model, cards)}")
        if stands.model.note and not stands.trouble:
            lines.append(f"  note: {stands.model.note}")
    for where in ("code", "settings", "scripts", "tests", "documents"):
        places = [use for use in uses if use.where == where]
        shown = ", ".join(f"{visible(use.path)}:{use.line}" for use in places[:SHOWN])
        more = f" and {len(places) - SHOWN} more" if len(places) > SHOWN else ""
        lines += [f"  {where}: {shown}{more}"] if places else []
    return "\n".join(lines) + "\n"


def _what(stands: Named) -> str:
    if stands.model is None:
        return "?"
    return f"{stands.model.kind}, {stands.model.repo or 'no repository'}, {GATED[stands.model.gated]}"


def _size(model: Model) -> str:
    sizes = [(model.gb, "at 16 bit"), (model.published if model.published != model.gb else 0, "as published")]
    sizes.append((model.gb4, "at 4 bit"))
    memory = ", ".join(f"{gb:,.3g} GB {bits}" for gb, bits in sizes if gb)
    return f"{model.parameters:g} billion parameters, window {model.context:,} tokens, {memory}"


def _on(model: Model, cards: Cards) -> str:
    found = best(model, cards)
    if found is None:
        return f"on {cards}: does not fit, in no repository that is known"
    room = "" if found.tokens < 0 else f", room for {found.tokens:,} tokens"
    tight = "" if found.verdict == "fits" else " (tight)"
    return f"on {cards}: {found.repo} ({found.bits}, {found.gb:,.3g} GB){room}{tight}"


def _record(key: str, uses: Sequence[Use], cards: Cards | None) -> dict[str, object]:
    stands = uses[0].stands
    model = stands.model
    return {
        "model": key,
        "names": sorted({use.name for use in uses}),
        "trouble": stands.trouble or None,
        "what_to_do": trouble(stands) if stands.trouble else None,
        "kind": model.kind if model else None,
        "repository": model.repo if model else None,
        "gated": model.gated if model else None,
        "parameters_billion": model.parameters if model else None,
        "context": model.context if model else None,
        "gb_16bit": (model.gb or None) if model else None,
        "gb_published": (model.published or model.gb) if model else None,
        "gb_4bit": (model.gb4 or None) if model else None,
        "fits": [_fit(one) for one in fits(model, cards)] if model and cards else None,
        "uses": [
            {
                "path": use.path,
                "line": use.line,
                "name": use.name,
                "where": use.where,
                "given": use.given or None,
                "offered": use.offered,
            }
            for use in uses
        ],
    }


def _fit(one: Fit) -> dict[str, object]:
    tokens = None if one.tokens < 0 else one.tokens
    return {"repository": one.repo, "weights": one.bits, "gb": one.gb, "tokens": tokens, "verdict": one.verdict}
