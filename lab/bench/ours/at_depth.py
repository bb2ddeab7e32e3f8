"""Appending to old streams and following, in a store that holds so many events already."""

import random
import time
from typing import Any

from chassis.bus.direct import DirectFeed
from lab.bench.ours.follow import Following
from lab.bench.ours.place import NOTED, Place
from lab.bench.peers.callers import spread
from lab.bench.peers.line import Play

STREAM_EVENTS = 20
FILL_BATCH = 50_000
STORED_MIN = 1_000
STREAM = "household-%012d"
"""As long as a name in place of it is, so that the filled bodies are as long as the appended ones."""

FILL = """
INSERT INTO events (position, partition, previous, stream, version, id, type, subject, body, recorded_at)
SELECT g, g %% 4, greatest(g - 4, 0), s, (g - 1) / %(streams)s + 1, i, %(type)s, s,
       convert_to(replace(replace(%(body)s, '@stream', s), '@id', i::text), 'UTF8'), now()
FROM generate_series(%(first)s::bigint, %(last)s) AS g,
     LATERAL (SELECT 'household-' || lpad((g %% %(streams)s)::text, 12, '0') AS s, uuidv7() AS i) AS named
"""


def make(settings: dict[str, Any]) -> Play:
    place = Place(settings)
    stored = max(STORED_MIN, round(settings["stored"] * settings["scale"]))
    streams = stored // STREAM_EVENTS
    fill(place, stored, streams)
    versions: dict[int, int] = {}
    chance = random.Random(1)  # the same streams in every run
    following = Following(place, DirectFeed("depth", "intake", settings["follower"], settings["url"]), after=stored)

    def call(number: int) -> None:
        version = versions[number] = versions.get(number, STREAM_EVENTS) + 1
        place.append(lambda transaction: place.unit(STREAM % number, version - 1))

    def append_to(asked: list[int]) -> float:
        return spread(settings["callers"], len(asked), lambda at: call(asked[at]))

    def play(count: int) -> float:
        seconds = 0.0
        for first in range(0, count, streams):
            # Different ones: nobody meets another on a stream.
            seconds += append_to(chance.sample(range(streams), min(streams, count - first)))
        began = time.perf_counter()
        following.until(count)
        return seconds + time.perf_counter() - began

    return play


def fill(place: Place, stored: int, streams: int) -> None:
    """In SQL, so that ten million take minutes; each stream's events lie apart, as they do in life."""
    stored = stored // streams * streams
    row = place.unit("@stream").rows[0]
    body = row.body.decode().replace(row.id, "@id")
    with place.store.transaction() as transaction:
        sql = transaction.connection
        for first in range(1, stored + 1, FILL_BATCH):
            last = min(first + FILL_BATCH - 1, stored)
            sql.execute(FILL, {"streams": streams, "type": NOTED, "body": body, "first": first, "last": last})
        heads = [max((g for g in range(stored - 3, stored + 1) if g % 4 == p), default=0) for p in range(4)]
        sql.execute("UPDATE counter SET position = %s, heads = %s", (stored, heads))
