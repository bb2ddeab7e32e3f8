"""Assistance with a fund, plans, acts and batches in each state that a route takes one in."""

from datetime import date
from typing import Any

from contracts import ledger
from tests.integration.assistance.conftest import BOOKER, CLOSER, TAKER, Assistance
from tests.security.worlds.world import COUNTY, UNION, Ask, Operation, Ready, World
from tests.support.service import START

AUTUMN = date(2026, 9, 30)
MONTH = {"month": "2026-10", "income": "2000.00", "relief": "0.00", "hardship": "0.00", "union_aid": "0.00"}
HELPER = {"unit": "示例单位", "name": "王示例", "phone": "0754-0000 1234"}
ACT = {"kind": "living_subsidy", "amount": "600.00", "first": "2026-11-01", "last": "2026-11-30"}
RAISE = {"amount": "1.00", "reason": "增拨文件"}
NO = {"reason": "不同意"}


class AssistanceWorld(World):
    name = "assistance"
    hosted: Assistance

    def __init__(self, hosted: Assistance) -> None:
        super().__init__(hosted)
        self.fund = hosted.fund("900000.00", COUNTY)
        household, self.referral = self.referred()
        act = self.asked_of_the_keeper()
        batch = self.checked()
        self.objects = {
            "household": household,
            "act": act,
            "fund": self.fund,
            "batch": batch,
            "referral": self.referral,
            "task": self.task_about(household),
        }
        self.seen = set(self.objects.values())
        self.ready = self._asks()

    def _asks(self) -> dict[str, Ready]:
        return {
            "POST /v1/households/{household}/writings": lambda: Ask(self.objects, {"reason": "制作联系卡"}),
            "POST /v1/funds": lambda: Ask(body=self.new_fund()),
            "POST /v1/funds/{fund}/allotments": lambda: self.of_the_fund({"org_path": UNION, "amount": "0.01"}),
            "POST /v1/funds/{fund}/raises": lambda: self.of_the_fund(RAISE, self.poor_fund()),
            "POST /v1/funds/{fund}/raises/confirmation": lambda: self.of_the_fund({"amount": "1.00"}, self.raising()),
            "POST /v1/plans/{household}/helper": lambda: self.on(self.hosted.opened(), HELPER),
            "POST /v1/plans/{household}/approval": self.approving,
            "POST /v1/plans/{household}/months": lambda: self.on(self.hosted.opened(opened_on=AUTUMN), MONTH),
            "POST /v1/plans/{household}/difficulty": lambda: self.on(
                self.hosted.opened(), {"finding": "eased", "reason": "已就业"}
            ),
            "POST /v1/plans/{household}/aid": lambda: self.on(self.hosted.opened(), {**ACT, "fund": self.fund}),
            "POST /v1/acts/{act}/consent": lambda: Ask({"act": self.asked_of_the_keeper()}, {}),
            "POST /v1/acts/{act}/refusal": lambda: Ask({"act": self.asked_of_the_keeper()}, NO),
            "POST /v1/acts/{act}/withdrawal": lambda: Ask({"act": self.asked_of_the_keeper()}, NO),
            "POST /v1/acts/{act}/payment-again": lambda: Ask(
                {"act": self.money_back(self.agreed())}, {"reason": "银行系统故障", "same_account": True}
            ),
            "POST /v1/referrals/{referral}/answer": self.answering,
            "GET /v1/never-helped": lambda: Ask(query="?months=0"),
            "POST /v1/tasks/{task}/take": lambda: Ask({"task": self.returned()}, {}),
            "POST /v1/tasks/{task}/hand-over": lambda: Ask(
                {"task": self.returned()}, {"to": "li.wei", "reason": "absent"}
            ),
            "POST /v1/tasks/hand-over-all": self.handing_all_over,
            "POST /v1/batches": lambda: Ask(body={"fund": self.fund, "acts": [self.cleared()]}),
            "GET /v1/batches/{batch}/bank-file": lambda: Ask({"batch": self.checked()}),
            "POST /v1/batches/{batch}/results": self.booking,
        }

    def on(self, household: str, body: Any, **headers: str) -> Ask:
        return Ask({"household": household}, body, headers=headers)

    def of_the_fund(self, body: Any, fund: str | None = None) -> Ask:
        return Ask({"fund": fund or self.fund}, body)

    def new_fund(self) -> dict[str, Any]:
        return {
            "name": "送温暖资金", "source": "union_dues", "year": 2026, "budget": "1.00", "uses": ["tuition_aid"],
            "org_path": COUNTY,
        }  # fmt: skip

    def poor_fund(self) -> str:
        return self.hosted.fund("1.00", COUNTY)

    def raising(self) -> str:
        """A fund for which more is asked."""
        fund = self.poor_fund()
        self.done(self.hosted.post(f"/v1/funds/{fund}/raises", RAISE, "finance:asks", COUNTY))
        return fund

    def approving(self) -> Ask:
        household = self.hosted.opened()
        seen = self.hosted.get(f"/v1/plans/{household}").headers["ETag"]
        return self.on(household, {"measures": ["state_student_aid"]}, **{"If-Match": seen})

    def referred(self) -> tuple[str, str]:
        """(household, referral)"""
        ask = self.approving()
        headers = self.hosted.headers("reviewer", **ask.headers)
        approved = self.hosted.door.post(f"/v1/plans/{ask.path['household']}/approval", json=ask.body, headers=headers)
        (referral,) = self.done(approved).json()["referrals"]
        return ask.path["household"], str(referral)

    def answering(self) -> Ask:
        _, referral = self.referred()
        return Ask({"referral": referral}, {"outcome": "accepted"})

    def asked_of_the_keeper(self) -> str:
        """An act that the union wants out of the county's fund."""
        body = {**ACT, "fund": self.fund}
        path = f"/v1/plans/{self.hosted.opened()}/aid"
        return str(self.done(self.hosted.post(path, body, "reviewer", UNION)).json()["act"])

    def cleared(self) -> str:
        """An act that the county gives to a household of the union."""
        household = self.hosted.opened()
        answer = self.hosted.post(f"/v1/plans/{household}/aid", {**ACT, "fund": self.fund}, "reviewer", COUNTY)
        act = str(self.done(answer).json()["act"])
        self.hosted.hear(household, ledger.AidCleared(act=act, expires_on=START.date()))
        return act

    def agreed(self) -> str:
        """An act that the union gives out of the county's fund, whose keeper agreed."""
        act = self.asked_of_the_keeper()
        self.done(self.hosted.post(f"/v1/acts/{act}/consent", {}, "reviewer:keeper", COUNTY))
        household = str(self.hosted.one("SELECT household FROM acts WHERE act = %s", act))
        self.hosted.hear(household, ledger.AidCleared(act=act, expires_on=START.date()))
        return act

    def of_the_county(self, operation: Operation) -> str:
        """An act as the operation asks for it, given by the county to a household of the union."""
        return self.money_back(self.cleared()) if operation[1].endswith("payment-again") else self.cleared()

    def closed(self, act: str = "") -> tuple[str, str]:
        """(act, batch)"""
        act = act or self.cleared()
        answer = self.hosted.post("/v1/batches", {"fund": self.fund, "acts": [act]}, CLOSER, COUNTY)
        return act, str(self.done(answer).json()["batch"])

    def checked(self) -> str:
        _, batch = self.closed()
        self.hosted.check(batch)
        return batch

    def booking(self, act: str = "") -> Ask:
        act, batch = self.closed(act)
        self.hosted.check(batch)
        self.done(self.hosted.get(f"/v1/batches/{batch}/bank-file", TAKER))
        return Ask({"batch": batch}, {"results": [{"act": act, "outcome": "paid", "on": "2026-11-02"}]})

    def returned(self) -> str:
        """The task of an act that the bank gave back: the account is looked after by whoever can."""
        return self.task_about(self.money_back())

    def money_back(self, act: str = "") -> str:
        """An act that the bank gave back."""
        ask = self.booking(act)
        (result,) = ask.body["results"]
        back = {**result, "outcome": "returned", "reason": "account_closed"}
        self.done(self.hosted.post(f"/v1/batches/{ask.path['batch']}/results", {"results": [back]}, BOOKER, COUNTY))
        return str(result["act"])

    def handing_all_over(self) -> Ask:
        household = self.hosted.opened()
        self.seen.add(household)
        who = f"leaves-{household}"
        path = f"/v1/tasks/{self.task_about(household)}/take"
        self.done(self.hosted.door.post(path, json={}, headers=self.hosted.headers("reviewer", subject=who)))
        return Ask(body={"from": who, "to": "li.wei", "reason": "left"})

    def task_about(self, what: str) -> str:
        return str(self.hosted.one("SELECT task FROM tasks WHERE about = %s ORDER BY kind LIMIT 1", what))

    def done(self, answer: Any) -> Any:
        assert answer.status_code < 300, answer.text
        return answer
