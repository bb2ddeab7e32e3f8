"""Intake with a household in each state that a route takes one in."""

import itertools
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from contracts.assistance import ExitProposed
from contracts.verification import LeadReceived
from kernel.calendar import business_date
from tests.integration.intake.applications import application, id_number, name, report
from tests.integration.intake.conftest import UNION, Intake
from tests.security.worlds.world import COUNTY, Ask, Ready, World
from tests.support import neighbours
from tests.support.rosters import XLSX, good_row, sheet_of
from tests.support.service import START
from tests.unit.intake.papers.samples import png

HOUSEHOLD = "/v1/households/{household}"
PORTAL = "person-portal"
WENT_ALONG = "who-went-along"
WEBHOOK = {"url": "https://portal.example/told", "events": ["application.under_verification"]}
CONSENT_UNTIL = "2031-10-30"
OF_A_HOUSEHOLD = f"POST {HOUSEHOLD}"
OF_ITS_PORTAL = (
    f"{OF_A_HOUSEHOLD}/resubmission", f"{OF_A_HOUSEHOLD}/withdrawal", f"{OF_A_HOUSEHOLD}/consent/withdrawal",
    f"{OF_A_HOUSEHOLD}/changes", f"{OF_A_HOUSEHOLD}/attachments", f"GET {HOUSEHOLD}/attachments",
)  # fmt: skip
"""Where a portal is told 404 of what another brought in."""


class IntakeWorld(World):
    name = "intake"
    hosted: Intake

    def __init__(self, hosted: Intake) -> None:
        super().__init__(hosted)
        self._sequences = itertools.count(1)
        self._days = itertools.count(9, 9)
        self._numbers = itertools.count(1)
        self.person = next(self._sequences)
        self._stopped = [next(self._sequences) for _ in range(20)]
        household = self.reviewed(self.person)
        self.waiting_for_a_signature()
        self.change_waits()
        hosted.get(f"/v1/households/{household}")
        self.post(household, "withdrawal", {"reason": "已就业"}, "case_worker", who="who-withdrew")
        task = str(hosted.one("SELECT task FROM tasks LIMIT 1"))
        self.objects = {"household": household, "task": task, "roster": self.surveyed()}
        self.seen = {household, *(row[0] for row in hosted.rows("SELECT household FROM households"))}
        self.seen |= {row[0] for row in hosted.rows("SELECT DISTINCT applied_by FROM households")}
        self.seen.add(self.objects["roster"])
        self.ready = self._asks() | self._asks_of_a_portal()
        its_portals = (f"GET {HOUSEHOLD}/explanation", "GET /v1/applications/{household}/status", *OF_ITS_PORTAL)
        self.owners = dict.fromkeys([*self._asks_of_a_portal(), *its_portals], PORTAL)
        self.owners[f"{OF_A_HOUSEHOLD}/visits/{{visit}}/confirmation"] = WENT_ALONG

    def _asks(self) -> dict[str, Ready]:
        decisions = {
            "resubmission": self.sending_papers,
            "withdrawal": lambda: self.on(self.submitted(), {"reason": "已就业"}),
            "consent/withdrawal": lambda: self.on(self.submitted(), {"reason": "不再同意"}),
            "decision": lambda: self.on(self.reviewed(), {"decision": "approve"}),
            "decision/second-signature": lambda: self.on(self.waiting_for_a_signature(), {"signature": "given"}),
            "finding": lambda: self.on(self.reviewed(), {"difficulty_found": True, "reason": "走访"}),
            "objection": lambda: self.on(self.on_notice(), {"text": "少报一人"}),
            "objection/answer": lambda: self.on(self.objected(), {"outcome": "upheld", "text": "属实"}),
            "second-look": lambda: self.on(self.refused_on_what_was_wrong(), {"outcome": "stands", "reason": "复看"}),
            "notice/sheets": lambda: self.on(self.on_notice(), {"place": "公告栏", "shown_on": self.today()}),
            "block-settlement": lambda: self.on(self.blocked(), {"action": "retry"}),
            "file-number": lambda: self.on(self.opened(), self.number()),
            "contact-attempts": lambda: self.on(
                self.opened(), {"on": self.today(), "way": "phone", "reached": False, "note": "无人接听"}
            ),
            "changes": lambda: self.on(self.opened(), self.change()),
            "changes/{change}/decision": self.change_waits,
            "move": lambda: self.on(self.opened(), self.move()),
            "recheck": lambda: self.on(self.rechecked(), {"decision": "keep", "clause": "三(一)"}),
            "recheck/second-signature": lambda: self.on(self.keeping_waits(), {"signature": "given"}),
            "merge": self.merging,
            "transfer": self.transferring,
            "split": lambda: self.on(*self.splitting()),
            "rearrangements/{rearrangement_id}/decision": self.rearrangement_waits,
            "closing": lambda: self.on(self.about_to_exit(), {"reason": "exit"}),
            "closing/second-signature": lambda: self.on(self.closing_waits(), {"signature": "given"}),
            "visits": lambda: self.on(self.reviewed(), self.visit()),
            "visits/{visit}/confirmation": self.a_visit_waits,
            "attachments": lambda: Ask({"household": self.submitted()}, form=self.paper()),
            "attachments/{attachment}/opening": lambda: self.on_a_paper({"reason": "核对诊断"}),
            "attachments/{attachment}/withdrawal": lambda: self.on_a_paper({"reason": "传错"}),
            "writings": lambda: self.on(self.reviewed(), {"reason": "答复信访"}),
            "unmask": lambda: self.on(self.reviewed(), {"reason": "电话核实"}),
        }
        return {f"{OF_A_HOUSEHOLD}/{last}": ask for last, ask in decisions.items()} | {
            "POST /v1/consent-forms/numbers": lambda: Ask(body={"org_path": UNION, "form_version": "2026-A"}),
            "POST /v1/applications": lambda: Ask(body=self.application(next(self._sequences))),
            "POST /v1/search/by-name": self.known_by_name,
            "POST /v1/search": lambda: Ask(body={"id_number": id_number(self.person)}),
            "POST /v1/rosters": lambda: Ask(form={"files": {"file": ("r.xlsx", self.roster(), XLSX)}}),
            "POST /v1/rosters/{roster}/differences/decisions": lambda: self.of_a_roster(
                {"decision": "leave", "reason": "已变更", "outcome": "changed"}
            ),
            "GET /v1/unchanged-files": self.an_open_file,
            "GET /v1/moves": self.listing_moves,
            "GET /v1/moves/{move}": self.move_waits,
            "POST /v1/moves/{move}/decision": self.move_waits,
            "GET /v1/leads": self.listing_leads,
            "GET /v1/leads/{lead}": self.a_lead_waits,
            "POST /v1/leads/{lead}/visit": self.a_lead_waits,
            "POST /v1/campaigns": lambda: self.proposing_a_campaign(),
            "GET /v1/campaigns": self.listing_campaigns,
            "GET /v1/campaigns/{campaign}": self.a_campaign_waits,
            "POST /v1/campaigns/{campaign}/decision": self.a_campaign_waits,
            "GET /v1/duplicates": self.listing_duplicates,
            "POST /v1/duplicates/{pair}/decision": self.a_pair_waits,
            "GET /v1/roster-stops": self.listing_stops,
            "POST /v1/roster-stops/{stop}/decision": self.a_roster_stopped,
            "POST /v1/tasks/{task}/take": lambda: self.of_a_task({}),
            "POST /v1/tasks/{task}/hand-over": lambda: self.of_a_task({"to": "li.wei", "reason": "absent"}),
            "POST /v1/tasks/hand-over-all": self.handing_all_over,
            "POST /v1/parameters": lambda: Ask(body=self.parameter()),
            "POST /v1/parameters/confirmation": lambda: Ask(body=self.proposed_parameter()),
            "GET /v1/parameters": lambda: Ask(query="?region=440507"),
            "GET /v1/parameters/waiting": lambda: Ask(query="?region=440507"),
            "GET /v1/households": lambda: Ask(query="?limit=200"),
            "GET /v1/notices": self.listing_notices,
            f"GET {HOUSEHOLD}/notice": lambda: Ask({"household": self.on_notice()}),
            f"POST {HOUSEHOLD}/notice/sheets/{{sheet}}/taking-down": self.taking_a_sheet_down,
        }

    def _asks_of_a_portal(self) -> dict[str, Ready]:
        """About its own webhook, which it sets again whenever it is gone."""
        one = "/v1/webhooks/{name}"
        return {
            f"PUT {one}": lambda: Ask({"name": "status"}, WEBHOOK),
            f"GET {one}": self.of_a_webhook,
            f"DELETE {one}": self.of_a_webhook,
            f"GET {one}/deliveries": self.of_a_webhook,
            f"POST {one}/secret": self.of_a_secret,
            f"POST {one}/deliveries/{{delivery}}/replay": self.of_a_delivery,
        }

    def of_a_webhook(self) -> Ask:
        headers = self.hosted.headers("portal", subject=PORTAL)
        self.done(self.hosted.door.put("/v1/webhooks/status", json=WEBHOOK, headers=headers))
        return Ask({"name": "status"})

    def of_a_secret(self) -> Ask:
        return Ask(self.of_a_webhook().path, {"old_valid_hours": 0})

    def of_a_delivery(self) -> Ask:
        self.of_a_webhook()
        self.submitted()
        delivery = self.hosted.one("SELECT delivery::text FROM webhook_deliveries ORDER BY happened_at DESC LIMIT 1")
        return Ask({"name": "status", "delivery": str(delivery)}, {})

    def known_by_name(self) -> Ask:
        person = next(self._sequences)
        self.seen.add(self.reviewed(person))
        return Ask(body={"name": name(person)})

    def on(self, household: str, body: Any) -> Ask:
        """About this household, as it stands."""
        seen = self.hosted.get(f"/v1/households/{household}").headers["ETag"]
        return Ask({"household": household}, body, headers={"If-Match": seen})

    def an_open_file(self) -> Ask:
        self.seen.add(self.opened())
        return Ask(query="?before=2199-12-31")

    def of_a_task(self, body: Any) -> Ask:
        """Papers that are waited for: anybody who works on applications sees to them."""
        return Ask({"task": self.task_of(str(self.sending_papers().path["household"]))}, body)

    def handing_all_over(self) -> Ask:
        household, who = self.reviewed(), f"leaves-{next(self._numbers)}"
        self.seen.add(household)
        path = f"/v1/tasks/{self.task_of(household)}/take"
        self.done(self.hosted.door.post(path, json={}, headers=self.hosted.headers("reviewer", subject=who)))
        return Ask(body={"from": who, "to": "li.wei", "reason": "left"})

    def task_of(self, household: str) -> str:
        return str(self.hosted.one("SELECT task FROM tasks WHERE household = %s", household))

    def submitted(self, *people: int) -> str:
        return self.hosted.submitted(self.application(*(people or [next(self._sequences)])))

    def application(self, *people: int, **changes: Any) -> dict[str, Any]:
        """With a consent that outlasts every notice that is waited for here."""
        body = application(*people, **changes)
        return body | {"consent": body["consent"] | {"valid_until": CONSENT_UNTIL}}

    def reviewed(self, *people: int) -> str:
        household = self.submitted(*people)
        self.hosted.hear(household, report())
        return household

    def refused_on_what_was_wrong(self) -> str:
        """Rejected on an income that the tax bureau then corrected."""
        household = self.submitted()
        self.hosted.hear(household, report(household_income=9_000_000))
        self.done(self.hosted.decide(household, decision="reject", clause="三(一)"))
        corrected = replace(report(), revision=1, because="corrected", revised=("tax",))
        self.hosted.hear(household, corrected)
        return household

    def sending_papers(self) -> Ask:
        person = next(self._sequences)
        household = self.reviewed(person)
        self.done(self.hosted.decide(household, decision="return", papers=["income_certificate"]))
        return self.on(household, self.application(person))

    def on_notice(self, *people: int) -> str:
        household = self.reviewed(*people)
        self.done(self.hosted.decide(household, decision="approve"))
        return household

    def objected(self) -> str:
        household = self.on_notice()
        self.post(household, "objection", {"text": "少报一人"}, "case_worker")
        return household

    def taking_a_sheet_down(self) -> Ask:
        household = self.on_notice()
        self.post(household, "notice/sheets", {"place": "公告栏", "shown_on": self.today()}, "case_worker")
        return Ask({"household": household, "sheet": "1"}, {"taken_down_on": self.today()})

    def listing_notices(self) -> Ask:
        self.seen.add(self.on_notice())
        return Ask()

    def today(self) -> str:
        return business_date(self.hosted.service.clock.now()).isoformat()

    def opened(self, *people: int) -> str:
        household = self.on_notice(*people)
        self.after_the_notice_of(household)
        return household

    def blocked(self) -> str:
        """Its second person is in another file, which is opened first."""
        other, shared = next(self._sequences), next(self._sequences)
        self.after_the_notice_of(self.on_notice(other, shared))
        household = self.on_notice(next(self._sequences), shared)
        self.after_the_notice_of(household)
        return household

    def about_to_exit(self) -> str:
        household = self.opened()
        self.hosted.hear(household, ExitProposed(rule="exit", months=("2026-05",), proof=()))
        return household

    def visit(self) -> dict[str, Any]:
        return {
            "method": "home_visit",
            "on": self.today(),
            "companion": WENT_ALONG,
            "found": {"lives_there": True},
        }

    def a_visit_waits(self) -> Ask:
        household = self.reviewed()
        self.post(household, "visits", self.visit(), "case_worker", who="who-visited")
        (visit,) = self.hosted.get(f"/v1/households/{household}").json()["visits"]
        asked = self.on(household, {"decision": "confirm"})
        return Ask({"household": household, "visit": visit["visit"]}, asked.body, headers=asked.headers)

    def closing_waits(self) -> str:
        household = self.opened()
        self.post(household, "closing", {"reason": "not_eligible", "text": "复核不符合条件"}, "reviewer")
        return household

    def change(self) -> dict[str, Any]:
        day = self.hosted.service.clock.now().date().isoformat()
        number = f"99999900{next(self._numbers):08d}"
        account = {"bank": "虚构银行", "number": number}
        return {"kind": "account", "on": day, "reason": "换卡", "account": account}

    def move(self) -> dict[str, Any]:
        return {"to": "44/4405/440507/longhu-jianzhu", "reason": "residence"}

    def move_waits(self) -> Ask:
        household = self.opened()
        self.post(household, "move", self.move(), "reviewer", who="who-proposed")
        move = self.hosted.get(f"/v1/households/{household}").json()["moving"]["move"]
        asked = self.on(household, {"decision": "withdraw", "reason": "本人不愿"})
        return Ask({"move": move}, asked.body, headers=asked.headers)

    def listing_moves(self) -> Ask:
        self.seen.add(self.move_waits().path["move"])
        return Ask(query="?limit=200")

    def a_lead_waits(self) -> Ask:
        lead, today = f"{next(self._numbers):040d}", self.hosted.service.clock.now().date()
        received = LeadReceived(
            agency="medical_insurance",
            kind="serious_illness_settled",
            reference="JS-1",
            region="440507",
            on=today,
            until=today + timedelta(days=30),
        )
        self.hosted.hear(lead, received)
        self.seen.add(lead)
        body = {"outcome": "contacted", "on": today.isoformat()}
        return Ask({"lead": lead}, body, headers={"If-Match": '"1"'})

    def listing_leads(self) -> Ask:
        self.a_lead_waits()
        return Ask(query="?limit=200")

    def proposing_a_campaign(self) -> Ask:
        household = self.opened()
        return Ask(body={"org_path": UNION, "reason": "audit", "ordered_by": "督查通知", "households": [household]})

    def a_campaign_waits(self) -> Ask:
        headers = self.hosted.headers("reviewer", subject="who-proposed")
        made = self.hosted.door.post("/v1/campaigns", json=self.proposing_a_campaign().body, headers=headers)
        self.done(made)
        return Ask({"campaign": made.json()["campaign"]}, {"decision": "begin"})

    def listing_campaigns(self) -> Ask:
        self.seen.add(self.a_campaign_waits().path["campaign"])
        return Ask(query="?limit=200")

    def change_waits(self) -> Ask:
        household = self.opened()
        self.post(household, "changes", self.change(), "case_worker", who="who-proposed")
        (change,) = self.hosted.get(f"/v1/households/{household}").json()["changes_waiting"]
        asked = self.on(household, {"decision": "approve"})
        return Ask({"household": household, "change": change}, asked.body, headers=asked.headers)

    def members_of(self, household: str) -> list[str]:
        return [one["token"] for one in self.hosted.get(f"/v1/households/{household}").json()["members"]]

    def merging(self) -> Ask:
        one, other = self.opened(), self.opened()
        going = [{"person": person, "relation": "other"} for person in self.members_of(one)]
        return self.on(one, {"into": other, "persons": going, "same": [], "reason": "同一家庭"})

    def transferring(self) -> Ask:
        one, other = self.opened(next(self._sequences), next(self._sequences)), self.opened()
        going = [{"person": self.members_of(one)[1], "relation": "other"}]
        return self.on(one, {"into": other, "persons": going, "reason": "迁居"})

    def splitting(self) -> tuple[str, dict[str, Any]]:
        household = self.opened(next(self._sequences), next(self._sequences))
        going = [{"person": self.members_of(household)[1], "relation": "self"}]
        return household, {"persons": going, "account": self.change()["account"], "reason": "分家"}

    def rearrangement_waits(self) -> Ask:
        household, body = self.splitting()
        self.post(household, "split", body, "reviewer", who="who-proposed")
        waiting = self.hosted.get(f"/v1/households/{household}").json()["rearrangement"]["rearrangement"]
        asked = self.on(household, {"decision": "approve"})
        return Ask({"household": household, "rearrangement_id": waiting}, asked.body, headers=asked.headers)

    def a_pair(self) -> str:
        """Two households that are paid to one account."""
        one, other = next(self._sequences), next(self._sequences)
        first = self.submitted(one)
        second = self.hosted.submitted(self.application(other, account=application(one)["account"]))
        self.seen |= {first, second}
        neighbours.ring(self.hosted.service, self.hosted.service.clock.now())
        both = sorted((first, second))
        return str(self.hosted.one("SELECT pair FROM duplicates WHERE one = %s AND other = %s", *both))

    def listing_duplicates(self) -> Ask:
        self.seen.add(self.a_pair())
        return Ask()

    def a_pair_waits(self) -> Ask:
        return Ask({"pair": self.a_pair()}, {"decision": "different", "reason": "当面核对"})

    def a_stop(self) -> str:
        """Twenty rows that are paid to one account: another one each time, for what very many share says nothing."""
        account = f"9999991{next(self._numbers):012d}"
        rows = [self.row(one, 家庭住址=f"虚构路{one}号", 银行账号=account) for one in self._stopped]
        form = {"files": {"file": ("r.xlsx", sheet_of(*rows), XLSX)}}
        headers = self.hosted.headers("portal", org_path=UNION, subject="who-imported")
        answer = self.hosted.door.post("/v1/rosters", headers=headers, **form)
        self.done(answer)
        return str(answer.json()["stop"])

    def listing_stops(self) -> Ask:
        self.seen.add(self.a_stop())
        return Ask()

    def a_roster_stopped(self) -> Ask:
        return Ask({"stop": self.a_stop()}, {"decision": "release", "reason": "checked"})

    def rechecked(self) -> str:
        """A fact changed; its report came."""
        household = self.opened()
        (member,) = self.hosted.get(f"/v1/households/{household}").json()["members"]
        body = self.change() | {"kind": "income", "person": member["token"], "monthly_income": "601.00"}
        del body["account"]
        self.post(household, "changes", body, "case_worker", who="who-proposed")
        shown = self.hosted.get(f"/v1/households/{household}")
        (change,) = shown.json()["changes_waiting"]
        headers = self.hosted.headers("reviewer", subject="who-approved", **{"If-Match": shown.headers["ETag"]})
        path = f"/v1/households/{household}/changes/{change}/decision"
        self.done(self.hosted.door.post(path, json={"decision": "approve"}, headers=headers))
        self.hosted.hear(household, report(round_=2))
        return household

    def keeping_waits(self) -> str:
        household = self.rechecked()
        seen = self.hosted.get(f"/v1/households/{household}").headers["ETag"]
        body = {"decision": "keep", "category": "3", "clause": "三(一)", "reason": "长期困难"}
        headers = self.hosted.headers("reviewer", subject="who-kept", **{"If-Match": seen})
        self.done(self.hosted.door.post(f"/v1/households/{household}/recheck", json=body, headers=headers))
        return household

    def waiting_for_a_signature(self) -> str:
        household = self.reviewed()
        self.done(self.hosted.decide(household, decision="approve", category="3", reason="长期困难"))
        return household

    def paper(self) -> dict[str, Any]:
        return {"files": {"file": ("x.png", png(), "image/png")}, "data": {"kind": "diagnosis"}}

    def on_a_paper(self, body: Any) -> Ask:
        household = self.submitted()
        headers = self.hosted.headers("case_worker")
        answer = self.hosted.door.post(f"/v1/households/{household}/attachments", headers=headers, **self.paper())
        self.done(answer)
        return Ask({"household": household, "attachment": answer.json()["attachment"]}, body)

    def roster(self) -> bytes:
        return sheet_of(self.row(next(self._sequences)))

    def row(self, person: int, **changes: str) -> dict[str, Any]:
        return good_row(**{"本人身份证号": id_number(person), "授权有效期至": CONSENT_UNTIL, **changes})

    def of_a_roster(self, body: Any) -> Ask:
        return Ask({"roster": self.objects["roster"]}, body)

    def surveyed(self) -> str:
        """A roster that says something else than an open file."""
        person = next(self._sequences)
        household = self.opened(person)
        row = self.row(person, **{"本人月收入（元）": "1.00"})
        headers = self.hosted.headers("case_worker", subject="who-surveyed")
        files = {"file": ("survey.xlsx", sheet_of(row), XLSX)}
        answer = self.hosted.door.post("/v1/rosters", files=files, headers=headers)
        assert [(one["status"], one["household"]) for one in answer.json()["results"]] == [("changed", household)]
        return str(answer.json()["import"])

    def number(self) -> dict[str, Any]:
        today = self.hosted.service.clock.now().date().isoformat()
        return {"number": f"GX-2026-{next(self._numbers)}", "recorded_on": today}

    def parameter(self) -> dict[str, Any]:
        day = START.date() + timedelta(days=next(self._numbers))
        what = {"name": "dibao_line", "value": "980.00", "source": "民政文件"}
        return {**what, "regions": ["440507"], "from": day.isoformat()}

    def proposed_parameter(self) -> dict[str, Any]:
        body = self.parameter()
        self.done(self.hosted.post("/v1/parameters", body, "lawkeeper", COUNTY))
        return body

    def after_the_notice_of(self, household: str) -> None:
        """Some days later, or some more where they are holidays."""
        while self.hosted.status(household) == "on_notice":
            self.hosted.move_to(START + timedelta(days=next(self._days)))

    def post(self, household: str, last: str, body: Any, role: str, who: str | None = None) -> None:
        headers = self.hosted.headers(role, subject=who)
        self.done(self.hosted.door.post(f"/v1/households/{household}/{last}", json=body, headers=headers))

    def done(self, answer: Any) -> None:
        assert answer.status_code < 300, answer.text
