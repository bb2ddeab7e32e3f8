"""Which port each process listens on, all on 127.0.0.1."""

from dataclasses import dataclass, fields
from typing import Self

from chassis.ports import free_ports


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
