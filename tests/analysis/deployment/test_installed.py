"""What documents say to install follows the code; what a script installs is a person's."""

from __future__ import annotations

import pytest

from tests.analysis.deployment.test_mentioned import ASK
from tests.analysis.deployment.trees import rewritten

CHAT = """\
import ollama

print(ollama.chat(model="llama3.2", messages=[{"role": "user", "content": "x"}]).message.content)
"""


def sample(line: str) -> str:
    return f"# Install\n\n```sh\n{line}\n```\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("curl -fsSL https://ollama.com/install.sh | sh", "pip install vllm"),
        ("curl https://ollama.ai/install.sh | sudo bash  # Linux", "pip install vllm  # Linux"),
        ("pip install flask ollama pillow", "pip install flask openai pillow"),
        ("uv add ollama==0.4.7", "uv add openai"),
        ("pip install openai ollama && run", "pip install openai && run"),
    ],
)
def test_a_document_says_what_is_needed_now(before: str, after: str) -> None:
    assert rewritten({"a.py": CHAT, "README.md": sample(before)})[0]["README.md"] == sample(after)


@pytest.mark.parametrize(
    "line",
    [
        "brew install ollama",
        "winget install Ollama.Ollama",
        "pip install langchain-ollama",
        "npm install ollama",
        "pip install -r ollama/requirements.txt",
        "curl -fsSL https://ollama.com/install.sh -o install.sh",
    ],
)
def test_what_is_something_else_stays(line: str) -> None:
    assert rewritten({"a.py": CHAT, "README.md": sample(line)})[0]["README.md"] == sample(line)


def test_what_a_script_installs_stays() -> None:
    files = {"a.py": ASK, "setup.sh": "curl -fsSL https://ollama.com/install.sh | sh\n", "Dockerfile": "FROM x\n"}
    assert rewritten(files)[0]["setup.sh"] == files["setup.sh"]


def test_a_library_that_no_code_has_left_stays() -> None:
    files = {"a.py": ASK, "README.md": sample("pip install ollama flask")}
    assert rewritten(files)[0]["README.md"] == files["README.md"]
