"""Configuration files of frameworks: what stays as it is, then what is rewritten."""

from __future__ import annotations

import pytest

from migrator.analysis.framework.documents import units
from migrator.rewrite.language import language_of
from migrator.rewrite.plan import Plan, plan
from migrator.scan.source import Source
from tests.analysis.tree import rules

HEAD = "model_list:\n  - model_name: local\n    litellm_params:\n"


def planned(text: str, path: str = "litellm.yaml") -> Plan:
    source = Source(path, text.encode())
    return plan(units([path], {path: source}.get, rules()), {path: source}.__getitem__, language_of)


def after(text: str) -> str:
    [file] = planned(text).files
    return file.after.decode()


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ("      model: ollama/llama3.2\n", "without `api_base`"),
        ("      model: ollama/llama3.2\n      api_base: os.environ/OLLAMA\n", "the address comes from elsewhere"),
        ("      model: ollama/m\n      api_base: http://ollama:11434\n      mystery: 1\n", "`mystery` cannot be"),
        ("      model: ollama/m\n      api_base: http://ollama:11434\n      top_k: 20\n", "`top_k` cannot be"),
        ("      {model: ollama/m, num_ctx: 9, api_base: http://ollama:11434}\n", "has no line of its own"),
    ],
)
def test_what_is_not_understood_stays(entries: str, why: str) -> None:
    done = planned(HEAD + entries)
    assert not done.files
    assert why in done.blocked[0].problems[0].why


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "      model: gpt-4o\n      api_base: http://ollama:11434\n",
        "models:\n  - litellm_params:\n      model: ollama/m\n      api_base: http://ollama:11434\n",
        "model_list:\n  - {litellm_params: [ollama/m]}\n",
        "model_list: [ollama/m\n",
    ],
    ids=["another provider", "another place", "no mapping", "no YAML"],
)
def test_what_is_something_else_is_not_looked_at(text: str) -> None:
    done = planned(text)
    assert not done.files
    assert not done.blocked


def test_a_model_moves_with_its_address() -> None:
    text = f"""{HEAD}      model: ollama_chat/llama3.2  # the small one
      api_base: "http://ollama:11434"
      api_key: ollama
      num_predict: 200
      keep_alive: 10m  # stay
      temperature: 0.2
  - model_name: remote
    litellm_params:
      model: gpt-4o
      api_key: os.environ/OPENAI_API_KEY
general_settings:
  master_key: os.environ/KEY
"""
    expected = f"""{HEAD}      model: hosted_vllm/llama3.2  # the small one
      api_base: "http://vllm:8000/v1"
      api_key: EMPTY
      max_tokens: 200
      temperature: 0.2
  - model_name: remote
    litellm_params:
      model: gpt-4o
      api_key: os.environ/OPENAI_API_KEY
general_settings:
  master_key: os.environ/KEY
"""
    assert after(text) == expected
    assert not planned(expected).files


@pytest.mark.parametrize("old", ["http://h:11434/", "http://h:11434/v1", "http://h:11434/api/generate"])
def test_an_address_ends_in_the_path_of_the_new_server(old: str) -> None:
    text = f"{HEAD}      {{model: ollama/m, api_base: '{old}'}}\n"
    assert "api_base: 'http://h:8000/v1'" in after(text)
    assert "model: hosted_vllm/m," in after(text)


def test_the_last_line_goes_too() -> None:
    text = HEAD + "      model: ollama/m\n      api_base: http://h:11434\n      num_ctx: 8192\n"
    assert after(text).endswith("api_base: http://h:8000/v1\n")
