"""Programs on frameworks, rewritten and run on both wires; what must stay stays, for the reason in its first line."""

from __future__ import annotations

import importlib.util
import re
import warnings
from pathlib import Path

import pytest

from tests.analysis.tree import blocked, planned, rewritten
from tests.wire.run import DROPPED, assert_same

PROGRAMS = sorted((Path(__file__).parent / "frameworks").glob("*.py"))
LEFT = "# left: "
IMPORTED = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_program(program: Path) -> None:
    before = program.read_text()
    files = {"app.py": before}
    after = rewritten(files)["app.py"]
    if before.startswith(LEFT):
        reason = before.partition("\n")[0].removeprefix(LEFT)
        assert after == before
        assert any(reason in problem.why for unit in planned(files).blocked for problem in unit.problems)
        return
    assert after != before
    assert rewritten({"app.py": after})["app.py"] == after, "a second run changes something"
    missing = {name for name in IMPORTED.findall(before + after) if importlib.util.find_spec(name) is None}
    if missing:
        pytest.skip(f"not installed: {', '.join(sorted(missing))}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        inline = "langchain" in before  # the others stand no second import in one process
        assert_same(before, after, inline=inline, streamed=False, ordered=False, dropped=DROPPED | {"show"})


def test_a_class_that_goes_through_another_file_changes_in_both() -> None:
    files = {
        "app/llm.py": "from langchain_ollama import ChatOllama\n",
        "app/use.py": (
            "from app.llm import ChatOllama\n\n\n"
            'def model(name: str) -> ChatOllama:\n    return ChatOllama(model=name, base_url="http://ollama:11434", '
            'headers={"x": "y"})\n'
        ),
    }
    after = rewritten(files)
    assert after["app/llm.py"] == "from langchain_openai import ChatOpenAI\n"
    assert "from app.llm import ChatOpenAI\n" in after["app/use.py"]
    assert "def model(name: str) -> ChatOpenAI:" in after["app/use.py"]


def test_a_class_that_one_file_cannot_give_up_stays_in_both() -> None:
    files = {
        "app/llm.py": "from langchain_ollama import ChatOllama\n",
        "app/use.py": "from app.llm import ChatOllama\n\n\nclass Own(ChatOllama):\n    pass\n",
        "app/more.py": 'from app.llm import ChatOllama\n\nllm = ChatOllama(model="m", base_url="http://ollama:11434")\n',
    }
    assert rewritten(files) == files


def test_the_name_by_which_a_test_replaces_a_class_changes_with_it() -> None:
    files = {
        "app/llm.py": 'from langchain_ollama import ChatOllama\n\nllm = ChatOllama(model="m", base_url="http://ollama:11434")\n',
        "tests/test_llm.py": (
            "from unittest.mock import patch\n\n\n"
            'def test_it():\n    with patch("app.llm.ChatOllama"), patch("other.ChatOllama"):\n        pass\n'
        ),
    }
    assert 'patch("app.llm.ChatOpenAI"), patch("other.ChatOllama")' in rewritten(files)["tests/test_llm.py"]


def test_what_is_imported_with_a_class_stays() -> None:
    files = {
        "a.py": (
            "from langchain_community.llms import HuggingFaceHub, Ollama\n\n"
            'print(Ollama(model="m", base_url="http://ollama:11434").invoke("hi"))\nhub = HuggingFaceHub()\n'
        )
    }
    after = rewritten(files)["a.py"]
    assert "from langchain_community.llms import HuggingFaceHub\n" in after
    assert re.search(r"\(\s*ChatOpenAI\([^|]+\| StrOutputParser\(\)\s*\)\.invoke", after)


def test_a_class_that_is_imported_already_is_not_imported_twice() -> None:
    files = {
        "a.py": (
            "from langchain_ollama import ChatOllama\nfrom langchain_openai import ChatOpenAI\n\n\n"
            'def model(local):\n    if local:\n        return ChatOllama(model="m", base_url="http://ollama:11434")\n'
            '    return ChatOpenAI(model="gpt-4o")\n'
        )
    }
    after = rewritten(files)["a.py"]
    assert after.count("import ChatOpenAI") == 1
    assert "langchain_ollama" not in after


def test_a_text_model_is_followed_to_the_callers_in_other_files() -> None:
    model = (
        "from langchain_ollama import OllamaLLM\n\n\n"
        'def get_llm():\n    return OllamaLLM(model="m", base_url="http://ollama:11434")\n'
    )
    assert (
        "StrOutputParser"
        in rewritten({"m.py": model, "a.py": "from m import get_llm\n\nget_llm().invoke('x')\n"})["m.py"]
    )
    called = {"m.py": model, "a.py": "from m import get_llm\n\nllm = get_llm()\nprint(llm('x'))\n"}
    assert rewritten(called) == called
    assert blocked(called) == ["langchain-llm: a call of the object: the object is called as a function"]
    chained = {
        "m.py": model,
        "a.py": (
            "from langchain.chains import RetrievalQA\n\nfrom m import get_llm\n\n"
            "chain = RetrievalQA.from_chain_type(llm=get_llm())\n"
        ),
    }
    assert "StrOutputParser" not in rewritten(chained)["m.py"]
    assert "ChatOpenAI" in rewritten(chained)["m.py"]


def test_an_address_that_another_file_gives_moves_with_the_class() -> None:
    files = {
        "m.py": (
            "from langchain_ollama import ChatOllama\n\n\n"
            "def make(base_url):\n    return ChatOllama(model='m', base_url=base_url)\n"
        ),
        "a.py": "from m import make\n\nllm = make('http://localhost:11434')\n",
    }
    after = rewritten(files)
    assert "make('http://localhost:8000')" in after["a.py"]
    assert "base_url=base_url.rstrip" in after["m.py"]


def test_a_comment_on_an_argument_that_goes_goes_with_it() -> None:
    files = {
        "a.py": (
            "from langchain_ollama import ChatOllama\n\nllm = ChatOllama(\n    model='m',  # small\n"
            "    base_url='http://ollama:11434',\n    keep_alive='30m',  # stay loaded\n)\n"
        )
    }
    after = rewritten(files)["a.py"]
    assert "# small" in after
    assert "# stay loaded" not in after
    assert "    api_key=os.getenv" in after


def test_a_rule_that_names_what_does_not_exist_is_refused() -> None:
    from migrator.rules.load import EMPTY
    from migrator.rules.read import RuleError, read
    from migrator.rules.validate import validate
    from migrator.rules.written import KINDS

    text = "framework: x\nlanguage: python\nwhat: w\nwhy: w\ncalls: [a.B]\nlike: y\narguments:\n  o: {explode: none}\n"
    with pytest.raises(RuleError) as error:
        validate([read("x.yml", text, KINDS)], EMPTY)
    assert [problem.message for problem in error.value.found] == [
        "`like`: there is no framework `y` among these files",
        "`arguments.o`: there is no table of fields `none`",
    ]


def test_texts_that_name_a_class_for_python_change_with_it() -> None:
    files = {
        "a.py": (
            "from langchain_ollama import ChatOllama\n\n__all__ = ['ChatOllama', 'ask']\n\n\n"
            "def ask(llm: 'ChatOllama | None') -> str:\n    return f'ChatOllama says {llm}'\n"
        )
    }
    after = rewritten(files)["a.py"]
    assert "__all__ = ['ChatOpenAI', 'ask']" in after
    assert "llm: 'ChatOpenAI | None'" in after
    assert "f'ChatOllama says {llm}'" in after


def test_a_field_that_is_read_elsewhere_is_followed_there() -> None:
    files = {
        "m.py": (
            "from langchain_ollama import OllamaLLM\n\n\nclass Service:\n    def __init__(self):\n"
            "        self.llm = OllamaLLM(model='m', base_url='http://ollama:11434')\n"
        ),
        "a.py": "from m import Service\n\nservice = Service()\nprint(service.llm('hi'))\n",
    }
    assert rewritten(files) == files


def test_a_provider_that_the_environment_chooses_keeps_its_server() -> None:
    files = {"a.py": "import os\n\nimport litellm\n\nlitellm.completion(os.getenv('MODEL', 'ollama/m'), [])\n"}
    assert rewritten(files) == files
    assert "another provider" in blocked(files)[0]


def test_a_provider_that_the_code_chooses_blocks() -> None:
    files = {
        "a.py": (
            "from langchain.chat_models import init_chat_model\n\n\ndef make(local):\n"
            "    return init_chat_model('m', model_provider='ollama' if local else 'openai')\n"
        )
    }
    assert rewritten(files) == files


def test_a_call_that_stays_holds_back_what_shares_its_address() -> None:
    files = {
        "a.py": (
            "from langchain_ollama import ChatOllama, OllamaEmbeddings\n\nURL = 'http://localhost:11434'\n\n\n"
            "def chat(**more):\n    options = {'base_url': URL}\n    options.update(more)\n"
            "    return ChatOllama(model='m', **options)\n"
        ),
        "b.py": (
            "from langchain_ollama import OllamaEmbeddings\n\nfrom a import URL\n\n"
            "vectors = OllamaEmbeddings(model='e', base_url=URL)\n"
        ),
    }
    assert rewritten(files) == files


def test_a_class_that_other_files_know_by_another_name_stays() -> None:
    files = {
        "m.py": "from langchain_ollama import ChatOllama as Chat\n",
        "a.py": "from m import Chat\n\nllm = Chat(model='m', num_ctx=4096)\n",
    }
    assert rewritten(files) == files


def test_a_class_that_is_reached_through_a_file_of_the_project_stays() -> None:
    files = {
        "m.py": "from langchain_ollama import ChatOllama\n",
        "a.py": "import m\n\nllm = m.ChatOllama(model='m', num_ctx=4096)\n",
    }
    assert rewritten(files) == files


def test_an_address_that_ends_in_a_path_of_the_old_server_ends_in_that_of_the_new() -> None:
    files = {
        "m.py": (
            "from haystack_integrations.components.embedders.ollama import OllamaTextEmbedder\n\n"
            'URL = "http://localhost:11434/api/embeddings"\n'
            'embedder = OllamaTextEmbedder(model="nomic-embed-text", url=URL)\n'
        )
    }
    after = rewritten(files)["m.py"]
    assert 'URL = "http://localhost:8000/v1"\n' in after
    assert "api_base_url=URL)" in after
