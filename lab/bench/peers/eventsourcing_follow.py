"""`eventsourcing`: its own subscription to an application from the first event on, every event decoded.

Its place is not written down, which ours is: the library's projections would do that in a transaction per event.
"""

import time
from typing import Any

from eventsourcing.projection import ApplicationSubscription

from lab.bench.peers.eventsourcing_app import application, written
from lab.bench.peers.line import Play, converse


def make(settings: dict[str, Any]) -> Play:
    app = application(settings)
    stored = 0

    def play(count: int) -> float:
        nonlocal stored
        if stored < count:
            written(app, -(-(count - stored) // 100), 100)
            stored = app.recorder.max_notification_id()
        began = time.perf_counter()
        with ApplicationSubscription(app, gt=None) as subscription:
            for _ in zip(range(count), subscription, strict=False):
                pass
            return time.perf_counter() - began

    return play


if __name__ == "__main__":
    converse(make)
