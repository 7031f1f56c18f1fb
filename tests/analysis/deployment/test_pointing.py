from __future__ import annotations

from migrator.analysis.deployment.pointing import held
from migrator.analysis.deployment.units import Facts, units
from migrator.model import Edit, Span
from migrator.unit import Unit
from tests.analysis.deployment.trees import RULES, reader

STACK = """\
services:
  ollama:
    image: ollama/ollama
    gpus: all
  pull:
    image: ollama/ollama
    environment:
      OLLAMA_HOST: http://ollama:11434
    command: ollama pull qwen2.5:7b
  app:
    build: .
    environment:
      LLM: http://ollama:11434
"""


def outcome(tree: dict[str, str], *others: Unit) -> list[Unit]:
    read = reader(tree)
    made = units(list(tree), read, Facts(tree, read, RULES), RULES)
    return held([*others, *made], list(tree), read, RULES)


def variable(tree: dict[str, str], path: str, *at: int) -> Unit:
    """A unit that moves the addresses at some places."""
    text = "http://ollama:11434"
    edits = tuple(Edit(path, Span(start, start + len(text)), ("http://vllm:8000",), "variable") for start in at)
    return Unit(path, edits[0].span, "variable", edits, group="compose::ollama")


def places(tree: dict[str, str], path: str) -> list[int]:
    found, at = [], tree[path].find("http://ollama")
    while at >= 0:
        found.append(at)
        at = tree[path].find("http://ollama", at + 1)
    return found


def test_an_address_that_nothing_moves_holds_the_server_back() -> None:
    (server,) = outcome({"compose.yml": STACK})
    assert "ollama:11434 still names the server here" in server.problems[0].why


def test_a_server_moves_with_its_addresses() -> None:
    tree = {"compose.yml": STACK}
    _, server = outcome(tree, variable(tree, "compose.yml", *places(tree, "compose.yml")))
    assert server.problems == ()


def test_what_goes_with_the_server_is_not_changed_as_well() -> None:
    tree = {"compose.yml": STACK}
    inside, kept = places(tree, "compose.yml")
    moving, _ = outcome(tree, variable(tree, "compose.yml", inside, kept))
    assert [edit.span.start for edit in moving.edits] == [kept]


def test_a_host_that_stands_alone_holds_the_server_back() -> None:
    tree = {"compose.yml": STACK.partition("  app:")[0], "config/app.yml": "llm:\n  host: ollama\n  provider: ollama\n"}
    (server,) = outcome(tree)
    assert [problem.why for problem in server.problems] == ["ollama still names the server here"]


def test_code_that_still_asks_it_holds_the_server_back() -> None:
    alone = STACK.partition("  pull:")[0].replace("    gpus", "    ports: ['11434:11434']\n    gpus")
    model = "MODEL = 'qwen2.5:7b'  # Ollama\n"
    for path, text, reason in (
        ("app.py", model + "URL = 'http://ollama:11434/api/chat'\n", "ollama:11434 still names"),
        ("app.ts", "const url = 'http://localhost:11434'\n", "localhost:11434 still names"),
        ("src/Chat.java", 'String url = env("OLLAMA_URL");\n', "code in this language (java) is not read"),
        ("chat.go", 'client.Post(base + "/api/generate")\n', "code in this language (go) is not read"),
    ):
        (server,) = outcome({"compose.yml": alone, "model.py": model, path: text})
        assert reason in server.problems[0].why
    for path, text in (
        ("tests/test_app.py", "URL = 'http://ollama:11434'\n"),
        ("app.py", "# http://ollama:11434\n"),
        ("src/Chat.java", "// was Ollama\n"),
        ("examples/chat.go", 'base := "http://ollama:11434"\n'),
    ):
        server, *_ = outcome({"compose.yml": alone, "model.py": model, path: text})
        assert server.problems == ()


def test_comments_and_documents_hold_nothing_back() -> None:
    tree = {
        "compose.yml": STACK.partition("  app:")[0],
        "app.yml": "# http://ollama:11434\na: 1\n",
        "README.md": "http://ollama:11434\n",
    }
    server, *_ = outcome(tree)
    assert server.problems == ()


def test_an_address_of_another_server_is_none_of_this_one() -> None:
    cluster = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ollama}\nspec:\n  template:\n    metadata:\n"
        "      labels: {app: ollama}\n    spec:\n      containers:\n        - name: o\n          image: ollama/ollama\n"
        "---\napiVersion: v1\nkind: Service\nmetadata: {name: ollama}\nspec:\n  selector: {app: ollama}\n"
        "  ports: [{port: 11434}]\n"
    )
    made = outcome({"compose.yml": STACK, "k8s/ollama.yaml": cluster})
    assert [bool(unit.problems) for unit in made if unit.group.startswith("cluster")] == [False]
