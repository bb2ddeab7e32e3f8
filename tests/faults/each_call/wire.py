"""HTTP within one process: addresses, the apps behind them, and a client that loses requests and replies."""

import asyncio
import re
import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from chassis.client import Reply, Unreachable
from tests.faults.each_call.sites import ONCE, TWICE, Sites

_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}")


class Doors:
    """The apps of the house by their address (`http://host:port`), all on one loop in one thread."""

    def __init__(self) -> None:
        self._apps: dict[str, httpx.AsyncClient] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="doors", daemon=True)
        self._thread.start()

    def open(self, address: str, app: Any) -> None:
        self._apps[address] = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=address)

    def ask(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        parts = urlsplit(url)
        client = self._apps[f"{parts.scheme}://{parts.netloc}"]
        answer = self.run(client.request(method, url, content=body, headers=dict(headers)))
        return Reply(answer.status_code, answer.content)

    def run(self, work: Any) -> Any:
        """A coroutine of the loop, waited for."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class ClientPort:
    """`chassis.client.HttpClient` for one caller: its request may be lost before, the reply after it was carried out.

    A GET changes nothing, but for the bank file, whose reading is on record.
    """

    def __init__(self, doors: Doors, who: str, port: str, sites: Sites) -> None:
        self._doors, self._who, self._port, self._sites = doors, who, port, sites

    def post(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Reply:
        return self._ask("POST", url, body, {"Content-Type": "application/json", **(headers or {})})

    def put(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Reply:
        return self._ask("PUT", url, body, {"Content-Type": "application/json", **(headers or {})})

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply:
        return self._ask("GET", url, None, dict(headers or {}))

    def _ask(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        changes = method != "GET" or url.endswith("/bank-file")
        mode = self._sites.at(self._port, self._who, f"{method} {_place(url)}", TWICE if changes else ONCE)
        if mode == "before":
            raise Unreachable("connect")
        reply = self._doors.ask(method, url, body, headers)
        if mode == "after":
            raise Unreachable("timeout")
        return reply


def _place(url: str) -> str:
    """The address without ids; all agencies are one place."""
    parts = urlsplit(url)
    return "{agency}/registry/search" if parts.path.endswith("/registry/search") else _IDS.sub("{id}", parts.path)
