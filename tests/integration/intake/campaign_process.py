"""A process that lets intake's timers fire until nothing is due, and prints the most memory that it held (MiB).

`python -m tests.integration.intake.campaign_process SETTINGS.json`; the test kills it in the middle.
"""

import sys
from pathlib import Path

from chassis import memory, timers
from chassis.settings import Settings
from services.intake.bootstrap import bootstrap


def main() -> None:
    service = bootstrap(Settings.model_validate_json(Path(sys.argv[1]).read_text(encoding="utf-8")))
    while timers.step(service.store, service.timers, service.clock.now()):
        pass
    sys.stdout.write(f"{memory.peak_mib()}\n")


if __name__ == "__main__":
    main()
