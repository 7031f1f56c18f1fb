"""migrator as it is installed: its rules are compiled into the wheel, which a checkout reads from YAML each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def installed(folder: str, *packages: str) -> str:
    """The Python of a new environment in ``folder`` that has migrator and ``packages``.

    The newest pip puts them there: pre-commit has it, too, and it writes lighter entry points than older ones.
    """
    environment = os.path.join(folder, "environment")
    subprocess.run([sys.executable, "-m", "venv", "--upgrade-deps", environment], check=True, stdout=subprocess.DEVNULL)
    python = os.path.join(environment, "bin", "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", str(ROOT), *packages], check=True)
    return python


def program(python: str) -> str:
    """The program of the environment that ``python`` belongs to."""
    return os.path.join(os.path.dirname(os.path.abspath(python)), "migrator")
