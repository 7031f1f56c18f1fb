"""What names become: the words, who else reads a name, and what is nobody's to rename. One file, ``names.yml``."""

from __future__ import annotations

from collections.abc import Mapping

from migrator.record import field, record


@record
class Names:
    """How names that hold the old server's word are made neutral.

    ``words`` maps the word, in lower case, to the new one; ``titles`` says how a new word is written at the start of a
    name such as ``LLMClient``; ``server`` is what a sentence calls the server, and its first word alone does before
    ``nouns``; ``placeholder`` is the key of a server that has none. Before words of ``own``, beside other ``products``
    and in lines with one of ``domains`` the product itself is meant. ``history`` is a pattern of paths in which nothing
    is renamed, ``fixed`` one of files that keep their name; fields of classes derived from ``stored`` are columns, of
    ``wire`` what is sent. ``reserved`` is a pattern of variables that may not be chosen.

    ``packages`` and ``images`` say which variables are read by others, ``server_variables`` by which rules those of the
    server itself are known. ``runtimes`` is a pattern of images that have no program of their own to read any: what
    runs in them is the project's. ``alike`` groups the endings of variables that mean the same. ``kept`` says by rule
    what is somebody else's, and why, ``texts`` the same by patterns over what stands around the word; ``spoken`` are
    the rules about texts for people.

    ``switches`` are the rules about values that choose between providers, ``switch`` is a pattern of the names that
    have such a value, ``registries`` one of code that looks providers up by it in a library.
    """

    names: str
    what: str
    why: str
    words: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    server: str = ""
    placeholder: str = ""
    nouns: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    history: str = ""
    fixed: str = ""
    stored: tuple[str, ...] = ()
    wire: tuple[str, ...] = ()
    reserved: str = ""
    packages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    images: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    server_variables: tuple[str, ...] = ()
    runtimes: str = ""
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    spoken: tuple[str, ...] = ()
    switches: tuple[str, ...] = ()
    switch: str = ""
    registries: str = ""
