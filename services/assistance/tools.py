"""The word of `python -m services.assistance` beside those of every service.

`costs`: files by document, region and category, and what is committed or paid for them, in fen.
"""

import json
import sys
from collections.abc import Sequence

from chassis.service import Service
from chassis.tools import Tool
from services.assistance.projections import costs
from services.assistance.resources import Resources


def tell_costs(service: Service[Resources], _: Sequence[str]) -> int:
    with service.store.reading() as connection:
        found = costs.by_category(connection)
    sys.stdout.write(json.dumps({"costs": found}) + "\n")
    return 0


WORDS: dict[str, Tool] = {"costs": tell_costs}
