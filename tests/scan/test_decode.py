from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.model import Unknown
from migrator.scan.decode import decode
from migrator.scan.source import Source


def source(path: str, raw: bytes) -> Source:
    found = decode(path, raw)
    assert isinstance(found, Source), found
    assert found.encode(found.data) == raw
    return found


def reason(path: str, raw: bytes) -> str:
    found = decode(path, raw)
    assert isinstance(found, Unknown), found
    assert found.path == path
    return found.reason


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rollama",
        b"\0",
        b"o\0l\0l\0a\0m\0a\0\0\0\1\0",
        bytes(range(256)) * 4 + "ollama".encode("utf-16-le"),
        b"\x7fELF\2\1\1\0" + b"\0" * 40 + b"OLLAMA_HOST",
    ],
)
def test_a_binary_file_is_no_text_whatever_its_suffix(raw: bytes) -> None:
    for path in ("a.py", "a.md", "a"):
        assert reason(path, raw) == "is a binary file"


@pytest.mark.parametrize("path", ["a.py", "a.ts", "a.yml", "Dockerfile"])
def test_code_that_is_not_utf8_and_does_not_say_what_it_is_is_unknown(path: str) -> None:
    assert (
        reason(path, b"x = 1\n# caf\xe9 ollama\n")
        == "is not UTF-8 (byte 0xe9 on line 2) and declares no other encoding"
    )


def test_a_declared_encoding_that_does_not_hold_is_unknown() -> None:
    said = reason("a.py", b"# coding: ascii\nx = '\xe9'\n")
    assert said == "declares the encoding ascii, but is neither that nor UTF-8: byte 0xe9 on line 2"


@pytest.mark.parametrize("name", ["rot13", "hex", "no-such", "utf-7", "punycode", "unicode_escape"])
def test_what_is_no_encoding_of_files_is_not_believed(name: str) -> None:
    assert isinstance(decode("a.py", b"# coding: " + name.encode() + b"\n\xe9\\x"), Unknown)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE + b"\0\xd8", codecs.BOM_UTF32_LE])
def test_a_byte_order_mark_that_lies_is_unknown(mark: bytes) -> None:
    assert "and is not" in reason("a.md", mark + b"\xff\xfe\xff")


def test_utf8_is_taken_as_it_is() -> None:
    raw = "über ollama\r\nno end".encode()
    found = source("a.py", raw)
    assert found.data == raw and found.encoding == "utf-8" and found.bom == b""


def test_an_empty_file() -> None:
    assert source("a.py", b"").data == b""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", b""),
        ("utf-32-be", b""),
    ],
)
def test_wide_encodings_with_and_without_a_mark(encoding: str, mark: bytes, line_end: str) -> None:
    text = f"# Übersicht 日本{line_end}OLLAMA = 'http://ollama:11434'{line_end}end"
    found = source("a.py", mark + text.encode(encoding))
    assert found.data == text.encode()
    assert (found.encoding, found.bom) == (encoding, mark)


@pytest.mark.parametrize(
    ("path", "raw", "encoding"),
    [
        ("a.py", b"# -*- coding: latin-1 -*-\n# caf\xe9\n", "latin-1"),
        ("a.py", b"#!/usr/bin/python\n# vim: set fileencoding=cp1251 :\n# \xef\xf0\n", "cp1251"),
        ("a.xml", b'<?xml version="1.0" encoding="ISO-8859-1"?>\n<a>\xe9</a>', "ISO-8859-1"),
        ("a.html", b'<html>\n<head>\n<meta charset="windows-1252">\n\xe9', "windows-1252"),
        ("a.py", b"# coding: shift_jis\nx = '\x83\x5c'\n", "shift_jis"),
    ],
)
def test_a_declared_encoding_is_believed(path: str, raw: bytes, encoding: str) -> None:
    assert source(path, raw).encoding == encoding


@pytest.mark.parametrize("path", ["README", "docs/a.md", "notes.TXT"])
def test_prose_is_read_as_an_old_western_encoding(path: str) -> None:
    found = source(path, b"caf\xe9 \x93ollama\x94\n")
    assert found.encoding == "cp1252"
    assert found.data.decode() == "café “ollama”\n"
    assert source(path, b"caf\xe9 \x81\n").encoding == "latin-1"


@given(st.binary(), st.sampled_from(["a.py", "a.md"]))
def test_no_bytes_are_lost_and_none_break_it(raw: bytes, path: str) -> None:
    found = decode(path, raw)
    if isinstance(found, Source):
        assert found.encode(found.data) == raw
        found.data.decode()
