"""Intake on a real PostgreSQL: its door through a test client, its lane running, other services as messages."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from chassis import rebuild
from services.intake.bootstrap import bootstrap
from tests.support.parameters import keep, told
from tests.support.places import organisations_file
from tests.support.service import Begin, Hosted, Key, SettingsOf, app_of
from tests.support.until import wait_until

UNION = "44/4405/440507/longhu-dianzi"
COUNTY = Hosted.org_path
UNTOLD = {"Accessed", "IdentityMarked", "DuplicateProposed", "DuplicateLapsed", "DuplicateDecided"}


class Intake(Hosted):
    def post(self, path: str, body: Any, role: str = "case_worker", org_path: str | None = None, **more: str) -> Any:
        return super().post(path, body, role, org_path, **more)

    def set_parameter(self, body: dict[str, Any]) -> Any:
        """Proposed by one lawkeeper of the city, confirmed by another."""
        self.post("/v1/parameters", body, "lawkeeper", "44/4405")
        return self.post("/v1/parameters/confirmation", body, "lawkeeper:second", "44/4405")

    def submitted(self, body: dict[str, Any]) -> str:
        answer = self.post("/v1/applications", body, "portal", UNION)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["household"])

    def decide(self, household: str, **body: Any) -> Any:
        seen = self.get(f"/v1/households/{household}").headers["ETag"]
        return self.post(f"/v1/households/{household}/decision", body, "reviewer", **{"If-Match": seen})

    def sign(self, household: str, what: str = "decision", by: str = "another-reviewer", **body: Any) -> Any:
        """The second signature under a decision or a closing, by another person."""
        path = f"/v1/households/{household}"
        seen = self.get(path).headers["ETag"]
        headers = self.headers("reviewer", subject=by, **{"If-Match": seen})
        sent = {"signature": "given", **body}
        return self.door.post(f"{path}/{what}/second-signature", json=sent, headers=headers)

    def answer_objection(self, household: str, by: str = "who-answers", **body: Any) -> Any:
        """By a reviewer who had no part in the decision."""
        sent = {"outcome": "dismissed", "text": "经核实收入属实", **body}
        headers = self.headers("reviewer", subject=by)
        return self.door.post(f"/v1/households/{household}/objection/answer", json=sent, headers=headers)

    def story(self, subject: str) -> list[str]:
        """What happened; that somebody looked at it, and whom it is like, is no part of it."""
        return [name for name in super().story(subject) if name not in UNTOLD]

    def events(self, subject: str) -> list[Any]:
        """Its own, without what it is compared by."""
        return [event for event in super().events(subject) if type(event).__name__ not in UNTOLD - {"Accessed"}]

    def status(self, household: str) -> str:
        return str(self.get(f"/v1/households/{household}").json()["status"])

    def drifted(self) -> dict[str, Any]:
        """Read models that differ from their replay from zero."""
        found: dict[str, Any] = {}
        with self.service.store.pool.connection() as connection:
            for models in self.service.read_models:
                found |= rebuild.drift(connection, self.service.store.codec, models.project, models.tables)
        return found

    def claims(self) -> dict[str, str]:
        return dict(self.rows("SELECT person, household FROM claims"))


@pytest.fixture
def make_intake(settings_of: SettingsOf, begin: Begin, key: Key, tmp_path: Path) -> Callable[..., Intake]:
    def make(parameters: bool = True, regions_file: Path | None = None, **more: Any) -> Intake:
        nowhere = dict.fromkeys(("verification", "assistance"), "postgresql://x@localhost/x")
        organisations = organisations_file(tmp_path)
        settings = settings_of(
            "intake", organisations_file=organisations, regions_file=regions_file, sources=nowhere, **more
        )
        made = Intake(begin(bootstrap, settings), key)
        if parameters:
            keep(made.service, told())
        return made

    return make


@pytest.fixture
def intake(make_intake: Callable[..., Intake]) -> Intake:
    return make_intake()


@pytest.fixture
def address(intake: Intake) -> Iterator[str]:
    """Served over a socket, as a portal finds it."""
    server = uvicorn.Server(uvicorn.Config(app_of(intake.service), port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        wait_until(lambda: server.started, "the server listens")
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
