"""A small real set-up around the agencies app: somebody who asks, a clock to move, and a door to listen at."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
from starlette.testclient import TestClient

from agencies.app import create_app
from agencies.behaviour import Behaviour
from agencies.journal import Journal
from agencies.partners import Partners, make_keys
from agencies.population import generate
from chassis.client import Reply, Unreachable
from dci import receiver
from dci.aid_reports import ReportedAid, read_aid_reports
from dci.answers import Answer, read_answers
from dci.keys import KeyHistory, SigningKey
from dci.questions import Person, Question, SignedQuestion, ask
from dci.receiver import Accepted, H, Kind, M, accept

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 1, 4, tzinfo=UTC)
POPULATION = generate(40, 1, date(2026, 11, 1))
CALLBACK = "http://127.0.0.1:1/registry/on-search"
NOTIFY = "http://127.0.0.1:2/registry/notify"
VERIFICATION = SigningKey.generate("verification", "1")
SECRET_KEYS, PUBLIC_KEYS = make_keys(LONG_AGO)
AGENCY_KEYS = KeyHistory(PUBLIC_KEYS)
PARTNERS = Partners(
    keys=[VERIFICATION.known(LONG_AGO)],
    callbacks={"verification": ["http://127.0.0.1:1/"]},
    ledger_id="ledger",
    notify_url=NOTIFY,
)


class MovedClock:
    """Business time that stands still until it is moved."""

    def __init__(self) -> None:
        self.instant = SUNDAY

    def now(self) -> datetime:
        return self.instant

    def move(self, **by: float) -> None:
        self.instant += timedelta(**by)


class Listener:
    """The other end of every letter. `fails`: how many attempts find nobody at home first; `doubts`: how many are
    told that their signature is not believed."""

    def __init__(self, fails: int = 0, doubts: int = 0) -> None:
        self._lock = Lock()
        self.fails = fails
        self.doubts = doubts
        self.bodies: list[tuple[str, bytes]] = []

    def post(self, url: str, body: bytes) -> Reply:
        with self._lock:
            if self.fails > 0:
                self.fails -= 1
                raise Unreachable("connect")
            if self.doubts > 0:
                self.doubts -= 1
                return Reply(401, b"{}")
            self.bodies.append((url, body))
            return Reply(200, b"{}")

    def accepted(self, kind: Kind[H, M], url: str) -> list[Accepted[H, M]]:
        """What came to an address and carries a right signature."""
        heard = [accept(body, AGENCY_KEYS, datetime.now(UTC), kind) for to, body in list(self.bodies) if to == url]
        return [one for one in heard if isinstance(one, Accepted)]

    def answers(self) -> list[Answer]:
        return [
            answer
            for one in self.accepted(receiver.ON_SEARCH, CALLBACK)
            for answer in read_answers(one.header, one.message)
        ]

    def reports(self) -> list[ReportedAid]:
        return [report for one in self.accepted(receiver.NOTIFY, NOTIFY) for report in read_aid_reports(one.message)]


class Office:
    """The app in a test client, with what stands around it."""

    def __init__(self, client: TestClient, clock: MovedClock, listener: Listener) -> None:
        self.client, self.clock, self.listener = client, clock, listener

    def ask(self, question: Question, message_id: str = "m-1", **changes: Any) -> tuple[int, SignedQuestion]:
        asked = signed(question, message_id, **changes)
        reply = self.client.post(f"/{question.agency}/registry/search", content=asked.body)
        return reply.status_code, asked

    def pending(self) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get("/pending").json()
        return found

    def is_quiet(self) -> bool:
        return bool(self.pending()["quiet"])


@contextmanager
def opened(
    behaviour: Behaviour | None = None,
    journal: Path | None = None,
    listener: Listener | None = None,
    inspection_token: str | None = None,
) -> Iterator[Office]:
    """The agencies at work; aid of the `before` kind is reported at once."""
    clock, listener = MovedClock(), listener or Listener()
    app = create_app(
        POPULATION,
        load_keys_from_memory(),
        PARTNERS,
        behaviour or Behaviour(),
        Journal(journal),
        clock,
        listener.post,
        inspection_token,
    )
    with TestClient(app) as client:
        yield Office(client, clock, listener)


def question(item: str = "tax", agency: str = "tax", reference: str = "r-1", household: int = 0) -> Question:
    """About all members of one household, under the tokens p0, p1, …"""
    members = POPULATION.households[household].body["members"]
    persons = tuple(Person(id_number=one["id_number"], token=f"p{n}") for n, one in enumerate(members))
    return Question("t-1", reference, agency, item, persons, SUNDAY, "GX-1")


def signed(asked: Question, message_id: str, key: SigningKey = VERIFICATION, uri: str = CALLBACK) -> SignedQuestion:
    return ask([asked], key, message_id=message_id, sender_uri=uri, receiver_id=asked.agency, now=datetime.now(UTC))


def load_keys_from_memory() -> dict[str, SigningKey]:
    stored = msgspec.json.decode(SECRET_KEYS, type=list[msgspec.Raw])
    return {key.sender_id: key for key in (SigningKey.load(bytes(one)) for one in stored)}
