"""The tools of Node, started once a process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.typescript.toolchain import HERE, Toolchain, toolchain


@pytest.fixture(scope="session")
def tools() -> Iterator[Toolchain]:
    """Compiler, type checker and Node, with a folder for programs that goes away afterwards."""
    folder = HERE / ".runs" / str(os.getpid())
    with toolchain(folder) as found:
        yield found
    shutil.rmtree(folder, ignore_errors=True)
