"""Where the code of a file runs: a browser has no environment to read, and asks other servers only if they allow it."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrator.scan.source import Source
    from migrator.syntax import Project

MODULE = re.compile(rb"^\s*(?:import|export)\b|\brequire\s*\(|\bmodule\.exports\b|\bexports\.", re.MULTILINE)
CLIENT = re.compile(rb"\s*(?:(?://[^\n]*|/\*.*?\*/)\s*)*([\"'])use client\1", re.DOTALL)
NODE = re.compile(
    rb"\bprocess\s*\.\s*(?:env|argv|exit|stdout|stdin|cwd)\b|[\"']node:|\bfrom\s+[\"'](?:fs|path|http|os|express)[\"'/]"
    rb"|\brequire\(|\bDeno\.|\bBun\.|\$env/"
)
"""What is only there outside of a browser."""
PAGE = re.compile(
    rb"\bimport\.meta\.env\.(?:VITE|PUBLIC)_|(?<![.\w])(?:(?:window\.)?(?:local|session)Storage\.(?:get|set|remove)Item"
    rb"|window\.(?:location|addEventListener|open|history|navigator|matchMedia|inner\w+)\b"
    rb"|document\.(?:getElement\w+|querySelector(?:All)?|createElement|addEventListener|body|head|title|cookie)\b)"
)
"""What is only there in a page; variables are called `document` and `window` elsewhere as well."""
COMPONENTS = (".vue", ".svelte")
PAGES = (".html", ".htm")
BUNDLER = re.compile(rb'"(?:vite|react-scripts|@vue/cli-service|@angular/core)"\s*:')
SERVER = re.compile(
    rb'"(?:next|nuxt|astro|@sveltejs/kit|express|fastify|koa|hono|h3|@nestjs/core|electron|@remix-run/node|react-router'
    rb'|@react-router/node|bin|main|exports)"\s*:'
)
"""What a package has that runs outside of a browser too, or is used by others."""
MANIFEST = "package.json"
SOURCES = frozenset({"src", "client", "frontend", "web"})


def in_browser(path: str, data: bytes, project: Project) -> bool:
    """Whether a file is for a browser: it says so, uses what only a page has, or belongs to a bundled page.

    A file that uses what only Node has is none, whatever surrounds it.
    """
    if CLIENT.match(data):
        return True
    if NODE.search(data):
        return False
    if path.endswith((*COMPONENTS, *PAGES)) or PAGE.search(data):
        return True
    manifest = _manifest(path, project) if SOURCES.intersection(path.split("/")) else None
    return manifest is not None and bool(BUNDLER.search(manifest.data)) and not SERVER.search(manifest.data)


def _manifest(path: str, project: Project) -> Source | None:
    """The manifest of the package that a file belongs to."""
    folder = posixpath.dirname(path)
    while True:
        beside = posixpath.join(folder, MANIFEST)
        found = project.read(beside) if beside in project.files else None
        if found is not None or not folder:
            return found
        folder = posixpath.dirname(folder)
