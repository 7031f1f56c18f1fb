"""The wheel is whole: installed outside of the checkout it has the rules, compiled, and the program works."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    [built] = folder.glob("*.whl")
    assert sorted(path.name for path in folder.iterdir()) == [built.name], "nothing but the wheel is left behind"
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory with the programs of a fresh environment that has the wheel, and the dependencies of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = scripts / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", wheel, cwd=folder)
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip()
    # the dependencies as plain directories, without this environment's own .pth files: they lead into the checkout
    paths = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    Path(site, "dependencies.pth").write_text("\n".join(paths) + "\n", encoding="utf-8")
    return scripts


def test_the_wheel_has_the_rules_their_code_and_the_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {path.relative_to(ROOT / "rules").as_posix() for path in (ROOT / "rules").rglob("*.yml")}
    assert {f"migrator/_rules/{rule}" for rule in rules} <= names
    assert {"migrator/_rules/__init__.py", "migrator/_rules/compiled.py", "migrator/py.typed"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if not name.startswith(("migrator/", "migrator-"))]


def test_the_installed_rules_are_those_of_the_checkout_and_need_no_yaml(installed: Path, tmp_path: Path) -> None:
    script = """
import sys
from migrator.rules.load import CHECKOUT, gather, load, read_directory
rules = load(examples=True)
assert "yaml" not in sys.modules and "pydantic" not in sys.modules, "the compiled rules were not used"
assert "_rules" in sys.modules["migrator._rules"].__file__
from migrator.rules.needles import built_in, needles
assert built_in() == needles(rules.evidence)
written = gather(read_directory(sys.argv[1]))
for name in rules.__record__:
    if name not in ("files", "models"):
        assert getattr(rules, name) == getattr(written, name), name
from migrator.rules.models import catalogue
assert not rules.models and dict(catalogue({})) == dict(written.models), "models"
assert rules.references or rules.operations
"""
    run(installed / "python", "-c", script, ROOT / "rules", cwd=tmp_path)


def test_the_installed_program_lists_rules_and_audits(installed: Path, tmp_path: Path) -> None:
    listed = run(installed / "migrator", "rules", "list", cwd=tmp_path).stdout
    assert "chat" in listed
    (tmp_path / "app.py").write_text("import ollama\n\nprint(ollama.list())\n", encoding="utf-8")
    done = run(installed / "migrator", "audit", "app.py", cwd=tmp_path, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "app.py" in done.stdout
