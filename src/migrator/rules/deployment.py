"""How the old server is deployed, and what is deployed in its place: images, ports, directories, flags."""

from __future__ import annotations

from collections.abc import Mapping

from migrator.record import field, record
from migrator.rules.schema import Example


@record
class OldServer:
    """What shows that a container runs the old server.

    ``images`` are names of images without registry, host and tag; ``program`` is its command line. ``host`` is the
    variable that says where it listens, ``data`` the directory of its models.
    """

    images: tuple[str, ...]
    program: str
    port: str
    host: str
    data: str


@record
class NewServer:
    """What is deployed instead.

    ``image`` is pinned. ``cluster`` says for the name of a service what it is called in a cluster, where the variables
    that the cluster makes of that name would be taken for settings. ``caches`` are volumes and where they are mounted.
    """

    image: str
    port: str
    health: str
    cluster: Mapping[str, str] = field(default_factory=dict)
    caches: Mapping[str, str] = field(default_factory=dict)


@record
class Deployment:
    """The servers as containers. One file, ``deployment.yml``."""

    deployment: str
    what: str
    why: str
    old: OldServer
    new: NewServer
    trap: str = ""
    examples: tuple[Example, ...] = ()
