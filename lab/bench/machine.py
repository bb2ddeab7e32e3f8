"""What a result was measured on: numbers from another machine say little, ratios say more."""

import os
import platform
from typing import Any

from lab.bench.ground import Ground


def machine(ground: Ground) -> dict[str, Any]:
    server = ground.versions()
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": platform.system(),
        "python": platform.python_version(),
        "postgres": server["server_version"],
        "durability": {name: server[name] for name in ("fsync", "synchronous_commit", "full_page_writes")},
        "load": [round(load, 1) for load in os.getloadavg()],
    }
