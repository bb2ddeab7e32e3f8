"""Verification with a household whose report is out, and a question that waits for its answer."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Final

from dci.keys import SigningKey
from tests.integration.verification.applications import submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.letters import Asked, read, read_all, written
from tests.integration.verification.sheets import XLSX, bring, confirm, file_of, fill, taken_out
from tests.security.worlds.world import COUNTY, UNION, Ask, World
from tests.support.service import START

SETTLEMENT: Final = "/v1/households/{household}/contradictions/{contradiction}/settlement"


class VerificationWorld(World):
    name = "verification"
    hosted: Town

    def __init__(self, hosted: Town) -> None:
        super().__init__(hosted)
        self._days = count(1)
        hosted.made_ready()
        self._keys = count(1)
        household = hosted.apply(submitted(hosted.service.vault, POPULATION.households[0].body, org_path=UNION))
        hosted.deliver()
        sheet, self.filled = self._answered_by_sheet()
        hosted.reported(household)
        answered = "SELECT id::text FROM events WHERE subject = %s AND type LIKE '%%.AnswerRecorded.v1' LIMIT 1"
        self.objects = {"household": household, "event": hosted.one(answered, household), "sheet": sheet}
        for last in ("writings", "answers/{event}/signed-body", "evidence"):
            path = f"POST /v1/households/{{household}}/{last}"
            self.ready[path] = lambda: Ask(self.objects, {"reason": "核实申诉"})
        self.ready |= {
            f"POST {SETTLEMENT}": lambda: self.on(self.contradicted(), {"stands": 2, "reason": "来函更正"}),
            f"POST {SETTLEMENT}/second-signature": lambda: self.on(self.settled(), {"signature": "given"}),
            "POST /v1/tasks/{task}/take": lambda: self.of_a_task({}),
            "POST /v1/tasks/{task}/hand-over": lambda: self.of_a_task({"to": "li.wei", "reason": "absent"}),
            "POST /v1/tasks/hand-over-all": self.handing_all_over,
        }
        self.ready |= {
            "GET /v1/agency-keys/received-since": self.stolen,
            "POST /v1/agency-keys": lambda: Ask(body=self.key()),
            "POST /v1/agency-keys/confirmation": lambda: Ask(body=self.proposed_key()),
        }
        self.ready |= {
            "GET /v1/directory": lambda: Ask(query="?region=440507"),
            "POST /v1/directory/offices": lambda: Ask(body=self.office()),
            "POST /v1/directory/offices/confirmation": lambda: Ask(body=self.proposed_office()),
        }

        file = {"files": {"file": ("sheet.xlsx", self.filled, XLSX)}}
        for last in ("answers", "answers/confirmation"):
            self.ready[f"POST /v1/question-sheets/{{sheet}}/{last}"] = lambda: Ask(self.objects, form=file)
        self.ready["POST /v1/question-sheets"] = lambda: Ask(body={"agency": "disabled_federation", "again": True})
        self.waiting()  # a question that the sheet's agency has not answered
        self.seen = {household, sheet}

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

    def key(self) -> dict[str, Any]:
        """Each time another one, so that it is news."""
        new = SigningKey.generate("tax", f"new-{next(self._keys)}").known(datetime.now(UTC) + timedelta(days=1))
        return {
            "sender": new.sender_id,
            "key_id": new.key_id,
            "algorithm": new.algorithm,
            "public_key": new.public_key,
            "valid_from": new.valid_from.isoformat(),
            "reason": "部门来函",
        }

    def proposed_key(self) -> dict[str, Any]:
        body = self.key()
        self.kept("/v1/agency-keys", body, "an-operator")
        return body

    def kept(self, path: str, body: dict[str, Any], by: str) -> None:
        answer = self.hosted.post(path, body, "operator", subject=by)
        assert answer.status_code == 200, answer.text

    def stolen(self) -> Ask:
        """A key under which no other act here is answered, as if it had been in other hands ever since."""
        key = self.hosted.agency_keys["education"]
        known = self.hosted.get("/v1/agency-keys?sender=education", "operator").json()["items"]
        body = next(one for one in known if one["key_id"] == key.key_id)
        told = {name: body[name] for name in ("sender", "key_id", "algorithm", "public_key", "valid_from")}
        told |= {"reason": "私钥外泄", "revoked_from": body["valid_from"]}
        self.kept("/v1/agency-keys", told, "an-operator")
        self.kept("/v1/agency-keys/confirmation", told, "another-operator")
        return Ask(query=f"?sender=education&key_id={key.key_id}")

    def _answered_by_sheet(self) -> tuple[str, bytes]:
        """The sheet's number, and the file that two people brought back."""
        sheet = taken_out(self.hosted, agency="disabled_federation", org_path=UNION).json()["question_sheet"]
        filled = fill(file_of(self.hosted, sheet), lambda given: {"查无记录": "是"})
        bring(self.hosted, sheet, filled)
        assert confirm(self.hosted, sheet, filled).status_code == 200
        return sheet, filled

    def waiting(self) -> tuple[str, Asked]:
        """A household, and a question about it that its agency has taken and not answered."""
        agencies, self.hosted.agencies = self.hosted.agencies, None
        body = POPULATION.households[1].body
        household = self.hosted.apply(submitted(self.hosted.service.vault, body, org_path=UNION))
        before = len(self.hosted.asked)
        self.hosted.deliver()
        self.hosted.agencies = agencies
        return household, read(*self.hosted.asked[before])[0]

    def contradicted(self) -> str:
        """A household of which the tax bureau has said two things."""
        household, _ = self.waiting()
        (asked,) = (one for one in read_all(self.hosted.asked) if one.item == "tax" and household in one.transaction_id)
        for income in ("10.00", "9000.00"):
            record = {"person": asked.tokens[0], "monthly_income": income}
            self.hosted.callback(written(asked, self.hosted.agency_keys["tax"], record))
        self.seen.add(household)
        return household

    def settled(self) -> str:
        """By one reviewer: another must sign."""
        household = self.contradicted()
        ask = self.on(household, {"stands": 2, "reason": "来函更正"})
        path = SETTLEMENT.format_map(ask.path)
        answer = self.door.post(path, json=ask.body, headers={**self.who("reviewer", org_path=UNION), **ask.headers})
        assert answer.status_code == 200, answer.text
        return household

    def on(self, household: str, body: Any) -> Ask:
        """About its contradiction, as it stands."""
        path = f"/v1/households/{household}/contradictions"
        seen = self.door.get(path, headers=self.who("reviewer", org_path=UNION)).headers["ETag"]
        return Ask({"household": household, "contradiction": "1.tax"}, body, headers={"If-Match": seen})

    def of_a_task(self, body: Any) -> Ask:
        return Ask({"task": self.task_of(self.contradicted())}, body)

    def handing_all_over(self) -> Ask:
        household, who = self.contradicted(), f"leaves-{next(self._people)}"
        headers = self.who("reviewer", org_path=UNION, subject=who)
        assert self.door.post(f"/v1/tasks/{self.task_of(household)}/take", json={}, headers=headers).status_code == 200
        return Ask(body={"from": who, "to": "li.wei", "reason": "left"})

    def task_of(self, household: str) -> str:
        return str(self.hosted.one("SELECT task FROM tasks WHERE household = %s", household))

    def answer(self, asked: Asked) -> bytes:
        """The agency's, signed."""
        return written(asked, self.hosted.agency_keys[asked.agency])
