"""Which modules a file of TypeScript or JavaScript needs, markup around the code or not."""

from __future__ import annotations

import re
from functools import lru_cache

IMPORTED = re.compile(
    rb"(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\(|\brequire\.resolve\s*\("
    rb"|\b(?:mock|doMock|unmock|dontMock|setMock|requireActual|requireMock|importActual|importMock)\s*(?:<[^>\n]*>)?\s*\()"
    rb"\s*([\"'`])([^\"'`\n]+)\1"
)
OWN = (".", "/", "#", "~/", "@/", "$", "node:", "http:", "https:")


@lru_cache(maxsize=512)
def imported(data: bytes) -> frozenset[str]:
    """The modules that a file imports, loads or replaces in a test; those of the project by a path are left out.

    Text that only looks like an import counts as one: a package that is named is rather kept.
    """
    found = (match.group(2).decode("utf-8", "replace") for match in IMPORTED.finditer(data))
    return frozenset(name for name in found if not name.startswith(OWN))
