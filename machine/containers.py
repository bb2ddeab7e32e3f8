"""The stack of deploy/docker-compose.yml, as one sees it from outside: addresses, databases, keys, clock.

All of it stands in the folder `deploy/make-secrets` filled. Databases and clock are within reach only while the
stack runs with deploy/docker-compose.demo.yml.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from agencies.population import Population
from chassis.urls import Urls
from machine.ports import Ports
from machine.provision import urls
from machine.secrets import Secrets

VAULT_PORT = 7033


class NoContainers(Exception):
    """This folder holds no stack; the text says what to type."""


@dataclass(frozen=True)
class Containers:
    """Has the same names as `machine.stack.Stack` and `machine.installation.Installation`: the same people walk on it,
    and the same commands read it."""

    issuer: str
    ports: Ports
    urls: Urls
    secrets: Secrets
    clock_offset_file: Path
    population_file: Path

    @property
    def blobs_folder(self) -> None:
        """In a volume, out of reach from outside."""
        return None

    @property
    def population(self) -> Population:
        """Whom the stack's agencies know."""
        return Population.from_json(self.population_file.read_bytes())

    @property
    def issuer_key(self) -> Mapping[str, Any]:
        return self.secrets.issuer_key

    @property
    def addresses(self) -> dict[str, str]:
        return self.ports.addresses

    def database_urls(self) -> Urls:
        return self.urls


def find(folder: Path) -> Containers:
    """What `deploy/make-secrets` left in `folder`. Raises `NoContainers`."""
    kept = folder / "secrets"
    if not ((folder / ".env").exists() and (kept / "secrets.json").exists()):
        raise NoContainers(f"{folder} holds no stack: `make stack-up-local` makes and starts one")
    chosen = settings(folder / ".env") | os.environ
    private = json.loads((kept / "secrets.json").read_bytes())
    passwords = private["passwords"]
    ports = {port.name: int(chosen.get(f"{port.name.upper()}_PORT", Ports().of(port.name))) for port in fields(Ports)}
    vault_port = chosen.get("VAULT_PORT", VAULT_PORT)
    return Containers(
        issuer=chosen["JIEKUN_ISSUER"],
        ports=Ports(**ports),
        urls=urls(server(ports["postgres"]), passwords, server(vault_port)),
        secrets=Secrets(passwords, private["issuer_key"], private["dci_keys"], kept / "master.key"),
        clock_offset_file=folder / "clock" / "offset",
        population_file=kept / "population.json",
    )


def settings(env_file: Path) -> Mapping[str, str]:
    """The lines NAME=value, as compose reads them."""
    lines = env_file.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def server(port: int | str) -> str:
    """Without a role: each URL gets its own."""
    return f"postgresql://127.0.0.1:{port}/postgres"
