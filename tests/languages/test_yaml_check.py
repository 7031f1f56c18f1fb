"""What a change must not take away from under the services of a stack."""

from __future__ import annotations

import pytest

from migrator.languages.yaml_check import lacks

STACK = """\
services:
  model:
    image: acme/model
    volumes: [weights:/models, ./local:/x, /anonymous, "${DATA}:/y", "C:\\\\data:/z"]
  app:
    build: .
    depends_on: [model]
    configs: [{source: router, target: /r}]
volumes:
  weights:
configs:
  router: {content: x}
"""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("  model:\n", "  server:\n"), "app depends on model, which is no service of the file"),
        (("depends_on: [model]", "depends_on: {server: {condition: service_healthy}}"), "app depends on server"),
        (('[weights:/models, ./local:/x, /anonymous, "${DATA}:/y", "C:\\\\data:/z"]', ""), "model has nothing under"),
        (("  weights:\n", "  cache:\n"), "model uses weights, which is not declared under `volumes`"),
        (("  router: {content: x}\n", "  other: {content: x}\n"), "app uses router"),
    ],
)
def test_what_is_named_must_be_there(change: tuple[str, str], said: str) -> None:
    assert lacks(STACK.encode(), STACK.replace(*change).encode()).startswith(said)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "before",
    [
        STACK,
        STACK.replace("  model:\n", "  elsewhere:\n"),
        "services: [model]\n",
        "services:\n  app: !reset null\n",
        "on: push\njobs: {}\nservices: 3\n",
        "services:\n  app:\n    depends_on: 3\n",
    ],
)
def test_what_was_lacking_before_may_go_on_lacking(before: str) -> None:
    assert lacks(before.encode(), (before + "# a comment\n").encode()) is None
