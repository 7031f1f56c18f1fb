"""The two servers for tests that only ask; a server with options of its own takes three milliseconds to start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.wire.new_server import new_server
from tests.wire.old_server import old_server
from tests.wire.serving import Server


@pytest.fixture
def old() -> Iterator[Server]:
    """The old server, with nothing asked of it yet."""
    with old_server() as server:
        yield server


@pytest.fixture
def new() -> Iterator[Server]:
    """The new server for every kind of request, with nothing asked of it yet."""
    with new_server() as server:
        yield server
