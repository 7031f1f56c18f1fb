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
    ],
)
def test_a_link_follows_the_code(before: str, after: str) -> None:
    files = {"a.py": ASK, "README.md": f"{before}\n"}
    assert rewritten(files)[0]["README.md"] == f"{after}\n"


@pytest.mark.parametrize(
    "line",
    [
        "The model is at [Ollama](https://ollama.com/library/llama3.2).",
        "See [Ollama](https://ollama.com) and its [API](https://github.com/ollama/ollama/blob/main/docs/api.md).",
        "`curl -fsSL https://ollama.com/install.sh | sh`",
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
