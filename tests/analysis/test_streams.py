"""Streams that break off: the old server fails in the middle of one, and so does the new one."""

from __future__ import annotations

import pytest

from tests.analysis.tree import planned, rewritten
from tests.wire.new_server import new_server
from tests.wire.old_server import old_server
from tests.wire.run import Run, run_inline

HEAD = """
import json
import requests

body = {"model": "llama3.2", "prompt": "hello", "stream": True}
response = requests.post("http://localhost:11434/api/generate", json=body, stream=True)
text = ""
for line in response.iter_lines():
    if not line:
        continue
    part = json.loads(line)
"""
LOOPS = {
    "an error is passed over": """
    text += part.get("response", "")
    if part.get("done"):
        break
print(text)
""",
    "an error is passed over, in one expression": """
    text += json.loads(line).get("response", "")
print(text)
""",
    "an error is told apart by a key": """
    if "response" in part:
        text += part["response"]
    if part.get("done", False):
        break
print(text)
""",
    "an error has not the key": """
    print(part["response"], end="")
    if part["done"]:
        break
""",
    "an error has not the key, after a softer look": """
    done = part.get("done")
    print(part["response"], end="")
    if done:
        print("at the end:", part["done_reason"])
""",
    "an error is raised": """
    if "error" in part:
        raise RuntimeError("it broke")
    print(part.get("response"), end="")
    if part.get("done"):
        print(part["eval_count"])
""",
    "an error is printed": """
    if part.get("error"):
        print("failed:", bool(part["error"]))
        break
    print(part["response"], end="")
""",
    "an error is looked at last": """
    if part.get("response"):
        print(part["response"], end="")
    elif part.get("error"):
        print("failed")
        break
    if part.get("done"):
        break
""",
    "an error is passed over where a line is parsed and read at once": """
    print((data := json.loads(line)).get("response", ""), end="")
    if data.get("done"):
        print(data.get("done_reason"))
""",
    "an error is passed over in two places": """
    try:
        data = json.loads(line)
    except ValueError:
        continue
    else:
        text += data.get("response", "")
    if data.get("done"):
        print(text)
""",
    "an error stops a round that counts": """
    text += part["response"]
    if part.get("done"):
        print(part.get("eval_count"), part.get("prompt_eval_count"))
""",
}


def _runs(program: str) -> tuple[Run, Run]:
    after = rewritten({"app.py": program})["app.py"]
    assert after != program, [problem.why for each in planned({"app.py": program}).blocked for problem in each.problems]
    with old_server(fails_after=3) as old:
        before = run_inline(program, old.url)
    with new_server(fails_after=4) as new:  # its first part has no text
        return before, run_inline(after, new.url)


def _raised(run: Run) -> str:
    return run.stderr.strip().rpartition("\n")[2].partition(":")[0]


@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
def test_failure_in_the_middle_of_a_stream_is_seen_as_before(loop: str) -> None:
    before, after = _runs(HEAD + loop)
    assert after.stdout == before.stdout
    assert (after.code, _raised(after)) == (before.code, _raised(before))


def test_failure_in_the_middle_of_a_package_stream_is_raised() -> None:
    before, after = _runs(
        """
import ollama

for part in ollama.generate(model="llama3.2", prompt="hello", stream=True):
    print(part["response"], end="")
"""
    )
    assert after.stdout == before.stdout != ""
    assert before.code == after.code == 1
    assert (_raised(before), _raised(after)) == ("ollama._types.ResponseError", "openai.APIError")


def test_counts_that_are_read_after_the_loop() -> None:
    program = HEAD + "print(part['eval_count'], part.get('prompt_eval_count'))\n"
    after = rewritten({"app.py": program})["app.py"]
    with old_server() as old, new_server() as new:
        before, now = run_inline(program, old.url), run_inline(after, new.url)
    assert now.stdout == before.stdout != ""


def test_kind_of_line_that_is_decided_while_the_program_runs_is_left() -> None:
    program = HEAD.replace("iter_lines()", "iter_lines(512, bool(text))") + LOOPS["an error has not the key"]
    assert rewritten({"app.py": program})["app.py"] == program


REVIEWED = {
    "the first part is told from the others": """
    if not text:
        print("answer:", end=" ")
        text = "."
    print(part["response"], end="")
""",
    "the parts are counted": """
    print(part["response"], end="")
    count += 1
""",
    "something is done for each part": """
    print(part["response"])
    print(".", end="")
""",
    "the end is handed on with the text": """
    print(part["response"], part["done"])
""",
}


@pytest.mark.parametrize("loop", REVIEWED.values(), ids=REVIEWED)
def test_what_empty_first_and_full_last_parts_change_is_a_review(loop: str) -> None:
    (done,) = planned({"app.py": HEAD + loop}).done
    assert any("part" in review for review in done.reviews)


def test_what_only_joins_text_is_safe() -> None:
    (done,) = planned({"app.py": HEAD + LOOPS["an error is passed over"]}).done
    assert done.reviews == ()


def test_counting_parts_with_text_is_safe() -> None:
    loop = """
    token = part["response"]
    if token:
        count += 1
        print(token, end="")
"""
    (done,) = planned({"app.py": HEAD + loop}).done
    assert done.reviews == ()


def test_handler_around_a_package_stream_is_a_review() -> None:
    program = """
import ollama

try:
    for part in ollama.generate(model="llama3.2", prompt="hello", stream=True):
        print(part["response"], end="")
except ollama.ResponseError as error:
    print(error.status_code)
"""
    (done,) = planned({"app.py": program}).done
    assert any("in the middle of a stream" in review for review in done.reviews)
