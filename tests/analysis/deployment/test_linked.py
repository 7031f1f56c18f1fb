"""Links to the old server's pages lead to the new one's, with the sentence around them, once the code has moved."""

from __future__ import annotations

import pytest

from tests.analysis.deployment.test_mentioned import ASK
from tests.analysis.deployment.trees import rewritten

START = "https://docs.vllm.ai/en/latest/getting_started/installation/"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Runs on [Ollama](https://ollama.com).", "Runs on [vLLM](https://docs.vllm.ai/)."),
        ("1. Install Ollama from <https://ollama.com/download>.", f"1. Install vLLM from <{START}>."),
        ("See https://github.com/ollama/ollama", "See https://github.com/vllm-project/vllm"),
        (
            "```sh\n# Download Ollama from https://ollama.com/download\npip install x\n```",
            f"```sh\n# Download vLLM from {START}\npip install x\n```",
        ),
        (
            "Models: [Ollama library](https://ollama.com/library).",
            "Models: [vLLM library](https://docs.vllm.ai/en/latest/models/supported_models/).",
        ),
    ],
)
def test_a_link_follows_the_code(before: str, after: str) -> None:
    files = {"a.py": ASK, "README.md": f"{before}\n"}
    assert rewritten(files)[0]["README.md"] == f"{after}\n"


@pytest.mark.parametrize(
    "line",
    [
        "The model is at [Ollama](https://ollama.com/library/llama3.2).",
        "See [Ollama](https://ollama.com) and its [import](https://github.com/ollama/ollama/blob/main/docs/import.md).",
        "`curl -fsSL https://ollama.com/install.sh -o install.sh`",
        "[ollama-js](https://github.com/ollama/ollama)",
        "Not [Ollama](https://my-ollama.com).",
    ],
)
def test_a_line_that_is_about_something_else_stays(line: str) -> None:
    files = {"a.py": ASK, "README.md": f"{line}\n"}
    assert rewritten(files)[0]["README.md"] == files["README.md"]


def test_links_stay_with_code_that_does() -> None:
    files = {"README.md": "[Ollama](https://ollama.com)\n"}
    assert rewritten(files)[0] == files
    files |= {"a.py": ASK.replace('["response"]', '["eval_duration"]'), "b.py": ASK}
    assert rewritten(files)[0]["README.md"] == files["README.md"]


@pytest.mark.parametrize("path", ["requirements.txt", "env.example", ".env", "app.yml", "b.py", "Makefile"])
def test_a_comment_follows_the_code(path: str) -> None:
    files = {"a.py": ASK, path: "# Ollama must be installed separately: https://ollama.ai/\n"}
    assert rewritten(files)[0][path] == "# vLLM must be installed separately: https://docs.vllm.ai/\n"


def test_what_is_no_comment_stays() -> None:
    files = {"a.py": ASK, "b.py": 'PAGE = "https://ollama.ai/"\n', "run.sh": "open https://ollama.ai/\n"}
    assert rewritten(files)[0] == {**rewritten({"a.py": ASK})[0], "b.py": files["b.py"], "run.sh": files["run.sh"]}
