"""What is deferred does what it stands for, and not before it is used."""

from __future__ import annotations

import re
import subprocess
import sys

from migrator.deferred import deferred, pattern

SHOWS_WHEN = """
import sys
from migrator.deferred import deferred, pattern

colours, word = deferred("colorsys"), pattern("(?P<word>[a-z]+)")
print("colorsys" in sys.modules, "re" in sys.modules)
print(colours.rgb_to_hsv(0, 0, 0), word.search("1 a")["word"])
print("colorsys" in sys.modules, "re" in sys.modules)
"""


def test_a_module_is_imported_and_a_pattern_compiled_when_they_are_used() -> None:
    run = subprocess.run([sys.executable, "-c", SHOWS_WHEN], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[0].startswith("False")
    assert run.stdout.splitlines()[1:] == ["(0.0, 0.0, 0) a", "True True"]


def test_a_deferred_module_has_the_attributes_of_the_module() -> None:
    assert deferred("re").compile is re.compile
    assert repr(deferred("re")) == "<deferred module 're'>"


def test_a_deferred_pattern_has_the_methods_and_the_flags_of_a_pattern() -> None:
    made = pattern(rb"\bport\b", re.IGNORECASE)
    assert made.sub(b"x", b"a Port") == b"a x"
    assert (made.pattern, made.flags) == (rb"\bport\b", re.compile(rb"\bport\b", re.IGNORECASE).flags)
    assert repr(pattern("a+")) == "<deferred pattern 'a+'>"
