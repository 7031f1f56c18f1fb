"""``migrator init``: a first settings file, a pre-commit entry and a CI job; what is there already stays."""

from __future__ import annotations

import os
from collections.abc import Iterator

from migrator.cli.output import show, write

SETTINGS = """\
# Where to look, and where not, as in a .gitignore. By default: all that git knows, without vendored trees.
# include = ["backend", "frontend"]
# exclude = ["docs/history"]

# Directories with rules of your own beside the built-in ones, and rules that do not apply here.
# rules = ["tools/migrator-rules"]
# ignore = []

# Gate documents like code; without it they are counted and shown.
# documents = true

# Larger files are not read, and the gate says so.
# max-file-size = "10 MB"

# The debt that is known, written by `migrator baseline`.
# baseline = "migrator-baseline.txt"

# Where the new server listens, if its usual port is taken.
# port = 8001

# What stays on the old server for now: counted apart, never failed on.
# [[{keep}]]
# services = ["vision"]
# reason = "its model does not run on the new server yet"
# until = "2099-12-31"
"""
HOOKS = """\
  - repo: local
    hooks:
      - id: migrator-audit
        name: no new reference to the old model server
        entry: migrator gate
        language: system
        types: [text]
        require_serial: true
      - id: migrator-rewrite
        name: rewrite what is safe
        entry: migrator rewrite --safe-only
        language: system
        types: [text]
        require_serial: true
"""
WORKFLOW = """\
name: migrator
on: [push, pull_request]
permissions:
  contents: read
  security-events: write
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: pip install "{requirement}"
      - run: migrator gate --locked --format github --output migrator.sarif
      - uses: github/codeql-action/upload-sarif@v3
        if: always()
        with:
          sarif_file: migrator.sarif
"""
GITLAB = """\
migrator:
  image: python:3.13-slim
  script:
    - pip install "{requirement}"
    - migrator gate --locked --output gitlab:gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""


def run(*, pyproject: bool) -> int:
    """Write what is missing in the current directory, and say what was done and what is left to do."""
    for line in (*settings(pyproject), *hooks(), *job()):
        show(f"{line}\n")
    return 0


def settings(pyproject: bool) -> Iterator[str]:
    """Write the settings file, or a block at the end of ``pyproject.toml``."""
    if not pyproject:
        yield from create("migrator.toml", SETTINGS.format(keep="keep"), "your settings; every default is in it")
        return
    path = "pyproject.toml"
    if not os.path.isfile(path):
        yield f"{path}: not there; `migrator init` without --pyproject writes migrator.toml"
        return
    with open(path, encoding="utf-8", newline="") as stream:
        text = stream.read()
    if "[tool.migrator]" in text:
        yield f"{path}: has [tool.migrator] already, left as it is"
        return
    newline = "\r\n" if "\r\n" in text else "\n"
    block = "[tool.migrator]\n" + SETTINGS.format(keep="tool.migrator.keep")
    gap = "" if not text or text.endswith("\n") else newline
    with open(path, "a", encoding="utf-8", newline="") as stream:
        stream.write(gap + newline + block.replace("\n", newline))
    yield f"{path}: added [tool.migrator] at the end"


def hooks() -> Iterator[str]:
    """Write the pre-commit configuration, or say what to add to the one that is there."""
    path = ".pre-commit-config.yaml"
    if not os.path.lexists(path):
        yield from create(path, f"repos:\n{HOOKS}", "run `pre-commit install` once")
    elif "migrator-audit" in open_text(path):
        yield f"{path}: has the hooks already, left as it is"
    else:
        yield f"{path}: is there, left as it is; add under `repos:`\n\n{HOOKS}"


def job() -> Iterator[str]:
    """Write the job of a GitLab pipeline where there is one, else a GitHub workflow."""
    requirement = source()
    if os.path.lexists(".gitlab-ci.yml"):
        path, text = ".gitlab/migrator.yml", GITLAB
        note = f"add `include: {path}` to .gitlab-ci.yml"
    else:
        path, text, note = ".github/workflows/migrator.yml", WORKFLOW, "the gate, on every push and pull request"
    if " @ " not in requirement:
        note += f"; it installs `{requirement}`: change that if your CI gets migrator from elsewhere"
    yield from create(path, text.format(requirement=requirement), note)


def create(path: str, text: str, note: str) -> Iterator[str]:
    """Write ``path`` unless it is there, and say which."""
    if os.path.lexists(path):
        yield f"{path}: is there, left as it is"
        return
    write(path, text)
    yield f"{path}: written; {note}"


def open_text(path: str) -> str:
    """The text of ``path``, whatever bytes it holds."""
    with open(path, encoding="utf-8", errors="replace") as stream:
        return stream.read()


def source() -> str:
    """What ``pip install`` has to be told to get this very program: where it was installed from, if it can be known."""
    import json
    from importlib.metadata import PackageNotFoundError, distribution

    from migrator import __version__

    try:
        origin = json.loads(distribution("migrator").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        origin = {}
    url, vcs = str(origin.get("url", "")), origin.get("vcs_info", {})
    if vcs.get("commit_id"):
        return f"migrator @ {vcs['vcs']}+{url}@{vcs['commit_id']}"
    return f"migrator @ {url}" if url.startswith(("http://", "https://")) else f"migrator=={__version__}"
