"""Mappings that configure a framework: found where they are written, if the framework gets them."""

from __future__ import annotations

import pytest

from tests.analysis.tree import blocked, rewritten

ENTRY = "{'model': 'm', 'api_type': 'ollama', 'client_host': 'http://localhost:11434'}"
AGENT = "from autogen import ConversableAgent\n\n"


def test_a_mapping_is_followed_through_a_function_of_another_file() -> None:
    files = {
        "settings.py": f"llm_config = {{'config_list': [{ENTRY}]}}\n",
        "agents.py": f"{AGENT}\ndef make(config):\n    return ConversableAgent('a', llm_config=config)\n",
        "main.py": "from agents import make\nfrom settings import llm_config\n\nagent = make(llm_config)\n",
    }
    after = rewritten(files)["settings.py"]
    assert "'api_type': 'openai'" in after
    assert "'base_url': 'http://localhost:8000/v1'" in after
    assert "import os\n" in after


@pytest.mark.parametrize(
    "written",
    [
        f"config = {{'config_list': [{ENTRY}]}}\nagent = ConversableAgent('a', llm_config=config)\n",
        f"entries = [{ENTRY}]\nagent = ConversableAgent('a', llm_config={{'config_list': entries}})\n",
        f"agent = ConversableAgent('a', llm_config={ENTRY})\n",
        "entry = dict(model='m', api_type='ollama', client_host='http://localhost:11434')\n"
        "agent = ConversableAgent('a', llm_config=dict(config_list=[entry]))\n",
        f"def e():\n    return {ENTRY}\n\n\nagent = ConversableAgent('a', llm_config={{'config_list': [e()]}})\n",
    ],
    ids=["a name", "a list by name", "no list", "dict()", "a function"],
)
def test_however_it_is_written(written: str) -> None:
    after = rewritten({"a.py": AGENT + written})["a.py"]
    assert "openai" in after
    assert "client_host" not in after
    assert "http://localhost:8000/v1" in after
    assert rewritten({"a.py": after}) == {"a.py": after}


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (
            f"entry = {ENTRY}\nentry['client_host'] = find()\nagent = ConversableAgent('a', llm_config=entry)\n",
            "`client_host` of such a mapping is set or read by itself",
        ),
        (
            "agent = ConversableAgent('a', llm_config={'api_type': 'ollama', **more})\n",
            "has keys that are not known here",
        ),
        (
            "import os\nagent = ConversableAgent('a', llm_config={'api_type': os.getenv('TYPE', 'ollama')})\n",
            "may come from outside",
        ),
        (
            "agent = ConversableAgent('a', llm_config={'model': 'm', 'api_type': 'ollama', 'mystery': 1})\n",
            "`mystery` is not known",
        ),
    ],
)
def test_what_is_not_understood_stays(written: str, why: str) -> None:
    files = {"a.py": AGENT + written}
    assert rewritten(files) == files
    assert why in blocked(files)[0]


def test_a_mapping_that_no_framework_gets_is_the_projects_own() -> None:
    files = {"a.py": f"{AGENT}ENTRY = {ENTRY}\nprint(ENTRY)\nagent = ConversableAgent('a', llm_config=False)\n"}
    assert rewritten(files) == files
    assert blocked(files) == []


def test_a_provider_whose_name_only_begins_like_the_old_one_is_another() -> None:
    mapping = (
        "{'llm': {'provider': 'ollama_structured', 'config': {'model': 'm', 'ollama_base_url': 'http://h:11434'}}}"
    )
    files = {"a.py": f"from mem0 import Memory\n\nmemory = Memory.from_config({mapping})\n"}
    assert rewritten(files) == files
    assert blocked(files) == []
