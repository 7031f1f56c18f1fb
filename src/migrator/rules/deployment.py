"""How the old server is deployed, and what is deployed in its place: images, ports, directories, flags."""

from __future__ import annotations

from collections.abc import Mapping

from migrator.record import field, record
from migrator.rules.schema import Example


@record
class OldServer:
    """What shows that a container runs the old server.

    ``images`` are names of images without registry, host and tag; ``program`` is its command line. ``host`` is the
    variable that says where it listens, ``data`` the directory of its models. ``suffixes`` are parts of a tag, or of
    the name of a service or file, that stand for hardware on which the new image does not run, each with what to do;
    ``devices`` those of such hardware. ``lists`` are variables with a list, separated by commas, each with the new
    server's flag for it.
    """

    images: tuple[str, ...]
    program: str
    port: str
    host: str
    data: str
    suffixes: Mapping[str, str] = field(default_factory=dict)
    devices: tuple[str, ...] = ()
    lists: Mapping[str, str] = field(default_factory=dict)


@record
class NewServer:
    """What is deployed instead.

    ``image`` is pinned. ``health`` is the path that answers once the model is loaded, ``check`` the command that asks
    it, to which the URL is added, and ``wait`` the time that the first start may take. ``token`` is the variable with
    the key to gated models, ``stops`` the one with the number of texts to stop at that a request may have, and how many
    it may have without; ``gpu`` is the driver of the cards. ``flags`` are those that every command may need, after what
    they say. ``cluster`` says for the name of a service what it is called in a cluster, where the variables that
    the cluster makes of that name would be taken for settings. ``caches`` are volumes and where they are mounted.
    """

    image: str
    port: str
    health: str
    check: tuple[str, ...]
    wait: str
    token: str
    gpu: str
    flags: Mapping[str, str]
    cluster: Mapping[str, str] = field(default_factory=dict)
    caches: Mapping[str, str] = field(default_factory=dict)
    stops: Mapping[str, int] = field(default_factory=dict)


@record
class Router:
    """What stands in front of several new servers: its image, and its files, in which ``PORT`` and ``SERVERS`` are put.

    ``SERVERS`` is a JSON object with the address of the server for each name of a model. ``config`` is what the files
    are called in a Compose file.
    """

    image: str
    config: str
    files: Mapping[str, str]


@record
class Deployment:
    """The servers as containers. One file, ``deployment.yml``.

    ``words`` says what a word in the name of a service becomes. ``window`` are the tokens that a model gets where
    nothing asks for a number of them. ``commands`` are what documents show in place of a command of the old
    program, by its first argument, with ``{repo}``, ``{flags}`` and ``{server}`` put in, ``inside`` in place of one
    in a container, with ``{service}``. ``pages`` are patterns of the old vendor's pages, each with the new one's,
    of which sentences call the server ``product``. ``installs`` are patterns of the commands that install the old
    program, each with the one that installs the new server there. ``needs`` are patterns that show, line by line,
    what the code asks of a server: ``tools``, ``reasoning``, a ``window``, whose group is the number, and ``stops``,
    whose group lists the texts.
    """

    deployment: str
    what: str
    why: str
    old: OldServer
    new: NewServer
    router: Router
    words: Mapping[str, str]
    window: int
    commands: Mapping[str, str] = field(default_factory=dict)
    inside: str = ""
    product: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)
    installs: Mapping[str, str] = field(default_factory=dict)
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    trap: str = ""
    examples: tuple[Example, ...] = ()
