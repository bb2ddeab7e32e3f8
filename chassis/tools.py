"""Subcommands: what `python -m services.<name>` does when it is given a word. Each prints one JSON object and ends.

A service may have words of its own beside these (its `__main__` names them).

`read-models`: what there is, by group. `drift`: compares them with a replay from zero; ends with 1 when they differ.
`rebuild OPERATOR TABLE…`: makes the groups that hold these tables anew, beside the live ones, and swaps them in while
others write.
"""

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

from chassis.backfill import rebuilt
from chassis.database import unhurried
from chassis.rebuild import drift
from chassis.resources import Resources
from chassis.service import Service

Tool = Callable[[Service[Any], Sequence[str]], int]


def run(service: Service[Resources], tool: Tool, words: Sequence[str]) -> int:
    """The exit code; the service's connections are closed."""
    try:
        return tool(service, words)
    finally:
        service.store.close()
        service.vault.close()


def tell_read_models(service: Service[Resources], _: Sequence[str]) -> int:
    _print({"service": service.name, "groups": [list(models.tables) for models in service.read_models]})
    return 0


def tell_drift(service: Service[Resources], _: Sequence[str]) -> int:
    """Counts alone: rows stay where they are."""
    apart: dict[str, dict[str, int]] = {}
    with service.store.pool.connection() as taken, unhurried(taken) as connection:
        for models in service.read_models:
            found = drift(connection, service.store.codec, models.project, models.tables)
            apart |= {t: {"only_live": len(was), "only_rebuilt": len(now)} for t, (was, now) in found.items()}
    tables = sorted(table for models in service.read_models for table in models.tables)
    _print({"service": service.name, "tables": tables, "apart": apart})
    return 1 if apart else 0


def rebuild_some(service: Service[Resources], words: Sequence[str]) -> int:
    """Each group by itself: one that fails leaves its live tables as they were, and ends the work."""
    name, *tables = words
    groups = [models for models in service.read_models if set(tables) & set(models.tables)]
    _print({"service": service.name, "rebuilt": [rebuilt(service, models, name) for models in groups]})
    return 0


def _print(told: object) -> None:
    sys.stdout.write(json.dumps(told) + "\n")


TOOLS: dict[str, Tool] = {"read-models": tell_read_models, "drift": tell_drift, "rebuild": rebuild_some}
