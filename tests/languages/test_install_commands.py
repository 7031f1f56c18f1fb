from __future__ import annotations

import pytest

from migrator.languages.manifests import manifest
from migrator.scan.source import Source


@pytest.mark.parametrize(
    ("path", "text", "names"),
    [
        pytest.param("Dockerfile", "RUN pip install --pre a b>=2 && echo c\n", ["a", "b"], id="a shell word ends"),
        pytest.param("Dockerfile", "RUN pip install \\\n    a \\\n    'b[c]>=2'\n", ["a", "b"], id="several lines"),
        pytest.param("s.sh", "python -m pip install -i https://index.test a\n", ["a"], id="an option with a value"),
        pytest.param("s.sh", "uv pip install a; uv add b\npoetry add c@^1\n", ["a", "b", "c"], id="other tools"),
        pytest.param("s.sh", "pip install . -e ./here git+https://x.test/y $MORE a\n", ["a"], id="what has no name"),
        pytest.param(".github/workflows/t.yml", "steps:\n  - run: pip install a\n", ["a"], id="a pipeline"),
        pytest.param("values.yml", "text: pip install a\n", None, id="any other file"),
        pytest.param("s.sh", "# pip install a\necho 'pip install b'\necho uv add c\n", None, id="only told"),
    ],
)
def test_what_a_command_installs(path: str, text: str, names: list[str] | None) -> None:
    found = manifest(Source(path, text.encode()))
    assert (names is None) == (found is None)
    assert found is None or [item.name for listing in found.listings for item in listing.items] == names


def test_the_lists_that_a_command_takes_in() -> None:
    found = manifest(Source("Dockerfile", b"RUN pip install -r requirements.txt a\n"))
    assert found is not None
    assert found.includes == ("requirements.txt",)
