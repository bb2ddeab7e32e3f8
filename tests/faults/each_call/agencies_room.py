"""The mock agencies in the house: their letters leave when the house says so, one attempt each."""

import shutil
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agencies import app as agencies_app
from agencies import partners
from agencies.journal import Journal
from agencies.letters import Letter
from agencies.outbox import Outbox, Rest
from agencies.population import Population
from chassis.client import Reply, Unreachable
from chassis.clock import Clock
from dci.aid_reports import AidReport, notify_body
from machine.key_files import KeyFiles
from tests.faults.each_call.people import BEHAVIOUR
from tests.faults.each_call.wire import ClientPort, Doors

REPORT = "charity-early"


class SteppedOutbox(Outbox):
    """An outbox without threads: `step` tries each letter that is due once."""

    last: "SteppedOutbox"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._letters: list[Letter] = []
        SteppedOutbox.last = self

    def put(self, letter: Letter) -> None:
        self._letters.append(letter)

    def step(self) -> int:
        now = self._clock.now()
        due = [letter for letter in self._letters if letter.due <= now]
        for letter in due:
            if self._attempt(letter):
                self._sent(letter)
                self._letters.remove(letter)
        return len(due)

    def rest(self) -> Rest:
        now = self._clock.now()
        later = [letter.due for letter in self._letters if letter.due > now]
        return Rest(len(self._letters) - len(later), 0, len(later), min(later, default=None))

    def start(self, threads: int = 0) -> None:
        """No thread is needed."""

    def stop(self) -> None:
        """Nothing runs."""


class AgenciesRoom:
    """Opened again for each run, from the journal as it stood at the beginning of the stage."""

    def __init__(self, population: Population, keys: KeyFiles, clock: Clock, doors: Doors, post: ClientPort) -> None:
        self._population, self._clock, self._doors, self._post = population, clock, doors, post
        self._keys = partners.load_keys(keys.agency_keys)
        self._partners = partners.load_partners(keys.partners)
        self._journal = keys.folder / "agencies.journal"
        self._running: AbstractAsyncContextManager[Any] | None = None

    def open(self, address: str) -> None:
        self.close()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(agencies_app, "Outbox", SteppedOutbox)
            app = agencies_app.create_app(
                self._population,
                self._keys,
                self._partners,
                BEHAVIOUR,
                Journal(self._journal),
                self._clock,
                self._post.post,
            )
        self._running = app.router.lifespan_context(app)
        self._doors.run(self._running.__aenter__())
        self._doors.open(address, app)

    def step(self) -> int:
        return SteppedOutbox.last.step()

    def pending(self) -> bool:
        return SteppedOutbox.last.rest().due > 0

    def report(self, aid: AidReport) -> None:
        """Its giver tells the ledger, again and again until it is answered. Mock agencies have no second thoughts of
        their own, so this is no letter of their journal."""
        reply = None
        while reply is None or reply.status >= 500:
            reply = self._told(aid)
        assert reply.status == 202, reply.body

    def _told(self, aid: AidReport) -> Reply | None:
        assert self._partners.notify_url is not None
        now = datetime.now(UTC)
        body = notify_body(
            REPORT,
            [(REPORT, aid)],
            self._keys[aid.giver],
            message_id=f"{REPORT}-{aid.standing}",
            receiver_id=str(self._partners.ledger_id),
            reported_at=self._clock.now(),
            now=now,
        )
        try:
            return self._post.post(self._partners.notify_url, body)
        except Unreachable:
            return None

    def keep(self, place: Path) -> None:
        shutil.copy(self._journal, place)

    def put_back(self, place: Path, address: str) -> None:
        self.close()
        shutil.copy(place, self._journal)
        self.open(address)

    def close(self) -> None:
        if self._running is not None:
            self._doors.run(self._running.__aexit__(None, None, None))
            self._running = None
