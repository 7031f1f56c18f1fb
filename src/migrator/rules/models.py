"""The models that the old server knows by name, and what the new one needs to serve them.

Kept apart from the other rules: only the commands that ask about models read it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Literal

from migrator.record import field, record

ModelKind = Literal["chat", "completion", "embedding", "vision"]
Gated = Literal["no", "yes", "likely", "unknown"]
Served = Literal["native", "transformers", "removed", "unsupported", "no-source"]
FILE = "models.yml"


@record
class Quantized:
    """A repository with the same weights in fewer bits: ``gb`` are gigabytes, often an estimate."""

    repo: str
    method: str
    gb: float


@record
class Model:
    """A model under some tags of a family; ``tags`` is a pattern that a whole tag has to match.

    ``gb`` are the gigabytes of its weights at 16 bit, ``gb8`` and ``gb4`` estimates at 8 and 4 bit, ``published`` those
    of the repository itself where that is something else; 0 is unknown. ``cache`` are the KiB that a token of the
    window takes at 16 bit, ``context`` the longest window. ``served`` says whether the new server can run it, ``last``
    the last version that could. ``flags`` it always needs, ``tools`` and ``reasoning`` for what they are called after.
    ``instead`` are models that a person may choose in its place.
    """

    family: str
    tags: str
    repo: str
    kind: ModelKind
    parameters: float
    context: int
    gated: Gated = "no"
    gb: float = 0
    gb8: float = 0
    gb4: float = 0
    published: float = 0
    cache: float = 0
    served: Served = "native"
    last: str = ""
    flags: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    reasoning: tuple[str, ...] = ()
    bfloat16: bool = False
    confidence: Literal["high", "medium", "low"] = "high"
    instead: tuple[str, ...] = ()
    quantized: tuple[Quantized, ...] = ()
    note: str = ""


@record
class Models:
    """The models of one file, by the shortest name of each."""

    models: str
    what: str
    why: str
    trap: str = ""
    entries: Mapping[str, Model] = field(default_factory=dict)


@record
class Named:
    """What a name of a model stands for.

    ``model`` is what the table has for it, and ``key`` its name there; ``trouble`` says why there is nothing, or why it
    cannot be served as it is. ``known`` tells a family of the table from a name of which nothing is known.
    """

    name: str
    key: str = ""
    model: Model | None = None
    trouble: Literal["", "unknown", "tag", "cloud", "file", "own", "unservable"] = ""
    known: bool = True


def named(name: str, table: Mapping[str, Model]) -> Named:
    """Looks a name up: its family, and the tag, which is ``latest`` where there is none. Nothing is guessed."""
    return lookup(table)(name)


def lookup(table: Mapping[str, Model]) -> Callable[[str], Named]:
    """The function :func:`named` for one table, which remembers what it was asked."""
    families: dict[str, list[str]] = {}
    for key, model in table.items():
        families.setdefault(model.family, []).append(key)

    @cache
    def find(name: str) -> Named:
        plain = re.sub(r"^(?:https?://)?[\w.-]+\.[\w.-]+(?::\d+)?/(?=library/)", "", name).removeprefix("library/")
        family, _, tag = plain.partition(":")
        if re.match(r"hf\.co/|huggingface\.co/", plain):
            return Named(name, trouble="file", known=False)
        known = family in families
        if re.search(r"(^|-)cloud$", tag):
            return Named(name, trouble="cloud", known=known)
        for key in families.get(family, ()):
            model = table[key]
            if re.fullmatch(model.tags, tag or "latest"):
                return Named(name, key, model, "" if model.served in ("native", "transformers") else "unservable")
        if known:
            return Named(name, trouble="tag")
        return Named(name, trouble="own" if "/" in family else "unknown", known=False)

    return find


def catalogue(own: Mapping[str, Model] | None = None) -> Mapping[str, Model]:
    """The built-in table, with a team's ``own`` models in front of it."""
    own = own or {}
    return {**own, **{key: model for key, model in _built_in().items() if key not in own}}


@lru_cache(maxsize=1)
def _built_in() -> Mapping[str, Model]:
    try:
        from migrator._rules.models import MODELS
    except ModuleNotFoundError:
        return read_table()
    table: Mapping[str, Model] = MODELS
    return table


def read_table() -> Mapping[str, Model]:
    """The table of a checkout."""
    from migrator.rules.load import CHECKOUT
    from migrator.rules.read import read

    with open(os.path.join(CHECKOUT, FILE), encoding="utf-8") as stream:
        value = read(f"rules/{FILE}", stream.read(), {"models": Models}).value
    return value.entries if isinstance(value, Models) else {}
