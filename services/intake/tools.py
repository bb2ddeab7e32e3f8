"""Words of `python -m services.intake` beside those of every service; each takes one JSON object of what is asked.

`redecide {"profile", "overlays", "as_of", "region", "limit", "out"}` and
`simulate {"set", "profile", "overlays", "day", "region", "limit", "out"}`, each with `by`: who asks, which is on record
before anything is opened. Lines of JSON, progress first, the answer last. `out` takes a line for each household whose
answer changes; `limit` of them stand in the answer.
`blobs {"by"}`: what nothing names any more of stored attachments, removed when somebody says so.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from chassis.memory import peak_mib
from chassis.service import Service
from chassis.tools import Tool
from kernel import calendar
from kernel import day as days
from services.intake.handlers import blob_collection
from services.intake.redecision import history, runs
from services.intake.redecision.asked_law import AskedLaw
from services.intake.redecision.redecision import redecide
from services.intake.redecision.simulation import Trial, simulate
from services.intake.redecision.tally import Changed, Listener
from services.intake.resources import Resources

Asked = dict[str, Any]


def tell_redecided(service: Service[Resources], words: Sequence[str]) -> int:
    began, asked = time.monotonic(), json.loads(words[0])
    law, as_of = _law(service, asked), _day(service, asked, "as_of")
    runs.record(service, asked.get("by", ""), "redecide", asked.get("region", ""))
    with _listing(asked) as (tell, listed):
        done = redecide(service, law, as_of, asked.get("region", ""), Listener(tell, _progress(history.count(service))))
        head = {"profile": law.id, "version": law.asked.version, "as_of": as_of.isoformat()}
        _print({**head, **done.to_dict(), **listed(), **_spent(began)})
    return 0


def tell_simulated(service: Service[Resources], words: Sequence[str]) -> int:
    began, asked = time.monotonic(), json.loads(words[0])
    amended = _law(service, asked) if asked.get("profile") else None
    day, set_to, region = _day(service, asked, "day"), asked.get("set", {}), asked.get("region", "")
    runs.record(service, asked.get("by", ""), "simulate", region)
    with _listing(asked) as (tell, listed):
        done = simulate(service, Trial(day, region, set_to, amended), Listener(tell, _progress(None)))
        head = {"day": day.isoformat(), "set": set_to, "version": amended.asked.version if amended else None}
        _print({**head, **done.to_dict(), **listed(), **_spent(began)})
    return 0


def tell_blobs(service: Service[Resources], words: Sequence[str]) -> int:
    _print(msgspec.to_builtins(blob_collection.collect(service.resources, json.loads(words[0]).get("by"))))
    return 0


WORDS: dict[str, Tool] = {"redecide": tell_redecided, "simulate": tell_simulated, "blobs": tell_blobs}


def _law(service: Service[Resources], asked: Asked) -> AskedLaw:
    overlays = tuple(Path(overlay) for overlay in asked.get("overlays", ()))
    return AskedLaw(asked["profile"], overlays, service.resources.laws)


def _day(service: Service[Resources], asked: Asked, name: str) -> date:
    """The day asked for, or today of business time."""
    return days.parse(asked[name]) if asked.get(name) else calendar.business_date(service.clock.now())


@contextmanager
def _listing(asked: Asked) -> Iterator[tuple[Callable[[Changed], None], Callable[[], dict[str, Any]]]]:
    """Takes the households whose answer changes; gives those that stand in the answer itself."""
    shown: list[dict[str, Any]] = []
    count, limit = 0, int(asked.get("limit", 0))

    def tell(changed: Changed) -> None:
        nonlocal count
        count += 1
        if len(shown) < limit:
            shown.append(changed.to_dict())
        if out is not None:
            out.write(json.dumps(changed.to_dict(), ensure_ascii=False) + "\n")

    with Path(asked["out"]).open("w", encoding="utf-8") if asked.get("out") else nullcontext() as out:
        yield tell, lambda: {"households": shown, "left_off": count - len(shown)}


def _spent(began: float) -> dict[str, float]:
    """Seconds, and the most memory that the process has held; both of the work alone, whatever it found."""
    return {"seconds": round(time.monotonic() - began, 3), "peak_mib": round(peak_mib(), 1)}


def _progress(total: int | None) -> Callable[[int], None]:
    return lambda done: _print({"progress": done, "of": total})


def _print(line: object) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()
