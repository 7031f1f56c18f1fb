"""Stacks before and after: what must stay as it is, and what the old server becomes in the others."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from migrator.analysis.deployment.units import Facts, units
from migrator.rewrite.language import language_of
from migrator.rewrite.plan import Plan, plan
from migrator.scan.source import Source
from tests.analysis.deployment.trees import RULES, reader

STACKS = Path(__file__).parent / "stacks"
CASES = sorted(path.name for path in STACKS.iterdir())
MODEL = "  app:\n    build: .\n    environment: {MODEL: 'qwen2.5:7b'}\n"
TWO = "CHAT_MODEL = 'llama3'\nEMBED_MODEL = 'bge-m3'\n"
FIVE = TWO + "A_MODEL = 'phi3'\nB_MODEL = 'llava:7b'\n"
SERVER = "services:\n  ollama:\n    image: ollama/ollama\n"


def planned(tree: dict[str, str]) -> Plan:
    read = reader(tree)

    def certain(path: str) -> Source:
        source = read(path)
        assert source is not None
        return source

    return plan(units(list(tree), read, Facts(tree, read, RULES), RULES), certain, language_of)


def after(tree: dict[str, str]) -> dict[str, str]:
    changes = planned(tree).files
    gone = {change.path for change in changes if change.gone}
    changed = {change.path: change.after.decode() for change in changes}
    return {path: text for path, text in (tree | changed).items() if path not in gone}


def tree_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        ({"compose.yml": SERVER}, "no model is named"),
        ({"compose.yml": SERVER + MODEL, "a.py": FIVE}, "it serves 5 models"),
        (
            {"compose.yml": SERVER + "    labels: [x=y]\n" + MODEL, "a.py": "EMBED_MODEL = 'bge-m3'\n"},
            "its `labels` are about one service",
        ),
        (
            {
                "compose.yml": SERVER + MODEL + "configs:\n  a:\n    file: a\n",
                "a.py": "EMBED_MODEL = 'bge-m3'\n",
            },
            "there are `configs` already",
        ),
        (
            {"compose.yml": SERVER, "gpu.yml": "services:\n  ollama:\n    gpus: all\n", "a.py": TWO},
            "the service is in several files",
        ),
        (
            {"compose.yml": SERVER, "a.py": "import ollama\nollama.chat(model='house:7b')\n"},
            "not a model that is known",
        ),
        ({"compose.yml": SERVER, "a.py": "MODEL = 'gpt-oss:20b-cloud'  # ollama\n"}, "cloud"),
        ({"compose.yml": SERVER, "a.py": "MODEL = 'llama3.2-vision'  # ollama\n"}, "architecture"),
        (
            {
                "compose.yml": "services:\n  o:\n    build: .\n" + MODEL,
                "Dockerfile": "FROM ollama/ollama\nCOPY Modelfile /\n",
            },
            "the image is made here",
        ),
        ({"compose.yml": SERVER.replace("ollama\n", "ollama:rocm\n") + MODEL}, "the image is the one for rocm"),
        ({"compose.cpu.yml": SERVER + MODEL}, "it is meant for machines with cpu"),
        ({"compose.yml": SERVER + "    mem_limit: 4g\n" + MODEL}, "its memory limit of 4g is too small"),
        ({"compose.yml": SERVER + "    devices: [/dev/kfd]\n" + MODEL}, "/dev/kfd"),
        ({"compose.yml": SERVER + "    deploy: {replicas: 1}\n" + MODEL}, "reserves no graphics card"),
        ({"compose.yml": "services:\n  ollama: {image: ollama/ollama}\n" + MODEL}, "in braces"),
        ({"compose.yml": "x: &x\n  tty: true\n" + SERVER + "    <<: *x\n" + MODEL}, "with `<<`"),
        (
            {"compose.yml": SERVER.replace("ollama:\n", "ollama: &o\n") + "  second:\n    <<: *o\n" + MODEL},
            "takes entries of this service",
        ),
        (
            {"compose.yml": SERVER + "  init:\n    image: ollama/ollama\n    command: ollama create x -f /M\n" + MODEL},
            "init makes a model of its own",
        ),
        (
            {"compose.yml": SERVER + "  ollama-two:\n    image: ollama/ollama\n" + MODEL},
            "which of them has qwen2.5:7b is not said",
        ),
    ],
)
def test_what_cannot_be_decided_stays_and_says_why(tree: dict[str, str], reason: str) -> None:
    result = planned(tree)
    assert result.files == ()
    assert reason in " ".join(problem.why for blocked in result.blocked for problem in blocked.problems)
    assert all(problem.how for blocked in result.blocked for problem in blocked.problems)


def test_what_the_stack_itself_sets_counts_before_other_settings() -> None:
    other = "services:\n  app:\n    environment: {MODEL_NAME: 'mistral:7b'}\n"
    mine = SERVER + "  app:\n    build: .\n    environment: {MODEL_NAME: 'qwen2.5:7b'}\n"
    code = "import os\nMODEL = os.environ.get('MODEL_NAME', 'phi3:mini')\n"
    result = after({"prod/compose.yml": mine, "dev/compose.yml": other, "app.py": code})
    assert "--served-model-name=qwen2.5:7b" in result["prod/compose.yml"]
    assert "mistral" not in result["prod/compose.yml"]


def test_a_service_that_has_the_new_name_keeps_it() -> None:
    text = SERVER + "  vllm:\n    image: x\n" + MODEL
    services = yaml.safe_load(after({"compose.yml": text})["compose.yml"])["services"]
    assert services["vllm"] == {"image": "x"}
    assert "--served-model-name=qwen2.5:7b" in services["vllm-2"]["command"]


@pytest.mark.parametrize("case", CASES)
def test_a_stack_becomes_the_new_one(case: str) -> None:
    before, expected = tree_of(STACKS / case / "before"), tree_of(STACKS / case / "after")
    assert after(before) == expected


def test_servers_of_one_card_change_together_or_not_at_all() -> None:
    text = (STACKS / "vision-beside-text/before/compose.yml").read_text(encoding="utf-8")
    text = text.replace("    volumes: [text:", "    build: .\n    volumes: [text:")
    result = planned({"compose.yml": text, "Dockerfile": "FROM ollama/ollama\nRUN pip install x\n"})
    assert result.files == ()
    assert len(result.blocked) == 2


@pytest.mark.parametrize("case", CASES)
def test_line_ends_and_letters_of_any_script_stay(case: str) -> None:
    def foreign(text: str) -> str:
        return text.replace("services:", "# für größere Dinge: 模型\nservices:", 1).replace("\n", "\r\n")

    before, expected = tree_of(STACKS / case / "before"), tree_of(STACKS / case / "after")
    yml = [name for name in before if name.endswith((".yml", ".yaml"))]
    result = after(before | {name: foreign(before[name]) for name in yml})
    assert {name: result[name] for name in yml} == {name: foreign(expected[name]) for name in yml}


@pytest.mark.parametrize("case", CASES)
def test_a_second_run_changes_nothing(case: str) -> None:
    tree = tree_of(STACKS / case / "after")
    assert after(tree) == tree


@pytest.mark.parametrize("case", CASES)
def test_the_result_is_what_the_specification_allows(case: str) -> None:
    schema: dict[str, Any] = json.loads(
        files("check_jsonschema").joinpath("builtin_schemas/vendor/compose-spec.json").read_text(encoding="utf-8")
    )
    for name, text in tree_of(STACKS / case / "after").items():
        if name.endswith((".yml", ".yaml")):
            jsonschema.validate(yaml.safe_load(text), schema)


@pytest.mark.parametrize("case", CASES)
def test_every_assumption_is_named(case: str) -> None:
    for unit in planned(tree_of(STACKS / case / "before")).done:
        assert any("is served from" in review for review in unit.reviews)
