"""Where the modules go that rewritten code needs, and how they are imported."""

from __future__ import annotations

from tests.analysis.tree import rewritten

LOOK = (
    "from {own} import QUESTION\nfrom ollama import Client\n\n"
    'seen = [{{"role": "user", "content": QUESTION, "images": ["a.png"]}}]\n'
    'print(Client().chat("llava", messages=seen).message.content)\n'
)


def test_a_module_goes_to_the_top_of_the_package() -> None:
    files = {"app/__init__.py": "", "app/texts.py": "QUESTION = ''\n", "app/look.py": LOOK.format(own="app.texts")}
    after = rewritten(files)
    assert "from app.llm_images import image_url\n" in after["app/look.py"]
    assert "app/llm_images.py" in after


def test_a_folder_that_has_the_name_of_the_old_package_is_no_home() -> None:
    files = {
        "demos/common/__init__.py": "",
        "demos/common/texts.py": "QUESTION = ''\n",
        "demos/ollama/look.py": LOOK.format(own="common.texts"),
    }
    after = rewritten(files)
    assert "from llm_images import image_url\n" in after["demos/ollama/look.py"]
    assert "demos/llm_images.py" in after


def test_a_module_of_a_package_that_has_the_name_of_a_standard_one_tells_of_no_root() -> None:
    files = {
        "app/__init__.py": "",
        "app/services/__init__.py": "",
        "app/services/logging.py": "",
        "app/services/texts.py": "QUESTION = ''\n",
        "app/services/look.py": "import logging\n" + LOOK.format(own="app.services.texts"),
    }
    after = rewritten(files)
    assert "from app.llm_images import image_url\n" in after["app/services/look.py"]
    assert "app/llm_images.py" in after
