"""What the settings keep on the old server, and what only looks like it."""

from __future__ import annotations

from datetime import date

import pytest

from migrator.gate.keep import keeper
from migrator.model import Finding
from migrator.settings import Keep
from tests.gate.findings import finding

TODAY = date(2026, 6, 30)


def is_kept(keep: Keep, one: Finding) -> bool:
    return keeper([keep], TODAY)(one)


@pytest.mark.parametrize(
    ("keep", "one"),
    [
        pytest.param(Keep(paths=("vision/",)), finding(path="src/visions/a.py"), id="longer directory"),
        pytest.param(Keep(services=("ollama",)), finding("http://ollama-vision:11434"), id="longer host"),
        pytest.param(Keep(services=("ollama",)), finding("import ollama", kind="import"), id="package"),
        pytest.param(
            Keep(services=("ollama",)), finding("ollama/ollama:0.5", name="services.llm.image"), id="image of another"
        ),
        pytest.param(Keep(models=("llama3",)), finding("llama3.2:3b"), id="longer model"),
        pytest.param(Keep(models=("llava:7b",)), finding("llava:13b"), id="other tag"),
        pytest.param(Keep(variables=("OLLAMA_URL",)), finding("VISION_OLLAMA_URL"), id="longer variable"),
        pytest.param(Keep(variables=("VISION_*",), until="2026-06-29"), finding("VISION_URL"), id="over"),
        pytest.param(Keep(), finding(), id="nothing"),
    ],
)
def test_not_kept(keep: Keep, one: Finding) -> None:
    assert not is_kept(keep, one)


@pytest.mark.parametrize(
    ("keep", "one"),
    [
        pytest.param(Keep(paths=("vision/",)), finding(path="src/vision/a.py"), id="directory"),
        pytest.param(Keep(paths=("/src/*.py",)), finding(path="src/a.py"), id="anchored pattern"),
        pytest.param(Keep(services=("ollama-*",)), finding('"http://ollama-vision:11434/v1"'), id="host"),
        pytest.param(Keep(services=("ollama-vision",)), finding("user:pw@ollama-vision:11434"), id="host and port"),
        pytest.param(Keep(services=("vision",)), finding("ollama/ollama", name="services.vision.image"), id="entry"),
        pytest.param(Keep(services=("vision",)), finding("vision:", kind="service"), id="service"),
        pytest.param(Keep(models=("llava",)), finding('model="llava:13b"'), id="model of any tag"),
        pytest.param(Keep(models=("llava:*",)), finding('"llava:13b"'), id="model pattern"),
        pytest.param(Keep(models=("*/vision",)), finding("org/vision"), id="model with its owner"),
        pytest.param(Keep(variables=("VISION_*",)), finding('os.environ["VISION_URL"]'), id="variable"),
        pytest.param(Keep(variables=("VISION_URL",)), finding("http://x", name="VISION_URL"), id="variable's value"),
        pytest.param(Keep(variables=("VISION_*",), until="2026-06-30"), finding("VISION_URL"), id="last day"),
    ],
)
def test_kept(keep: Keep, one: Finding) -> None:
    assert is_kept(keep, one)
