"""`python -m tests.simulation SEED [COUNT]`: plays so many schedules from a seed on; one alone tells its story."""

import sys

from tests.simulation.play import play

first, count = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
for house in play(range(first, first + count)):
    if count == 1:
        sys.stdout.write("\n".join(house.story) + "\n")
sys.stdout.write(f"{count} schedules from seed {first}: nothing broken\n")
