from __future__ import annotations

import pytest

from migrator.languages.python.imports import edits
from migrator.rewrite.edits import render
from migrator.unit import Import

OS = Import("a.py", "os")
PARSER = Import("a.py", "lib.parsers", "Parser")


def imported(text: str, *wanted: Import) -> str:
    return render(text.encode(), edits(text.encode(), wanted)).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "import lib\n\nurl = os.getenv('URL')\n\nimport os\nimport re\n",
            "import os\n\nimport lib\n\nurl = os.getenv('URL')\n\nimport os\nimport re\n",
            id="imported below its first use",
        ),
        pytest.param(
            "import lib\n\nurl = os.getenv('URL')\n\nimport re\n",
            "import os\n\nimport lib\n\nurl = os.getenv('URL')\n\nimport re\n",
            id="a group of its kind below its first use",
        ),
        pytest.param(
            "import re  # first\nfrom lib import some  # just in case\n\nos.getenv('URL')\n",
            "import os\nimport re  # first\nfrom lib import some  # just in case\n\nos.getenv('URL')\n",
            id="comments stay with their statements",
        ),
        pytest.param(
            "import abc  # first\n\nos.getenv('URL')\n",
            "import abc  # first\nimport os\n\nos.getenv('URL')\n",
            id="a comment behind the last statement",
        ),
        pytest.param(
            "import lib\n\n\ndef url():\n    return os.getenv('URL')\n\n\nimport os\n",
            "import lib\n\n\ndef url():\n    return os.getenv('URL')\n\n\nimport os\n",
            id="imported before the function runs",
        ),
        pytest.param(
            "import lib\n\n\ndef url(default=os.getenv('URL')):\n    return default\n\n\nimport os\n",
            "import os\n\nimport lib\n\n\ndef url(default=os.getenv('URL')):\n    return default\n\n\nimport os\n",
            id="a default is read at once",
        ),
        pytest.param(
            "import re\nimport json\nfrom typing import Any\nfrom lib import some\nfrom .own import other\n",
            "import re\nimport json\nimport os\nfrom typing import Any\nfrom lib import some\nfrom .own import other\n",
            id="among its like in a group without an order",
        ),
        pytest.param(
            "import lib\nfrom typing import Any\nfrom .own import other\n",
            "import lib\nfrom typing import Any\nimport os\nfrom .own import other\n",
            id="behind those of its kind, whatever their form",
        ),
    ],
)
def test_an_import_stands_above_what_needs_it(before: str, after: str) -> None:
    assert imported(before, OS) == after


def test_a_name_is_not_added_to_an_import_below_its_first_use() -> None:
    before = "import lib\n\nmodel = lib.make() | Parser()\n\nfrom lib.parsers import Other\n"
    after = imported(before, PARSER)
    assert after.index("import Parser") < after.index("model")
