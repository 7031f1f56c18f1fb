"""Moves a code base from one model server to another, and proves that nothing broke on the way."""

__version__ = "0.1.0"
