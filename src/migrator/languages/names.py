"""Which language a file is written in, by its name and, without a telling one, by its first line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrator.scan.source import Source

SUFFIXES = {
    "python": "py pyi pyw pyx",
    "typescript": "ts tsx mts cts",
    "javascript": "js jsx mjs cjs",
    "vue": "vue svelte astro",
    "yaml": "yaml yml",
    "json": "json",
    "jsonc": "jsonc json5 code-workspace babelrc eslintrc geojson webmanifest jsonl ndjson",
    "toml": "toml",
    "dotenv": "env",
    "dockerfile": "dockerfile containerfile",
    "shell": "sh bash zsh ksh fish bats command",
    "powershell": "ps1 psm1 psd1",
    "bat": "bat cmd",
    "makefile": "mk mak make just",
    "ini": "ini cfg conf cnf properties editorconfig desktop hosts",
    "nginx": "nginx caddyfile",
    "systemd": "service socket timer mount target",
    "sql": "sql psql ddl",
    "html": "html htm xhtml xml svg jsp cshtml plist csproj props",
    "markdown": "md mdx markdown mdc qmd rmd",
    "rst": "rst",
    "text": "txt text log adoc asciidoc org tex",
    "notebook": "ipynb",
    "data": "csv tsv",
    "locked": "lock lockb snap",
    "css": "css scss sass less",
    "rust": "rs",
    "go": "go",
    "java": "java kt kts scala groovy gradle",
    "csharp": "cs fs",
    "dart": "dart",
    "php": "php",
    "ruby": "rb rake gemspec",
    "lua": "lua",
    "c": "c h cc cpp hpp cxx m mm swift zig",
    "hcl": "tf tfvars hcl",
    "nix": "nix",
    "r": "r",
    "prisma": "prisma",
    "proto": "proto graphql gql",
    "elixir": "ex exs",
    "modelfile": "modelfile",
}
"""Language → the suffixes of its files."""

FILES = {
    "dockerfile": "dockerfile containerfile",
    "makefile": "makefile gnumakefile justfile procfile taskfile",
    "nginx": "caddyfile nginx.conf",
    "ruby": "gemfile rakefile vagrantfile",
    "toml": "pipfile",
    "dotenv": "env .envrc",
    "shell": ".bashrc .zshrc .profile .bash_profile entrypoint.sh",
    "locked": "package-lock.json npm-shrinkwrap.json pnpm-lock.yaml yarn.lock poetry.lock uv.lock pipfile.lock "
    "cargo.lock composer.lock gemfile.lock go.sum bun.lockb bun.lock flake.lock pdm.lock pixi.lock conda-lock.yml "
    "mix.lock pubspec.lock packages.lock.json .terraform.lock.hcl",
    "go": "go.mod",
    "ini": ".npmrc .pylintrc .coveragerc setup.cfg .gitconfig",
    "jsonc": "tsconfig.json jsconfig.json .eslintrc .babelrc .prettierrc devcontainer.json settings.json launch.json "
    "extensions.json tasks.json",
    "ignore": ".gitignore .dockerignore .npmignore .prettierignore .eslintignore .gcloudignore .helmignore codeowners",
    "modelfile": "modelfile",
}
"""Language → whole names of files."""

SHEBANGS = {"python": "python", "node": "javascript", "deno": "typescript", "bun": "typescript", "pwsh": "powershell"}

MODULES = {
    "python": "python.references",
    "typescript": "typescript.references",
    "javascript": "typescript.references",
    "vue": "markup",
    "html": "markup",
    "yaml": "yaml",
    "json": "json",
    "jsonc": "json",
    "toml": "toml",
    "dotenv": "dotenv",
    "dockerfile": "dockerfile",
    "shell": "shell",
    "powershell": "shell",
    "bat": "shell",
    "makefile": "makefile",
    "ini": "ini",
    "nginx": "ini",
    "systemd": "ini",
    "requirements": "requirements",
    "locked": "locked",
    "markdown": "markdown",
    "rst": "markdown",
    "text": "text",
    "notebook": "notebook",
    "data": "text",
    "modelfile": "dockerfile",
    "ignore": "text",
    "sql": "code",
    "css": "code",
    "rust": "code",
    "go": "code",
    "java": "code",
    "csharp": "code",
    "dart": "code",
    "php": "code",
    "ruby": "code",
    "lua": "code",
    "c": "code",
    "hcl": "code",
    "nix": "code",
    "r": "code",
    "prisma": "code",
    "proto": "code",
    "elixir": "code",
}
"""Language → the module below :mod:`migrator.languages` that reads it."""

PROGRAMS = (".ts", ".js", ".mjs", ".cjs", ".py", ".json", ".toml", ".yml", ".yaml", ".md", ".sh", ".ps1", ".bat")
"""What ``env.*`` may be beside a list of variables."""

_BY_SUFFIX = {suffix: language for language, words in SUFFIXES.items() for suffix in words.split()}
_BY_NAME = {name: language for language, words in FILES.items() for name in words.split()}
_TEMPLATES = frozenset(("j2", "jinja", "jinja2", "tmpl", "tpl", "template", "tera", "ejs", "hbs", "mustache", "erb"))
_WRAPPERS = _TEMPLATES | {"example", "sample", "dist", "default", "bak", "orig"}


def language_of(path: str, head: bytes = b"") -> str:
    """The language of the file ``path``, or ``text`` where nothing tells; ``head`` are its first bytes."""
    name = path.rpartition("/")[2].lower()
    if name in _BY_NAME:
        return _BY_NAME[name]
    if name.startswith((".env", "env.")) and not name.endswith(PROGRAMS):
        return "dotenv"
    stem, dot, suffix = name.rpartition(".")
    if dot and stem and suffix in _WRAPPERS:
        return language_of(path[: -len(suffix) - 1], head)
    if name.startswith(("dockerfile", "containerfile")) and suffix not in {"md", "py", "sh", "yml", "yaml"}:
        return "dockerfile"
    if name.startswith(("makefile.", "modelfile.")):
        return name.partition(".")[0]
    if suffix == "snap" or "/__snapshots__/" in path:
        return "locked"
    if suffix in {"txt", "in", "pip"} and ("requirements" in path.lower() or name.startswith(("constraints", "deps"))):
        return "requirements"
    if suffix == "md" and stem.endswith((".sh", ".bash")):
        return "shell"
    if suffix == "conf" and "nginx" in path.lower():
        return "nginx"
    if suffix == "conf" and (".service.d/" in path or "systemd" in path):
        return "systemd"
    known = _BY_SUFFIX.get(suffix, "") if dot else ""
    if known:
        return known
    return _by_head(head)


def is_template(source: Source) -> bool:
    """Whether a file is one of its language only after something has filled it in (Helm, Jinja, mustache)."""
    if source.path.rpartition(".")[2].lower() in _TEMPLATES:
        return True
    return any(mark in source.data for mark in (b"{{", b"{%", b"<%"))


def _by_head(head: bytes) -> str:
    first = head.partition(b"\n")[0].decode("utf-8", "replace").lower()
    if first.startswith("#!"):
        return next((language for word, language in SHEBANGS.items() if word in first), "shell")
    return "html" if first.startswith(("<!doctype", "<html", "<?xml")) else "text"
