"""Assistance on a real PostgreSQL: its door through a test client, intake and ledger as messages."""

import io
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest
from python_calamine import CalamineWorkbook

from chassis import rebuild
from contracts import intake, ledger
from services.assistance.bootstrap import bootstrap
from services.assistance.domain.events import ParameterRecorded
from tests.support.parameters import LONG_AGO, keep, told
from tests.support.places import organisations_file
from tests.support.service import START, Begin, Hosted, Key, SettingsOf

UNION = "44/4405/440507/longhu-dianzi"
COUNTY = "44/4405/440507"
CITY = "44/4405"
CLOSER, TAKER, BOOKER = "finance:closer", "finance:taker", "finance:booker"
"""One step each on the way of money; `finance` establishes funds."""


class Assistance(Hosted):
    org_path = CITY

    def fund(self, budget: str = "10000.00", org_path: str = CITY, uses: tuple[str, ...] = ()) -> str:
        body = {
            "name": "送温暖资金",
            "source": "union_dues",
            "year": 2026,
            "budget": budget,
            "uses": list(uses) or ["tuition_aid", "living_subsidy", "warmth_grant"],
            "org_path": org_path,
        }
        answer = self.post("/v1/funds", body, "finance")
        assert answer.status_code == 201, answer.text
        return str(answer.json()["fund"])

    def opened(self, **changes: Any) -> str:
        """A household whose file intake has just opened."""
        household = str(uuid.uuid4())
        self.service.vault.create(household)
        self.hear(household, file_opened(household, **changes))
        return household

    def propose(self, household: str, fund: str, amount: str = "600.00", **changes: Any) -> Any:
        body = {
            "kind": "living_subsidy",
            "fund": fund,
            "amount": amount,
            "first": "2026-11-01",
            "last": "2026-11-30",
            "beneficiaries": "household",
        }
        return self.post(f"/v1/plans/{household}/aid", {**body, **changes})

    def cleared(self, household: str, fund: str, amount: str = "600.00", **changes: Any) -> str:
        act = str(self.propose(household, fund, amount, **changes).json()["act"])
        self.hear(household, ledger.AidCleared(act=act, expires_on=START.date()))
        return act

    def check(self, batch: str, revoked: tuple[str, ...] = ()) -> None:
        """The ledger's last look at a batch that was closed here."""
        closed = self.events(batch)[0]
        checks = tuple(
            ledger.ActCheck(
                act=line.act,
                household=line.household,
                confirmed=line.act not in revoked,
                amount=line.amount,
                rule="same_kind_same_person" if line.act in revoked else None,
            )
            for line in closed.acts
        )
        total = sum(check.amount for check in checks if check.confirmed)
        self.hear(batch, ledger.BatchChecked(fund=closed.fund, acts=checks, total=total))

    def bank_file(self, batch: str) -> list[tuple[str, ...]]:
        """Its rows below the header, every cell as the text that it is."""
        answer = self.get(f"/v1/batches/{batch}/bank-file", TAKER)
        assert answer.status_code == 200, answer.text
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
        rows = [tuple(row) for row in sheet.to_python()]
        assert all(isinstance(cell, str) for row in rows for cell in row)
        return rows[1:]

    def balances(self, fund: str) -> dict[str, int]:
        ((free, available, committed, paid, budget),) = self.rows(
            "SELECT free, available, committed, paid, budget FROM funds JOIN budgets USING (fund) WHERE fund = %s", fund
        )
        assert free == available
        assert available + committed + paid == budget
        return {"available": available, "committed": committed, "paid": paid}

    def drifted(self) -> dict[str, object]:
        """Read models that a replay from zero would make otherwise."""
        found: dict[str, object] = {}
        with psycopg.connect(self.settings.database_url) as connection:
            for models in self.service.read_models:
                found |= rebuild.drift(connection, self.service.store.codec, models.project, models.tables)
        return found


def file_opened(household: str, **changes: Any) -> intake.FileOpened:
    people = (
        intake.Person(
            token=f"person:{household}-0", relation="self", can_work=True, employment="laid_off", health="healthy"
        ),
        intake.Person(
            token=f"person:{household}-1",
            relation="child",
            can_work=False,
            employment="student",
            school_stage="senior",
            health="healthy",
        ),
    )
    given: dict[str, Any] = {
        "org_path": UNION,
        "region": "440507",
        "profile": "shantou-2016",
        "category": "1",
        "opened_on": START.date(),
        "discovered_on": START.date(),
        "applicant": people[0].token,
        "members": tuple(person.token for person in people),
        "account": f"account:{household}",
        "situation": intake.Situation(
            causes=("child_schooling", "laid_off"),
            primary_cause="child_schooling",
            people=people,
            account=intake.Account("示例银行", "6200000000000000001"),
            needs=("tuition_aid",),
        ),
    }
    return intake.FileOpened(**{**given, **changes})


def as_recorded(fact: intake.ParameterSet) -> ParameterRecorded:
    """What assistance makes of it (`test_parameters.py`)."""
    return ParameterRecorded(**msgspec.structs.asdict(fact), known_since=LONG_AGO)


@pytest.fixture
def make_assistance(settings_of: SettingsOf, begin: Begin, key: Key, tmp_path: Path) -> Callable[[], Assistance]:
    unions = organisations_file(tmp_path)
    return lambda: Assistance(begin(bootstrap, settings_of("assistance", organisations_file=unions)), key)


@pytest.fixture
def assistance(make_assistance: Callable[[], Assistance]) -> Assistance:
    made = make_assistance()
    keep(made.service, [as_recorded(fact) for fact in told()])
    return made
