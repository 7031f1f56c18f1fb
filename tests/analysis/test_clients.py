"""Clients of the package that leave the place where they are made."""

from __future__ import annotations

import pytest

from tests.analysis.tree import blocked, rewritten

MADE = 'import ollama\n\nclient = ollama.Client(host="http://localhost:11434")\n'
ASKED = 'client.generate(model="llama3.2", prompt="hello")["response"]'


@pytest.mark.parametrize(
    ("use", "why"),
    [
        ("agent = Agent(client)", "generate: the client is handed to a function"),
        ('chat = getattr(client, "chat")', "generate: the client is handed to a function"),
        ("ask = partial(client.chat, model='llama3.2')", "generate: `chat` of the client is used as a value"),
        ("clients = [client]", "generate: the client becomes part of another value"),
        ("app.state.client = client", "generate: the client is stored"),
        ("client.web_search('x')", "generate: `web_search` of the client is not known here"),
    ],
    ids=["handed", "getattr", "partial", "list", "state", "unknown method"],
)
def test_a_client_that_is_lost_sight_of_keeps_its_calls_as_they_are(use: str, why: str) -> None:
    files = {
        "app.py": f"from functools import partial\n\nfrom other import Agent, app\n{MADE}\n{use}\nprint({ASKED})\n"
    }
    assert rewritten(files) == files
    assert blocked(files) == [why]


def test_a_method_under_another_name_is_left() -> None:
    files = {
        "app.py": f'{MADE}\ngenerate = client.generate\nprint(generate(model="llama3.2", prompt="x")["response"])\n'
    }
    assert rewritten(files) == files


def test_a_client_that_a_helper_of_another_file_is_given_is_left() -> None:
    helper = 'def ask(client, text):\n    return client.generate(model="llama3.2", prompt=text)["response"]\n'
    files = {"app.py": f"from helper import ask\n{MADE}\nprint(ask(client, 'x'), {ASKED})\n", "helper.py": helper}
    assert rewritten(files) == files


def test_a_client_whose_maker_is_handed_to_a_framework_is_left_with_those_that_may_use_it() -> None:
    files = {
        "llm.py": "import ollama\n\n\ndef get():\n    return ollama.Client()\n",
        "app.py": (
            "from framework import given_by\nfrom ollama import Client\n\nfrom llm import get\n\n\n"
            f"def route(client: Client = given_by(get)):\n    return {ASKED}\n"
        ),
    }
    assert rewritten(files) == files


@pytest.mark.parametrize(
    ("made", "asked"),
    [
        (MADE, f"from llm import client\n\nprint({ASKED})\n"),
        (MADE, f"import llm\n\nprint(llm.{ASKED})\n"),
        (
            "import ollama\n\n\ndef get():\n    return ollama.Client()\n",
            f"from llm import get\n\nclient = get()\nprint({ASKED})\n",
        ),
        (
            "import ollama\n\n\nclass Service:\n    def __init__(self):\n        self.client = ollama.Client()\n",
            f"from llm import Service\n\nservice = Service()\nprint(service.{ASKED})\n",
        ),
        (
            "import ollama\n\n\ndef get():\n    return ollama.Client()\n",
            "from fastapi import Depends\nfrom ollama import Client\n\nfrom llm import get\n\n\n"
            f"def route(client: Client = Depends(get)):\n    return {ASKED}\n",
        ),
    ],
    ids=["name", "module", "factory", "field", "dependency"],
)
def test_a_client_and_its_calls_in_another_file_change_together(made: str, asked: str) -> None:
    after = rewritten({"llm.py": made, "app.py": asked})
    assert "import openai\n" in after["llm.py"] and "openai.OpenAI(" in after["llm.py"]
    assert "ollama" not in after["llm.py"]
    assert "client.chat.completions.create(" in after["app.py"] or ".chat.completions.create(" in after["app.py"]


def test_a_call_that_stays_keeps_the_client_of_the_other_file() -> None:
    files = {"llm.py": MADE, "app.py": f"from llm import client\n\nprint({ASKED})\nprint(client.ps())\n"}
    assert rewritten(files) == files


@pytest.mark.parametrize(
    "code",
    [
        "clients = [ollama.Client(host=host) for host in hosts]\nfor client in clients:\n    print(client.list())\n",
        "def made():\n    return field(default_factory=lambda: ollama.Client())\n",
        "@dataclass\nclass Service:\n    client: ollama.Client = field(default_factory=ollama.Client)\n",
        "class Own(ollama.AsyncClient):\n    async def ask(self):\n        return await self.list()\n",
    ],
    ids=["list", "lambda", "factory", "derived"],
)
def test_a_client_that_nothing_is_known_of_is_told(code: str) -> None:
    files = {"app.py": f"import ollama\n\n{code}"}
    assert rewritten(files) == files
    assert [one.partition(":")[0] for one in blocked(files)] == ["client"]


def test_an_exception_that_is_caught_without_a_call_is_told() -> None:
    handler = "try:\n    run()\nexcept ResponseError as error:\n    print(error)\n"
    files = {"app.py": f"from ollama import ResponseError\n\n{handler}"}
    assert rewritten(files) == files
    assert blocked(files) == ["client: nothing of the old library raises this any more once its calls have moved"]


def test_calls_of_a_model_that_the_project_makes_are_left() -> None:
    make = 'import ollama\n\nollama.create("mario", from_="llama3.2", system="You are Mario.")\n'
    ask = 'import ollama\n\nprint(ollama.generate(model="{}", prompt="x")["response"])\n'
    files = {"make.py": make, "ask.py": ask.format("mario:latest"), "other.py": ask.format("llama3.2")}
    after = rewritten(files)
    assert {path for path in files if after[path] == files[path]} == {"make.py", "ask.py"}
    assert "generate: `mario` is made by the project (make.py:3), with more than its name says" in blocked(files)


def test_arguments_stand_in_lines_of_their_own_under_comments_and_beside_others() -> None:
    ask = 'print(client.chat(model="m", messages=[{"role": "user", "content": "hi"}]).message.content)\n'
    for inside, first in (("  # elsewhere\n", "base_url"), ('  host="http://localhost:11434"\n', "timeout")):
        after = rewritten({"a.py": f"from ollama import Client\n\nclient = Client(\n{inside})\n{ask}"})["a.py"]
        assert f"\n  {first}=" in after
        assert "\n  api_key=" in after
        assert "# elsewhere\n  base_url" in after or "# elsewhere" not in inside
