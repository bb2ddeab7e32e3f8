"""Where the parts of one data folder are found, for commands that talk to a system somebody else started.

`up` and `demo` write `ports.json` when they start; without it the ports of `jiekun up` are meant. The folder
`deploy` is the stack in containers.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from agencies.partners import EVERYBODY
from chassis.files import write_atomically
from chassis.urls import Urls
from machine import containers, embedded, provision, secrets
from machine.containers import Containers
from machine.issuer import LOCAL_ISSUER
from machine.key_files import KeyFiles
from machine.ports import Ports

DEFAULT = Path(".data")


class NotInstalled(Exception):
    """There is no system in this folder."""


@dataclass(frozen=True)
class Installation:
    data_dir: Path
    ports: Ports
    issuer: str = LOCAL_ISSUER

    @property
    def blobs_folder(self) -> Path:
        """Where intake keeps attachments."""
        return self.data_dir.resolve() / "blobs"

    @property
    def issuer_key(self) -> Mapping[str, Any]:
        """The private key that the local issuer signs tokens with."""
        key: dict[str, Any] = json.loads(KeyFiles(self.data_dir / "keys").issuer_key.read_bytes())
        return key

    @property
    def addresses(self) -> dict[str, str]:
        """Service, or `agencies` -> its base URL."""
        return self.ports.addresses

    def database_urls(self) -> Urls:
        admin = os.environ.get("DATABASE_URL") or embedded.prepare(self.data_dir.resolve(), self.ports.postgres)
        kept = secrets.load_or_create(self.data_dir / "secrets", EVERYBODY)
        return provision.urls(admin, kept.passwords)


def find(data_dir: Path) -> Installation | Containers:
    """What `up` or `demo` left in the folder. Raises `NotInstalled`, saying what to type."""
    if (data_dir / "docker-compose.yml").exists():
        try:
            return containers.find(data_dir)
        except containers.NoContainers as nothing:
            raise NotInstalled(str(nothing)) from None
    if not KeyFiles(data_dir / "keys").issuer_key.exists():
        raise NotInstalled(
            f"{data_dir.absolute()} 中没有启动过系统：请先运行 `jiekun up`，或以 --data 指明其数据目录 · "
            "nothing was ever started there: run `jiekun up` first, or name its data folder with --data"
        )
    noted = data_dir / "ports.json"
    return Installation(data_dir, Ports(**json.loads(noted.read_bytes())) if noted.exists() else Ports())


def note_ports(data_dir: Path, ports: Ports) -> None:
    write_atomically(data_dir / "ports.json", json.dumps(asdict(ports)).encode())
