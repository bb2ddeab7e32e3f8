"""A stranger's side of the standard: a client written from `docs/signatures.md` alone, and a listener for callbacks.

Nothing of ours makes what is sent here. The functions of the page are taken from the page.
"""

import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
from starlette.testclient import TestClient

from agencies.app import create_app
from agencies.behaviour import Behaviour
from agencies.journal import Journal
from agencies.partners import Partners
from agencies.population import Population, generate
from chassis.client import Reply
from tests.conformance import schemas
from tests.support.until import wait_until
from tests.unit.agencies.office import MovedClock, load_keys_from_memory

PAGE = (Path(__file__).parents[2] / "docs" / "signatures.md").read_text(encoding="utf-8")
BASE = "http://127.0.0.1:9"
SIGNED_AS = "stranger.example"


def client_of_the_page() -> dict[str, Any]:
    """The page's own lines, as a reader runs them."""
    (code,) = re.findall(r"<!-- example: client -->\n```python\n(.*?)\n```", PAGE, flags=re.DOTALL)
    room: dict[str, Any] = {}
    exec(code, room)  # noqa: S102
    return room


class Stranger:
    """Speaks as JSON files would: dictionaries in, dictionaries out."""

    def __init__(self, seed: str, post: Callable[[str, bytes, dict[str, str]], Any]) -> None:
        self._sign, self._seed, self._post = client_of_the_page()["signed_body"], seed, post
        self.heard: list[tuple[str, dict[str, Any]]] = []

    def envelope(self, action: str, message: dict[str, Any], to: str, **header: Any) -> bytes:
        given = {
            "version": "1.0.0",
            "message_id": str(uuid.uuid4()),
            "message_ts": now(),
            "action": action,
            "sender_id": SIGNED_AS,
            "sender_uri": f"{BASE}/registry/{CALLBACKS[action]}",
            "receiver_id": to,
            "total_count": 1,
        } | header
        told = {name: value for name, value in given.items() if value is not None}
        return bytes(self._sign(told, message, SIGNED_AS, "1", self._seed, int(time.time())))

    def send(self, to: str, path: str, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
        answer = self._post(f"/{to}/{path}", body, headers)
        return answer.status_code, answer.json()

    def hear(self, url: str, body: bytes) -> Reply:
        whole = msgspec.json.decode(body)
        schemas.require_message(whole)
        self.heard.append((url, whole))
        return Reply(200, b'{"message":{"ack_status":"ACK"}}')

    def heard_for(self, correlation_id: str) -> dict[str, Any]:
        """The one callback to a request, by what its ack said."""

        def found() -> list[dict[str, Any]]:
            return [one for _, one in self.heard if one["message"].get("correlation_id") == correlation_id]

        wait_until(found, "the callback")
        (only,) = found()
        return only


CALLBACKS = {
    "search": "on-search",
    "subscribe": "on-subscribe",
    "unsubscribe": "on-unsubscribe",
    "txn-status": "txn/on-status",
}


def now() -> str:
    return datetime.now(UTC).isoformat()


class Registry:
    """The agencies, and a stranger whose key they know."""

    def __init__(self, population: Population, client: TestClient, stranger: Stranger) -> None:
        self.population, self.client, self.stranger = population, client, stranger


@contextmanager
def registry(seed: str, known: Any, behaviour: Behaviour | None = None, **given: Any) -> Iterator[Registry]:
    """Agencies of their own, whose registers may change."""
    population = generate(20, 3, date(2026, 11, 1))
    partners = Partners(keys=[known], callbacks={SIGNED_AS: [f"{BASE}/"]}, **given)
    holder: list[Stranger] = []
    app = create_app(
        population,
        load_keys_from_memory(),
        partners,
        behaviour or Behaviour(),
        Journal(None),
        MovedClock(),
        lambda url, body: holder[0].hear(url, body),
    )
    with TestClient(app) as client:
        holder.append(Stranger(seed, lambda path, body, headers: client.post(path, content=body, headers=headers)))
        yield Registry(population, client, holder[0])
