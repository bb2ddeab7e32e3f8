"""Which port each process listens on, all on 127.0.0.1."""

import random
import socket
from dataclasses import dataclass, fields
from typing import Self

from chassis.roles import SERVICES

BELOW_THE_EPHEMERAL = range(20_000, 30_000)
TRIES_MAX = 500


@dataclass(frozen=True)
class Ports:
    """The defaults are those of `jiekun up`; the demo and the tests take `Ports.free()`."""

    intake: int = 7001
    verification: int = 7002
    assistance: int = 7003
    ledger: int = 7004
    agencies: int = 7010
    postgres: int = 7032

    @classmethod
    def free(cls) -> Self:
        return cls(*free_ports(len(fields(cls))))

    def of(self, name: str) -> int:
        port: int = getattr(self, name)
        return port

    def url(self, name: str) -> str:
        """Where the process `name` answers HTTP."""
        return f"http://127.0.0.1:{self.of(name)}"

    @property
    def addresses(self) -> dict[str, str]:
        """Service, or `agencies` -> its base URL."""
        return {name: self.url(name) for name in (*SERVICES, "agencies")}


def free_port() -> int:
    return free_ports(1)[0]


def free_ports(count: int) -> list[int]:
    """Different loopback ports that nobody listens on now. Somebody may take one before you do: use them at once.

    They lie below the ephemeral range: inside it an outgoing connection could take the port while a killed server is
    away, and a client that keeps knocking at an empty port there can even connect to itself.
    """
    found: dict[int, socket.socket] = {}
    draw = random.SystemRandom()  # not the shared generator, which a test may have seeded alike in two processes
    try:
        for _ in range(TRIES_MAX):
            if len(found) == count:
                return list(found)
            port, probe = draw.choice(BELOW_THE_EPHEMERAL), socket.socket()
            try:
                probe.bind(("127.0.0.1", port))
                found[port] = probe
            except OSError:
                probe.close()
        raise OSError(f"no {count} free ports in {BELOW_THE_EPHEMERAL} on 127.0.0.1")
    finally:
        for probe in found.values():
            probe.close()
