"""Which households of a population are what: labels in known shares, dealt in a seeded order.

Overlaps come from 20 households on, the rarer walks from 60 on; the rest is `clean`.
"""

from __future__ import annotations

from random import Random

# label: (share of all households, fewest households from which at least one exists)
SHARES: dict[str, tuple[float, int]] = {
    "ineligible": (0.08, 10),
    "fraud": (0.05, 10),
    "mismatch": (0.06, 10),
    "duplicate": (0.05, 20),
    "outside_before": (0.05, 20),
    "outside_late": (0.02, 20),
    "two_unions": (0.04, 20),
    "withdrawn": (0.015, 60),
    "returned": (0.015, 60),
    "objection": (0.015, 60),
}


def deal(rng: Random, households: int) -> list[str]:
    """One label per household. The first fifth is clean where there are duplicates to be found later."""
    special = [label for label, count in counts(households).items() for _ in range(count)]
    first_clean = households // 5
    dealt = special + ["clean"] * (households - first_clean - len(special))
    rng.shuffle(dealt)
    return ["clean"] * first_clean + dealt


def counts(households: int) -> dict[str, int]:
    """How many of each label but `clean` there are among so many households."""
    return {
        label: max(1, round(share * households)) if households >= least else 0
        for label, (share, least) in SHARES.items()
    }
