"""What stands in storage when all is quiet, in words that are the same in every run of a stage.

Ids made in the stage read `*`, those of before it stay; moments lose the time of day; sealed boxes are left out, and so
are digests of sealed bytes.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec
from psycopg.sql import SQL, Identifier

from chassis.roles import SERVICES
from checks.storage import Storage

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MOMENT = re.compile(r"\d\d:\d\d:\d\d\.\d+")
EVENTS = "SELECT split_part(type, '.', -2), subject, body FROM events ORDER BY position"
WAITING = {
    "timer": "SELECT kind, subject, due::text FROM timers",
    "delivery": "SELECT kind, subject, target FROM deliveries",
    "parked": "SELECT type, subject, reason FROM parked",
    "claim": "SELECT person, household FROM claims",
    "budget": "SELECT fund, free FROM budgets",
    "leaf": "SELECT source, split_part(type, '.', -2), subject FROM log",
}
HAS = {"claim": ("intake",), "budget": ("assistance",), "leaf": ("ledger",)}

LOOKS = {"BankFileShown", "Accessed", "Disclosed", "AttachmentShown", "PersonalDataShown", "PersonSearched", "accesses"}
REPEATED = frozenset({*LOOKS, "AnswerRefused"})
"""Asked again, a bank file, a plan, a paper, a household or what was written of it is shown again, and each showing is
on record; a forged answer that is sent again is signed anew, and so another message."""

LEFT_OUT = frozenset({"QuestionSent"})
"""Who lost an agency's ack before it was recorded, and was answered, asks no more: evidence tells it as not kept."""

Fact = tuple[str, ...]
Table = tuple[str, str]
"""Service, name."""


class _Event(msgspec.Struct):
    data: dict[str, Any]


def ids(storage: Storage) -> frozenset[str]:
    """All ids that any event or timer knows now."""
    texts = (row[1] + row[2].decode() for service in SERVICES for row in storage.rows(service, EVENTS))
    return frozenset(found for text in texts for found in _ID.findall(text))


def facts(storage: Storage, before: frozenset[str], tables: Iterable[Table]) -> Counter[Fact]:
    """Every fact, what waits, and every row of these tables, with how many times it stands there."""
    return Counter(_alike(one, before) for one in (*_all(storage), *_rows(storage, tables)))


def apart(was: Counter[Fact], now: Counter[Fact]) -> list[str]:
    """Differences in words; one more of what may be repeated is none, nor one less of what may be left out."""
    lost, more = was - now, now - was
    lost = Counter({fact: count for fact, count in lost.items() if not LEFT_OUT & set(fact)})
    more = Counter({fact: count for fact, count in more.items() if not REPEATED & set(fact)})
    return [f"missing: {fact}" for fact in lost.elements()] + [f"too much: {fact}" for fact in more.elements()]


def _all(storage: Storage) -> Iterable[Fact]:
    for service in SERVICES:
        for name, subject, body in storage.rows(service, EVENTS):
            data = msgspec.json.decode(body, type=_Event).data
            data.pop("sealed", None)
            data.pop("blob", None)
            data.pop("receipt", None)  # of a message that is signed anew at each attempt
            if name == "QuestionSent":
                data["digest"] = data["sent_at"] = ""  # of the very bytes that were acknowledged
            yield service, name, subject, json.dumps(data, sort_keys=True, ensure_ascii=False)
        for what, query in WAITING.items():
            if service in HAS.get(what, SERVICES):
                yield from ((service, what, *map(str, row)) for row in storage.rows(service, query))


def _rows(storage: Storage, tables: Iterable[Table]) -> Iterable[Fact]:
    for service, table in tables:
        every = SQL("SELECT t::text FROM {} t").format(Identifier(table)).as_string()
        yield from ((service, table, row) for (row,) in storage.rows(service, every))


def _alike(fact: Fact, before: frozenset[str]) -> Fact:
    named = (_ID.sub(lambda found: found[0] if found[0] in before else "*", part) for part in fact)
    return tuple(_MOMENT.sub("now", part) for part in named)
