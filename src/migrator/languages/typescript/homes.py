"""Where a module stands that a file of TypeScript or JavaScript needs and that may not be there yet."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from migrator.languages.typescript.tsconfig import in_deno, names_suffixes
from migrator.syntax.importing import Home

if TYPE_CHECKING:
    from migrator.languages.typescript.module import TypeScriptModule
    from migrator.syntax import Project

OWN = {".mjs": ".mjs", ".mts": ".mts"}
"""Files whose suffix says that they are modules; what they import says so too."""
SOURCES = "src"


def home_of(module: TypeScriptModule, project: Project) -> Home:
    """Beside the file, or at the top of the sources that it belongs to; a file that is no module has none.

    The suffix is written where the file writes those of its own modules, and where nothing else finds them.
    """
    folder, name = posixpath.split(module.source.path)
    parts = folder.split("/")
    top = "/".join(parts[: parts.index(SOURCES) + 1]) if SOURCES in parts else folder
    above = posixpath.relpath(top or ".", folder or ".")
    before = "./" if above == "." else f"{above}/"
    kind = ".ts" if module.typed else ".js"
    if module.imports() and all(binding.value is not None for binding in module.imports()):
        kind = ""  # CommonJS
    suffix = OWN.get(posixpath.splitext(name)[1], kind)
    return Home(top, before, kind, suffix, _written(module, folder, suffix, project))


def _written(module: TypeScriptModule, folder: str, suffix: str, project: Project) -> str:
    """The suffix as it is written in an import; Deno wants that of the file itself."""
    if in_deno(module.source.path, project):
        return suffix
    compiled = suffix.replace("t", "j")
    own = [b.module for b in module.imports() if b.module.startswith((".", "@/", "~/"))]
    if own:
        endings = {posixpath.splitext(one)[1] for one in own}
        return next((one for one in (compiled, suffix) if one in endings), "")
    return compiled if not module.typed or names_suffixes(folder, project) else ""
