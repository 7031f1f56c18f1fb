"""Notebooks are rewritten in the strings of their cells; everything else in the file stays, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.languages.cells import CellSource, module_of, written
from migrator.rewrite.code_base import analysis, following
from migrator.rewrite.run import Rewritten, rewrite
from migrator.scan.source import Source
from tests.analysis.tree import rules

BOOK = Path(__file__).parents[2] / "fixtures/document-stack/notebooks/evaluate.ipynb"
IMPORT = ["import ollama"]
ASK = ['print(ollama.generate(model="m", prompt="hi")["response"])']


def book(*cells: Sequence[str] | str, language: str = "python", indent: int | None = 1) -> str:
    made = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": source} for source in cells]
    return json.dumps({"cells": made, "metadata": {"kernelspec": {"language": language}}}, indent=indent) + "\n"


def run(text: str) -> Rewritten:
    source = Source("a.ipynb", text.encode())
    files = {"a.ipynb": source}
    return rewrite(
        "",
        analysis(["a.ipynb"], files.__getitem__, rules()),
        files.__getitem__,
        follow=following(["a.ipynb"], rules()),
        dry_run=True,
    )


def after(text: str) -> str:
    done = run(text)
    assert not done.errors
    new = done.files[0].after.decode() if done.files else text
    assert not done.files or not run(new).files, "a second run changes something"
    return new


def sources(text: str) -> list[str]:
    """The code of each cell."""
    cells = [cell["source"] for cell in json.loads(text)["cells"]]
    return [cell if isinstance(cell, str) else "".join(cell) for cell in cells]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(book(["import other\n", "other.generate(model='m')"]), id="no call"),
        pytest.param(book(IMPORT, ASK, language="R"), id="another language"),
        pytest.param(book(IMPORT, ["%time ", *ASK]), id="a line that IPython runs"),
        pytest.param(
            book(["%%bash\n", "python -c 'import ollama; ollama.generate(model=1)'"]), id="a cell that a shell runs"
        ),
        pytest.param(book(IMPORT, ['print(ollama.chat(model="m", messages=[]).eval_rate)']), id="what blocks it"),
        pytest.param("{}\n", id="empty"),
        pytest.param("[1, 2", id="broken"),
    ],
)
def test_stays(text: str) -> None:
    assert after(text) == text


def test_cells_are_one_module_and_outputs_stay() -> None:
    text = BOOK.read_text(encoding="utf-8")
    new = after(text)
    assert "/v1/models" in new
    assert "/v1/chat/completions" in new
    old_data, data = json.loads(text), json.loads(new)
    assert [cell.get("outputs") for cell in data["cells"]] == [cell.get("outputs") for cell in old_data["cells"]]
    assert data["metadata"] == old_data["metadata"]
    changed = [line for line in new.splitlines() if line not in text.splitlines()]
    assert all(line.startswith('    "') for line in changed), "lines of code and nothing else"
    assert "localhost:11434 ['llama3.2:latest'" in new, "an output is not rewritten"


@pytest.mark.parametrize("indent", [1, 4, None], ids=["indented", "deeper", "on one line"])
def test_the_layout_of_the_file_stays(indent: int | None) -> None:
    new = after(book(IMPORT, ASK, indent=indent))
    data = json.loads(new)
    assert json.dumps(data, indent=indent) + "\n" == new
    assert "client.chat.completions.create" in sources(new)[1]
    assert "ollama" not in new


def test_magics_stay_and_code_around_them_changes() -> None:
    cell = ["%matplotlib inline\n", "!pip install -q x\n", "files = !ls\n", "import ollama\n", "\n", "help?\n", *ASK]
    done = sources(after(book(cell)))[0]
    assert done.startswith("%matplotlib inline\n!pip install -q x\nfiles = !ls\n")
    assert "import ollama" not in done
    assert "\nhelp?\nprint(\n" in done
    assert "client.chat.completions.create" in done


def test_a_cell_that_is_no_python_hides_nothing() -> None:
    done = sources(after(book(IMPORT, ["pip install 'x[y]'\n"], ["--- ({ [ 'two\n"], ASK)))
    assert done[1:3] == ["pip install 'x[y]'\n", "--- ({ [ 'two\n"]
    assert "client.chat" in done[3]


def test_lines_that_stand_in_one_string_of_a_list() -> None:
    done = json.loads(after(book(IMPORT, ["x = 1\n" + ASK[0]])))["cells"][1]["source"]
    assert len(done) == 1
    assert done[0].startswith("x = 1\nprint(")
    assert "client.chat" in done[0]


def test_what_is_timed_is_rewritten_below_the_magic_of_a_cell() -> None:
    done = sources(after(book(IMPORT, ["%%time\n", *ASK])))[1]
    assert done.startswith("%%time\nprint(")
    assert "client.chat" in done


def test_a_cell_that_is_one_string() -> None:
    done = sources(after(book("import ollama", 'text = "a\tb é"\n' + ASK[0])))
    assert done[1].startswith('text = "a\tb é"\nprint(')
    assert "client.chat" in done[1]


def test_quotes_and_backslashes_are_escaped() -> None:
    cell = ['print(ollama.generate(model="m", prompt="a \\"b\\" \\\\ \\n é")["response"])']
    new = after(book(IMPORT, cell))
    assert '"a \\"b\\" \\\\ \\n é"' in sources(new)[1]
    assert new.isascii(), "it was before"


def test_the_lines_of_notes_are_those_of_the_file() -> None:
    text = book(IMPORT, ['print(ollama.chat(model="m", messages=[]).eval_rate)'])
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "eval_rate" in line)
    assert [note.line for note in run(text).manual] == [line]


def test_a_change_across_cells_is_refused() -> None:
    source = module_of(Source("a.ipynb", book(["a = 1"], ["b = 2"]).encode()))
    assert isinstance(source, CellSource)
    with pytest.raises(ValueError, match="across cells"):
        written(source, source.data.replace(b"# next cell\n", b""))


@given(st.lists(st.text(max_size=30), max_size=4), st.booleans(), st.sampled_from([None, 1]))
def test_what_does_not_change_is_not_written_anew(cells: list[str], ascii: bool, indent: int | None) -> None:
    made = [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in cells]
    data = json.dumps({"cells": made}, indent=indent, ensure_ascii=ascii).encode("utf-8", "replace")
    source = module_of(Source("a.ipynb", data))
    assert isinstance(source, CellSource)
    assert len(source.starts) == len(source.ends) == len(source.data)
    assert written(source, source.data) == data
