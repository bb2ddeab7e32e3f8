"""What somebody wants of a demo: how many households, on which bus, and which faults are to strike."""

import os
from dataclasses import dataclass
from pathlib import Path

from agencies.answer_keys import DOCUMENTS
from lab.faults.catalogue import ALL
from lab.faults.fault import Setting
from lab.faults.schedule import Round, schedule
from machine.environment import Bus

EVENTS_PER_HOUSEHOLD = 30
"""So many a population comes to at least, from some twenty households on."""


@dataclass(frozen=True)
class Asked:
    """`keep`: the data folder, which then stays; `faults`: names, which strike in so many `rounds` altogether;
    `documents`: whose places the households live in, by turns; `scenario`: the file that says how agencies behave."""

    households: int
    seed: int
    bus: Bus = "direct"
    keep: Path | None = None
    faults: tuple[str, ...] = ()
    rounds: int = 0
    documents: tuple[str, ...] = DOCUMENTS
    scenario: Path | None = None

    @property
    def setting(self) -> Setting:
        return Setting(
            self.bus,
            own_postgres=not os.environ.get("DATABASE_URL"),
            own_broker=self.bus == "kafka" and not os.environ.get("KAFKA_BOOTSTRAP_SERVERS"),
            keeps=self.keep is not None,
        )

    def schedule(self, names: tuple[str, ...]) -> tuple[Round, ...]:
        """Raises `TooManyRounds`."""
        targets = {name: ALL[name].targets(self.setting) for name in names}
        return schedule(self.seed, self.rounds, self.households * EVENTS_PER_HOUSEHOLD, targets)
