"""What would be renamed by half stays whole: somebody else has the name, or makes it up of pieces."""

from __future__ import annotations

import pytest

from tests.analysis.renaming.tools import renamed

ID = '<label for="ollama-url">x</label><input id="ollama-url"><input id="openai-url">\n'
SCRIPTS = '{"scripts": {"ollama:start": "node a.js", "dev": "%s"}}\n'
STAYS: dict[str, dict[str, str]] = {
    "an id that a script puts together": {
        "a.html": ID,
        "a.js": "const get = (p) => document.getElementById(`${p}-url`).value\n",
    },
    "an id that is added up": {"a.html": ID, "a.js": "all.map((p) => document.getElementById(p + '-url'))\n"},
    "an id that a style finds by its start": {"a.html": ID, "a.css": '[id^="ollama-"] { color: red }\n'},
    "a script that is run by its kind": {"package.json": SCRIPTS % "run-p ollama:*"},
    "a script behind its tool": {"package.json": SCRIPTS % 'concurrently \\"npm:ollama:start\\" \\"npm:web\\"'},
    "a script of a project": {"package.json": SCRIPTS % "vite", "run.sh": "nx run app:ollama:start\n"},
    "a script with another in front of it": {
        "package.json": '{"scripts": {"preollama:start": "b", "ollama:start": "a", "dev": "npm run ollama:start"}}\n'
    },
}


@pytest.mark.parametrize("files", STAYS.values(), ids=STAYS)
def test_nothing_is_renamed_by_half(files: dict[str, str]) -> None:
    after, _, manual = renamed(files)
    assert after == files
    assert manual
