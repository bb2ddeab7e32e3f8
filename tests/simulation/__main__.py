"""`python -m tests.simulation SEED [COUNT]`: plays so many schedules from a seed on; one alone tells its story.

With `exchange` before the seed: those of the exchange with the agencies.
"""

import sys

from tests.simulation.exchange import play as exchange
from tests.simulation.play import play

of_the_exchange, given = sys.argv[1] == "exchange", [one for one in sys.argv[1:] if one != "exchange"]
first, count = int(given[0]), int(given[1]) if len(given) > 1 else 1
seeds = range(first, first + count)
for house in exchange.play(seeds) if of_the_exchange else play(seeds):
    if count == 1:
        sys.stdout.write("\n".join(house.story) + "\n")
sys.stdout.write(f"{count} schedules from seed {first}: nothing broken\n")
