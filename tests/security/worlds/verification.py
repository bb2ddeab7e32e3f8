"""Verification with a household whose report is out, and a question that waits for its answer."""

from datetime import timedelta
from itertools import count
from typing import Any

from tests.integration.verification.applications import submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.letters import Asked, read, written
from tests.security.worlds.world import COUNTY, UNION, Ask, World
from tests.support.service import START


class VerificationWorld(World):
    name = "verification"
    hosted: Town

    def __init__(self, hosted: Town) -> None:
        super().__init__(hosted)
        self._days = count(1)
        household = hosted.apply(submitted(hosted.service.vault, POPULATION.households[0].body, org_path=UNION))
        hosted.deliver()
        hosted.reported(household)
        answered = "SELECT id::text FROM events WHERE subject = %s AND type LIKE '%%.AnswerRecorded.v1' LIMIT 1"
        self.objects = {"household": household, "event": hosted.one(answered, household)}
        for last in ("writings", "answers/{event}/signed-body"):
            path = f"POST /v1/households/{{household}}/{last}"
            self.ready[path] = lambda: Ask(self.objects, {"reason": "核实申诉"})
        self.seen = {household}
        self.ready |= {
            "GET /v1/directory": lambda: Ask(query="?region=440507"),
            "POST /v1/directory/offices": lambda: Ask(body=self.office()),
            "POST /v1/directory/offices/confirmation": lambda: Ask(body=self.proposed_office()),
        }

    def office(self) -> dict[str, Any]:
        """Each time from another day on, so that it is news."""
        day = START.date() + timedelta(days=next(self._days))
        answers = [{"items": ["tax"], "places": ["440507"]}]
        what = {"office": "tax-440507", "name": "龙湖区税务局", "url": "https://tax.example/440507", "source": "示例"}
        return {**what, "answers": answers, "from": day.isoformat()}

    def proposed_office(self) -> dict[str, Any]:
        body = self.office()
        answer = self.hosted.post("/v1/directory/offices", body, "lawkeeper", COUNTY)
        assert answer.status_code == 200, answer.text
        return body

    def waiting(self) -> tuple[str, Asked]:
        """A household, and a question about it that its agency has taken and not answered."""
        agencies, self.hosted.agencies = self.hosted.agencies, None
        body = POPULATION.households[1].body
        household = self.hosted.apply(submitted(self.hosted.service.vault, body, org_path=UNION))
        before = len(self.hosted.asked)
        self.hosted.deliver()
        self.hosted.agencies = agencies
        return household, read(*self.hosted.asked[before])[0]

    def answer(self, asked: Asked) -> bytes:
        """The agency's, signed."""
        return written(asked, self.hosted.agency_keys[asked.agency])
