"""`package.json` follows the code: what must stay, then what changes, with formatting, order and versions."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from migrator.rewrite.code_base import following, whole
from migrator.rewrite.language import language_of
from migrator.rewrite.plan import Plan, plan
from migrator.scan.source import Source
from tests.analysis.tree import rules

OLD = "import ollama from 'ollama'\n"
NEW = "import OpenAI from 'openai'\n"
PACKAGE = '{\n  "dependencies": {\n    "ollama": "^0.5.0"\n  }\n}\n'


def followed(before: Mapping[str, str], changed: Mapping[str, str]) -> Plan:
    """What follows in the manifests of a code base from changes of its code."""
    old = {path: Source(path, text.encode()) for path, text in before.items()}
    new = old | {path: Source(path, text.encode()) for path, text in changed.items()}
    units = following(sorted(old), rules())(old.__getitem__, new.__getitem__, frozenset(changed))
    return plan(units, new.__getitem__, language_of)


def manifest(text: str, old: str = OLD, new: str = NEW, **more: str) -> str:
    """What a manifest becomes when the one file of code beside it changes."""
    found = followed({"package.json": text, "src/app.ts": old, **more}, {"src/app.ts": new} if new != old else {})
    return next((file.after.decode() for file in found.files if file.path == "package.json"), text)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        pytest.param(PACKAGE, OLD, OLD, id="code that stays"),
        pytest.param(PACKAGE.replace('"ollama"', '"ollama-tools"'), OLD, OLD, id="another package"),
        pytest.param(PACKAGE.replace("^0.5.0", "catalog:"), OLD, NEW, id="a version from the catalog"),
        pytest.param('{"name": "ollama"}\n', "", "", id="its own name"),
        pytest.param('{"dependencies": {"ollama": "^0.5.0"', OLD, NEW, id="broken"),
        pytest.param('{"peerDependencies": {"ollama": "^0.5.0"}}', OLD, NEW, id="who uses it brings it along"),
    ],
)
def test_stays(text: str, old: str, new: str) -> None:
    assert manifest(text, old, new) == text


def test_the_new_package_takes_the_place() -> None:
    assert manifest(PACKAGE) == PACKAGE.replace('"ollama": "^0.5.0"', '"openai": "^6.0.0"')


@pytest.mark.parametrize(
    ("said", "version"),
    [
        (">=22", "^7.0.0"),
        ("^22.1 || ^24", "^7.0.0"),
        (">=18", "^6.0.0"),
        ("20.x", "^6.0.0"),
        ("^18 || ^22", "^6.0.0"),
        ("<24", "^6.0.0"),
    ],
)
def test_the_version_is_one_that_runs_on_the_projects_node(said: str, version: str) -> None:
    text = f'{{"engines": {{"node": "{said}"}}, "dependencies": {{"ollama": "^0.5.0"}}}}\n'
    assert f'"dependencies": {{"openai": "{version}"}}' in manifest(text)


@pytest.mark.parametrize(
    ("provider", "asked", "ai", "version"),
    [
        ("ai-sdk-ollama", "^4.1.0", "", "^3.0.0"),
        ("ai-sdk-ollama", "^3.0.1", "", "^2.0.0"),
        ("ai-sdk-ollama", "^2.2.0", "", "^1.0.0"),
        ("ollama-ai-provider-v2", "3.6.0", "", "^2.0.0"),
        ("ollama-ai-provider-v2", "~1.5", "", "^1.0.0"),
        ("ollama-ai-provider-v2", "^2.0.0", "^5.0.0", "^1.0.0"),
    ],
)
def test_the_old_provider_tells_which_version_where_its_own_library_is_declared_elsewhere(
    provider: str, asked: str, ai: str, version: str
) -> None:
    beside = f'"ai": "{ai}", ' if ai else ""
    text = f'{{"dependencies": {{{beside}"{provider}": "{asked}"}}}}'
    new = "import { createOpenAICompatible } from '@ai-sdk/openai-compatible'"
    after = manifest(text, f"import {{ createOllama }} from '{provider}'", new)
    assert f'"@ai-sdk/openai-compatible": "{version}"' in after


@pytest.mark.parametrize(
    ("beside", "version"), [("^0.3.40", "^0.6.9"), ("^1.1.0", "^1.0.0"), ("latest", "^1.0.0"), ("*", "^1.0.0")]
)
def test_the_version_goes_with_what_is_beside_it(beside: str, version: str) -> None:
    text = (
        '{\n  "dependencies": {\n'
        f'    "@langchain/core": "{beside}",\n    "@langchain/ollama": "^0.2.0",\n    "zod": "^3.24.0"\n'
        "  }\n}\n"
    )
    after = manifest(text, "import { ChatOllama } from '@langchain/ollama'", "import { C } from '@langchain/openai'")
    assert after == text.replace('"@langchain/ollama": "^0.2.0"', f'"@langchain/openai": "{version}"')


def test_sorted_lists_stay_sorted_and_keep_their_form() -> None:
    text = (
        '{\r\n\t"name": "x",\r\n\t"dependencies": {\r\n\t\t"axios": "1.7.0",\r\n\t\t"ollama": "0.5.0",\r\n'
        '\t\t"openapi-fetch": "1.0.0",\r\n\t\t"zod": "3.0.0"\r\n\t},\r\n\t"private": true\r\n}'
    )
    assert manifest(text) == text.replace('"ollama": "0.5.0"', '"openai": "^6.0.0"')
    moved = text.replace('"openapi-fetch"', '"omit"').replace(
        '"ollama": "0.5.0",\r\n\t\t"omit"', '"ollama": "0.5.0",\r\n\t\t"omit"'
    )
    assert '"omit": "1.0.0",\r\n\t\t"openai": "^6.0.0",\r\n\t\t"zod"' in manifest(moved)


def test_what_is_declared_already_is_not_added_again() -> None:
    text = '{\n  "dependencies": {\n    "ollama": "^0.5.0",\n    "openai": "^4.2.0"\n  }\n}\n'
    assert manifest(text) == '{\n  "dependencies": {\n    "openai": "^4.2.0"\n  }\n}\n'


def test_the_nearest_manifest_of_a_workspace_that_declares_it_changes() -> None:
    files = {
        "package.json": '{"private": true, "workspaces": ["apps/*"], "devDependencies": {"typescript": "5.0.0"}}\n',
        "apps/web/package.json": PACKAGE,
        "apps/api/package.json": PACKAGE,
        "apps/web/src/a.ts": OLD,
        "apps/api/src/a.ts": OLD,
        "pnpm-lock.yaml": "",
    }
    found = followed(files, {"apps/web/src/a.ts": NEW})
    assert [file.path for file in found.files] == ["apps/web/package.json"]
    assert [unit.reviews for unit in found.done] == [
        ("pnpm-lock.yaml does not know of the change: run `pnpm install`",)
    ]


def test_what_nothing_imports_goes_with_a_word_of_warning() -> None:
    found = followed({"package.json": PACKAGE, "src/app.ts": "console.log(1)\n"}, {})
    assert [unit.reviews for unit in found.done] == [("nothing imports ollama: see that nothing else needs it",)]


@pytest.mark.parametrize(
    ("new", "more"),
    [
        pytest.param(f"{NEW}vi.mock('ollama')\n", {}, id="a test that replaces it"),
        pytest.param(f"{NEW}const o = await import('ollama/browser')\n", {}, id="a module of it"),
        pytest.param(NEW, {"src/Chat.vue": f"<script setup>\n{OLD}</script>\n"}, id="a component"),
    ],
)
def test_what_is_still_needed_stays_beside_the_new(new: str, more: dict[str, str]) -> None:
    both = PACKAGE.replace('"^0.5.0"', '"^0.5.0",\n    "openai": "^6.0.0"')
    assert manifest(PACKAGE, OLD, new, **more) == both


PROVIDER = """import { createOllama } from "ollama-ai-provider";

const provider = createOllama({ baseURL: "http://localhost:11434/api" });
export const model = provider("llama3.2");
"""


@pytest.mark.parametrize(
    ("nearest", "why"),
    [
        ("^4.3.0", ["no version of @ai-sdk/openai-compatible that does the same goes with ai ^4.3.0"]),
        ("^5.0.0", []),
    ],
)
def test_code_stays_where_the_new_package_has_no_version_for_what_is_beside_it(nearest: str, why: list[str]) -> None:
    files = {
        "package.json": '{"private": true, "workspaces": ["apps/*"], "dependencies": {"ai": "^3.0.0"}}\n',
        "apps/web/package.json": f'{{"dependencies": {{"ai": "{nearest}", "ollama-ai-provider": "^1.2.0"}}}}\n',
        "apps/web/src/model.ts": PROVIDER,
    }
    sources = {path: Source(path, text.encode()) for path, text in files.items()}
    analyse, _ = whole(sorted(sources), sources.__getitem__, rules())
    found = plan(analyse(sources.__getitem__), sources.__getitem__, language_of)
    assert [one.problems[0].why for one in found.blocked] == why
    assert [file.path for file in found.files] == ([] if why else ["apps/web/src/model.ts"])
