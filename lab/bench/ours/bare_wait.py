"""The least that a service waits with: a FastAPI app on uvicorn as it comes, and a connection that listens.

A round is so many seconds in which nothing happens; what counts is the processor time that they take.
"""

import threading
import time
from typing import Any

import psycopg
import uvicorn
from fastapi import FastAPI

from chassis.bus.direct import CHANNEL
from lab.bench.peers.line import Play

TICK_S = 0.01


def make(settings: dict[str, Any]) -> Play:
    server = uvicorn.Server(uvicorn.Config(FastAPI(), port=0, log_config=None))
    threading.Thread(target=server.run, daemon=True).start()
    threading.Thread(target=_listen, args=(settings["url"],), daemon=True).start()

    def play(count: int) -> float:
        before = time.process_time()
        time.sleep(count)
        return max(time.process_time() - before, TICK_S)

    return play


def _listen(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"LISTEN {CHANNEL}")
        for _ in connection.notifies():
            pass
