"""`make soak`: a thousand kills, twenty to a demo and two demos at a time, until they are done, the time is over or
something is wrong; goes on where it ended.

`python -m tests.faults.laboratory.soak --kills 1000 --minutes 480 --kept FOLDER`: one line of JSON for each demo in
FOLDER/soak.jsonl. Exit code 0: all kills done, nothing lost, nothing doubled; 1: something is wrong; 2: not all done.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.support.demos import run_demo

KILLS_EACH = 20
FIRST_SEED = 1_000
RUNS: Sequence[tuple[str, str]] = (
    ("direct", "kill,postgres,redeliver"),
    ("direct", "kill,postgres,redeliver"),
    ("direct", "kill,postgres,redeliver"),
    ("kafka", "kill,postgres,kafka,redeliver"),
)
"""Bus and faults, in turn."""


def main() -> int:
    asked = arguments()
    asked.kept.mkdir(parents=True, exist_ok=True)
    kept, give_up_at = asked.kept / "soak.jsonl", time.monotonic() + asked.minutes * 60
    done = [json.loads(line) for line in kept.read_text().splitlines()] if kept.exists() else []
    while kills(done) < asked.kills and time.monotonic() < give_up_at and not summary(done)["not_well"]:
        demos_left = -(-(asked.kills - kills(done)) // KILLS_EACH)
        with ThreadPoolExecutor(asked.at_once) as hands:
            told = list(hands.map(strike, range(len(done), len(done) + min(demos_left, asked.at_once))))
        done += told
        with kept.open("a") as file:
            file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in told)
        say(summary(done))
    say(summary(done))
    if summary(done)["not_well"]:
        return 1
    return 0 if kills(done) >= asked.kills else 2


def strike(number: int) -> dict[str, Any]:
    """One demo with its kills; its bus, faults and seed follow from its number."""
    bus, faults = RUNS[number % len(RUNS)]
    seed = FIRST_SEED + number
    try:
        return run_demo(seed, "--bus", bus, "--faults", faults, "--rounds", str(KILLS_EACH))
    except subprocess.TimeoutExpired as error:
        return {"seed": seed, "reason": str(error)}


def kills(done: Sequence[dict[str, Any]]) -> int:
    return sum(one.get("rounds", 0) for one in done)


def summary(done: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What all demos came to together; one that could not do its work counts as not well, and its kills not at all."""

    def total(name: str) -> int:
        return sum(one.get(name, 0) for one in done)

    return {
        "kills": kills(done),
        "redelivered": sum(one.get("faults", {}).get("redeliver", 0) for one in done),
        "demos": len(done),
        "not_well": [one["seed"] for one in done if not one.get("well")],
        **{name: total(name) for name in ("events", "lost", "doubled", "parked", "false_holds")},
        "seconds": round(total("seconds")),
    }


def say(told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--minutes", type=float, default=480.0, help="begin no further demo after so many")
    parser.add_argument("--at-once", type=int, default=2, help="demos beside each other, each on servers of its own")
    parser.add_argument("--kept", type=Path, default=Path(".data/soak"), help="where the results are kept")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
