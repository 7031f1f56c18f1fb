"""Why a model cannot be served as it is named, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrator.rules.models import Named

TROUBLE = {
    "unknown": "not a model that is known: one of your own, or misspelt; say in the rules which repository it is",
    "tag": "its family is known, this tag is not: see which weights it is, and serve those",
    "cloud": "runs in the vendor's cloud only, its weights are not for downloading here: choose another model",
    "file": "a file in the old server's format, which the new one does not read: take the repository it was made from",
    "own": "somebody's own model: find out from which weights and settings it was made, and serve those",
    "unservable": "the new server cannot run it",
}


def trouble(stands: Named) -> str:
    """Why a model cannot be served as it is, and what to do."""
    said = TROUBLE[stands.trouble]
    model = stands.model
    if model is not None and stands.trouble:
        said = model.note or said
        said += f": choose {' or '.join(model.instead)}, or another one" if model.instead else ""
    return said
