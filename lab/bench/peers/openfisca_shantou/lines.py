"""Fictive dibao lines of shantou's seven districts in yuan a month, by region and first day: both sides take these."""

LINES: dict[str, dict[str, int]] = {
    "440507": {"2025-01-01": 950, "2026-07-01": 1013},
    "440511": {"2025-01-01": 950, "2026-07-01": 1013},
    "440512": {"2025-01-01": 940, "2026-07-01": 987},
    "440513": {"2025-01-01": 861, "2026-07-01": 893},
    "440514": {"2025-01-01": 861, "2026-07-01": 893},
    "440515": {"2025-01-01": 925, "2026-07-01": 971},
    "440523": {"2025-01-01": 835, "2026-07-01": 877},
}
MONTH = "2026-11"


def in_force(region: str) -> int:
    """Yuan, in `MONTH`."""
    held = LINES[region]
    return held[max(day for day in held if day <= f"{MONTH}-01")]
