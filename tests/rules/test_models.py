from __future__ import annotations

import re
from pathlib import Path

import pytest

from migrator.rules.compile import models_module
from migrator.rules.load import built_in, load
from migrator.rules.models import Model, catalogue, named
from migrator.rules.read import RuleError

TABLE = catalogue()


@pytest.mark.parametrize(
    ("name", "repo"),
    [
        ("llama3", "meta-llama/Meta-Llama-3-8B-Instruct"),
        ("llama3.2", "meta-llama/Llama-3.2-3B-Instruct"),
        ("llama3.2:latest", "meta-llama/Llama-3.2-3B-Instruct"),
        ("llama3.2:1b", "meta-llama/Llama-3.2-1B-Instruct"),
        ("mistral:7b-instruct-q4_K_M", "mistralai/Mistral-7B-Instruct-v0.1"),
        ("gemma3:12b-it-qat", "google/gemma-3-12b-it"),
        ("library/llava", "llava-hf/llava-v1.6-mistral-7b-hf"),
        ("registry.ollama.ai/library/nomic-embed-text", "nomic-ai/nomic-embed-text-v1.5"),
    ],
)
def test_a_name_leads_to_its_repository(name: str, repo: str) -> None:
    found = named(name, TABLE)
    assert found.model is not None
    assert (found.model.repo, found.trouble) == (repo, "")


@pytest.mark.parametrize(
    ("name", "trouble"),
    [
        ("llama3.2:999b", "tag"),
        ("my-model", "unknown"),
        ("someone/llama3", "own"),
        ("gpt-oss:20b-cloud", "cloud"),
        ("qwen3-coder:480b-cloud", "cloud"),
        ("hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M", "file"),
        ("llama3.2-vision", "unservable"),
        ("moondream", "unservable"),
        ("wizardlm2", "unservable"),
        ("", "unknown"),
    ],
)
def test_what_cannot_be_served_says_why(name: str, trouble: str) -> None:
    assert named(name, TABLE).trouble == trouble


def test_no_name_has_two_meanings() -> None:
    plain = [f"{model.family}:{tag}" for model in TABLE.values() for tag in _tags(model)]
    assert [name for name in plain if sum(_fits(name, model) for model in TABLE.values()) > 1] == []


@pytest.mark.parametrize("key", TABLE)
def test_every_model_has_what_the_plan_needs(key: str) -> None:
    model = TABLE[key]
    assert model.context > 0
    assert model.parameters > 0
    assert model.gb or model.published
    assert "/" in model.repo or model.served == "no-source"
    assert ("pooling" in model.flags) == (model.kind == "embedding")
    assert all(one.gb <= (model.gb or model.published) for one in model.quantized)


def test_a_team_s_own_model_comes_first(tmp_path: Path) -> None:
    text = (
        "models: ours\nwhat: a\nwhy: b\nentries:\n  house:\n    family: house\n    tags: latest\n    repo: acme/house\n"
    )
    (tmp_path / "house.yml").write_text(text + "    kind: chat\n    parameters: 7\n    context: 8192\n    gb: 14\n")
    found = named("house", catalogue(load([str(tmp_path)]).models))
    assert found.model is not None
    assert found.model.repo == "acme/house"


def test_a_team_s_pattern_is_checked(tmp_path: Path) -> None:
    text = "models: ours\nwhat: a\nwhy: b\nentries:\n  house: {family: house, tags: '(', repo: a/b, kind: chat,"
    (tmp_path / "house.yml").write_text(text + " parameters: 7, context: 8192}\n")
    with pytest.raises(RuleError, match=r"house\.yml:5.*no regular expression"):
        load([str(tmp_path)])


def test_the_table_of_a_wheel_is_that_of_the_checkout() -> None:
    module: dict[str, object] = {}
    exec(models_module(TABLE), module)
    assert module["MODELS"] == TABLE


def test_the_other_rules_do_without_the_table() -> None:
    assert not built_in().models


def _tags(model: Model) -> list[str]:
    return [tag for tag in model.tags.replace("\\.", ".").split("|") if re.fullmatch(r"[\w.-]+", tag)]


def _fits(name: str, model: Model) -> bool:
    family, _, tag = name.partition(":")
    return family == model.family and re.fullmatch(model.tags, tag) is not None
