"""Scripts and images that only start the old server and fetch its models: nothing of them is wanted any more."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from migrator.analysis.deployment import compose

if TYPE_CHECKING:
    from migrator.rules.deployment import Deployment
    from migrator.scan.source import Source

Read = Callable[[str], "Source | None"]
SEPARATORS = re.compile(r"&&|\|\||[;|&\n`(){}]|\$\(")
WORDS = frozenset(
    """
    : [ [[ awk bash break cat continue curl cut date declare disown do done echo elif else esac exec exit export false
    fi for function grep head if in jobs kill local nc nohup nvidia-smi pgrep printf ps read return sed seq set sh shift
    sleep tail test then time timeout tr trap true until wait wget while
    """.split()  # noqa: SIM905
)
"""Commands that start something, wait for it and say so."""
LEADING = frozenset({"do", "then", "else", "if", "elif", "while", "until", "exec", "time", "nohup", "!"})
TOOLS = re.compile(
    r"(sudo\s+)?((apt-get|apt|apk|microdnf|dnf|yum)\b(?!.*\b(python|pip|node|build)\w*)"
    r"|rm\s+-rf?\s+/(var|tmp)|chmod\b|mkdir\b|chown\b)"
)
"""What gives an image the tools of its scripts."""
HARMLESS = frozenset(
    {"EXPOSE", "LABEL", "WORKDIR", "USER", "VOLUME", "SHELL", "ARG", "HEALTHCHECK", "MAINTAINER", "STOPSIGNAL"}
)
INSTRUCTION = re.compile(r"^\s*([A-Za-z]+)\s+(.*)$", re.DOTALL)
ASSIGNED = re.compile(r"([A-Za-z_]\w*)\+?=(?:\"[^\"]*\"|'[^']*'|\S*)")
HARDWARE = re.compile(r"VISIBLE_DEVICES|DRIVER_CAPABILITIES|DEBIAN_FRONTEND")


def besides(text: str, rules: Deployment) -> str:
    """What a shell script does besides starting the old server and fetching its models; empty if nothing.

    Args:
        text: the script.
        rules: what the old server's program is called.
    """
    program = rules.old.program
    made = re.search(rf"\b{program}\s+create\b|/api/create\b|\bModelfile\b", text)
    if made is not None:
        return "makes a model of its own"
    text = re.sub(r"\\\n", " ", re.sub(r"(?m)(^|\s)#.*$", r"\1", text.replace("\r", "")))
    text = re.sub(r"\d?&?>+\s*&?\s*[\w/.\"$-]+", " ", text)
    text = re.sub(r"\$\(\(.*?\)\)", "1", re.sub(r"\"[^\"]*\"|'[^']*'", '""', text))
    text = re.sub(r"=\([^()]*\)", "=1", text)
    functions = set(re.findall(r"(?m)^\s*(?:function\s+)?([\w-]+)\s*\(\)", text))
    for segment in SEPARATORS.split(text):
        words = segment.split()
        while words and (words[0] in LEADING or ASSIGNED.fullmatch(words[0])):
            words = words[1:]
        name = words[0].rpartition("/")[2] if words else ""
        if name and name != program and name not in WORDS and name not in functions and name[0] not in '"$':
            return f"runs `{name}`"
    return ""


def instructions(data: bytes) -> Iterator[tuple[str, str]]:
    """The instructions of a Dockerfile with their arguments, lines that are continued joined."""
    text = re.sub(r"(?m)^\s*#.*\n?", "", data.decode("utf-8", "replace").replace("\r", ""))
    for line in re.sub(r"\\\n", " ", text).split("\n"):
        found = INSTRUCTION.match(line)
        if found:
            yield found[1].upper(), found[2].strip()


def made_of(declared: Sequence[compose.Declared], read: Read, rules: Deployment) -> tuple[list[str], str]:
    """The files that the image of a service is made of, and why it is more than the old server with its models.

    Args:
        declared: the service.
        read: gives the files.
        rules: which image and program are the old server's.
    """
    path = compose.dockerfile(declared)
    source = read(path) if path else None
    if source is None:
        return [], "its Dockerfile cannot be read"
    files, inside = [path], set[str]()
    stages = 0
    for name, said in instructions(source.data):
        why = ""
        if name in ("COPY", "ADD"):
            files, why = _taken_in(said, compose.context(declared), files, inside, read, rules)
        elif name == "FROM":
            image = re.sub(r"^--\S+\s+", "", said).split()[0]
            stages += 1
            why = "" if stages == 1 and compose.is_old(image, rules) else f"starts from {image}"
        elif name == "ENV":
            own = [one for one in ASSIGNED.findall(said) or said.split()[:1] if rules.old.program not in one.lower()]
            own = [one for one in own if not HARDWARE.search(one)]
            why = f"sets {own[0]}" if own else ""
        elif name == "RUN":
            why = besides("\n".join(one for one in re.split(r"&&|;", said) if not TOOLS.match(one.strip())), rules)
        elif name in ("ENTRYPOINT", "CMD"):
            words = re.sub(r"[\[\]\",]", " ", said) if said.startswith("[") else said
            known = inside | {rules.old.program, "serve", "sh", "bash", "-c"}
            why = "" if {word.rpartition("/")[2] for word in words.split()} <= known else besides(words, rules)
        elif name not in HARMLESS:
            why = f"says {name}"
        if why:
            return files, f"{path} {why}"
    return files, ""


def _taken_in(
    said: str, context: str, files: list[str], inside: set[str], read: Read, rules: Deployment
) -> tuple[list[str], str]:
    """What an image takes in: its scripts, whose names there are added to ``inside``."""
    parts = [part for part in re.sub(r"[\[\]\",]", " ", said).split() if not part.startswith("--")]
    found = list(files)
    for one in parts[:-1]:
        path = posixpath.normpath(posixpath.join(context, one))
        script = read(path)
        if script is None or not script.data.startswith(b"#!"):
            return files, f"takes {one} in"
        why = besides(script.data.decode("utf-8", "replace"), rules)
        if why:
            return files, f"takes {one} in, which {why}"
        found.append(path)
        inside |= {path.rpartition("/")[2], parts[-1].rpartition("/")[2]} - {""}
    return found, ""
