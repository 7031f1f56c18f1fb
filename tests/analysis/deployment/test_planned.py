from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
import yaml

from migrator.analysis.deployment.memory import Cards
from migrator.analysis.deployment.needs import needs
from migrator.analysis.deployment.planned import Plan, planned
from migrator.analysis.deployment.planned_files import compose_file, manifests
from migrator.analysis.deployment.uses import uses
from migrator.rules.models import catalogue
from tests.analysis.deployment.trees import RULES, reader

TREE = {
    "app.py": "import ollama\nollama.chat(model='llama3.1:8b', tools=[search], options={'num_ctx': 16384})\n",
    ".env": "EMBED_MODEL=nomic-embed-text\nVISION_MODEL=llava:7b\n",
    "tests/test_app.py": "MODEL = 'llama3.2:1b'\n",
    "README.md": "Or `mistral:7b`.\n",
}


def plan_of(tree: dict[str, str], cards: Cards | None = None) -> Plan:
    assert RULES.deployment is not None
    read = reader(tree)
    found = uses(tree, read, RULES, catalogue())
    return planned(found, needs(tree, read, RULES), RULES.deployment, cards=cards)


def test_there_is_a_server_for_each_model_that_something_runs_with() -> None:
    plan = plan_of(TREE)
    assert [(one.name, one.key, port) for one, port in plan.servers] == [
        ("vllm", "llama3.1:8b", 8000),
        ("vllm-vision", "llava:7b", 8001),
        ("vllm-embed", "nomic-embed-text:v1.5", 8002),
    ]


def test_every_flag_says_what_asked_for_it() -> None:
    (chat, _), *_ = plan_of(TREE).servers
    said = {flag.words[0].partition("=")[0]: flag.why for flag in chat.flags}
    assert said["--max-model-len"] == "app.py:2 asks for it"
    assert said["--enable-auto-tool-choice"] == "app.py:2 gives tools"
    assert all(said.values())


def test_a_window_beyond_the_model_s_own_is_cut() -> None:
    (one, _), *_ = plan_of({"a.py": "# ollama\nMODEL = 'llama3'\nOPTIONS = {'num_ctx': 32_768}\n"}).servers
    assert one.window == 8192


@pytest.mark.parametrize("cards", [Cards(1, 16), Cards(1, 24), Cards(1, 80), Cards(2, 24)])
def test_the_servers_of_a_card_have_room_on_it_or_the_plan_says_so(cards: Cards) -> None:
    plan = plan_of(TREE, cards)
    rooms: dict[str, float] = {}
    for one, _ in plan.servers:
        rooms[one.card] = rooms.get(one.card, 0) + one.gib
    too_full = any(gib > cards.gib * 0.92 for gib in rooms.values())
    assert too_full == any("more than" in remark for remark in plan.remarks)


def test_smaller_weights_are_taken_where_the_card_asks_for_them() -> None:
    small, large = (plan_of(TREE, Cards(1, gib)).servers[0][0] for gib in (24, 80))
    assert small.repo != large.repo == "meta-llama/Llama-3.1-8B-Instruct"


def test_servers_of_one_card_divide_it_and_start_one_after_the_other() -> None:
    plan = plan_of(TREE)
    shares = [float(word.partition("=")[2]) for one, _ in plan.servers for word in one.command if "utilization" in word]
    assert len(shares) == 3
    assert sum(shares) <= 0.9
    assert [one.after for one, _ in plan.servers] == ["", "vllm", "vllm-vision"]


def test_several_cards_are_used_before_one_is_shared() -> None:
    plan = plan_of(TREE, Cards(2, 24))
    assert [one.card for one, _ in plan.servers] == ["0", "1", "1"]


def test_what_cannot_be_served_is_told() -> None:
    plan = plan_of({"a.py": "# ollama\nMODEL = 'gpt-oss:120b-cloud'\n"})
    assert plan.servers == ()
    assert "cloud" in plan.unserved["gpt-oss:120b-cloud"]


@pytest.mark.parametrize("cards", [None, Cards(2, 24)])
def test_the_compose_file_is_what_the_specification_allows(cards: Cards | None) -> None:
    assert RULES.deployment is not None
    text = compose_file(plan_of(TREE, cards), RULES.deployment)
    schema: dict[str, Any] = json.loads(
        files("check_jsonschema").joinpath("builtin_schemas/vendor/compose-spec.json").read_text(encoding="utf-8")
    )
    jsonschema.validate(yaml.safe_load(text), schema)


def test_the_manifests_are_what_the_cluster_takes() -> None:
    assert RULES.deployment is not None
    documents = list(yaml.safe_load_all(manifests(plan_of(TREE), RULES.deployment)))
    assert [one["kind"] for one in documents] == ["PersistentVolumeClaim", "Deployment", "Service"] * 3
    for one in documents:
        kubernetes_validate.validate(one, "1.31", strict=True)
    names = [one["metadata"]["name"] for one in documents if one["kind"] == "Service"]
    assert names == ["vllm-server", "vllm-vision", "vllm-embed"], "none whose variables the server takes for settings"


STOPS = "import ollama\n\nollama.generate('llama3.2', 'x', options={'stop': [%s]})\n"


def test_more_texts_to_stop_at_than_the_server_takes_by_itself_are_asked_for() -> None:
    (one, _), *_ = plan_of({"a.py": STOPS % "'a', 'b', 'c', \"it's\", 'e', ','"}).servers
    assert one.stops == (("VLLM_MAX_STOP_STRINGS", "6"),)
    assert one.stops_at == "a.py:3"


def test_as_many_texts_to_stop_at_as_the_server_takes_need_nothing() -> None:
    (one, _), *_ = plan_of({"a.py": STOPS % "'a', 'b', 'c', 'd'"}).servers
    assert one.stops == ()


def test_an_engine_for_vectors_has_no_texts_to_stop_at() -> None:
    tree = {"a.py": STOPS % "'a', 'b', 'c', 'd', 'e'", ".env": "EMBED_MODEL=nomic-embed-text\n"}
    assert [bool(one.stops) for one, _ in plan_of(tree).servers] == [True, False]


def test_files_of_the_plan_set_the_variable() -> None:
    assert RULES.deployment is not None
    plan = plan_of({"a.py": STOPS % "'a', 'b', 'c', 'd', 'e'"})
    compose = yaml.safe_load(compose_file(plan, RULES.deployment))
    assert compose["services"]["vllm"]["environment"]["VLLM_MAX_STOP_STRINGS"] == "5"
    workload = next(one for one in yaml.safe_load_all(manifests(plan, RULES.deployment)) if one["kind"] == "Deployment")
    env = workload["spec"]["template"]["spec"]["containers"][0]["env"]
    assert {"name": "VLLM_MAX_STOP_STRINGS", "value": "5"} in env
