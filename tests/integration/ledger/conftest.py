"""The ledger on a real PostgreSQL: intake and assistance speak by messages, agencies at its door."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import date
from typing import Any

import pytest

from chassis.urls import VaultUrls
from chassis.vault.postgres import PostgresVault
from contracts.assistance import ActLine, AidProposed, PaymentBatchClosed
from contracts.intake import Account, FileOpened, Situation
from kernel.period import Period
from services.ledger.bootstrap import bootstrap
from tests.support.service import START, Begin, Hosted, Key, SettingsOf

LONGHU, JINPING = "44/4405/440507/longhu-dianzi", "44/4405/440511/jinping-fangzhi"
WANJU = "44/4405/440507/longhu-wanju"
YEAR = Period(date(2026, 9, 1), date(2027, 8, 31))
AMOUNT = 300_000


class Ledger(Hosted):
    def open_file(self, household: str, *members: str, org_path: str = LONGHU) -> None:
        self.service.vault.create(household)
        self.hear(household, opened(household, members, org_path))

    def propose(self, act: str, household: str, person: str, **terms: Any) -> object:
        """What the ledger says to it."""
        self.hear(household, proposed(act, household, person, **terms))
        return self.events(household)[-1]

    def close_batch(self, batch: str, *acts: tuple[str, str], household: str = "h1") -> None:
        """Of (act, beneficiary)."""
        lines = tuple(
            ActLine(
                act=act, household=household, amount=AMOUNT, account=f"account:{household}", beneficiaries=(person,)
            )
            for act, person in acts
        )
        closed = PaymentBatchClosed(fund="fund-1", org_path=self.org_path, acts=lines, total=AMOUNT * len(lines))
        self.hear(batch, closed)


def opened(household: str, members: tuple[str, ...], org_path: str = LONGHU) -> FileOpened:
    situation = Situation(
        causes=("child_schooling",), primary_cause="child_schooling", people=(), account=Account("", "")
    )
    return FileOpened(
        org_path=org_path,
        region="440507",
        profile="shantou-2016",
        category="1",
        opened_on=START.date(),
        discovered_on=date(2026, 10, 1),
        applicant=members[0],
        members=members,
        account=f"account:{household}",
        situation=situation,
    )


def proposed(
    act: str,
    household: str,
    person: str,
    giver: str = LONGHU,
    kind: str = "tuition_aid",
    period: Period = YEAR,
    bill: str | None = None,
) -> AidProposed:
    return AidProposed(
        act=act,
        org_path=giver,
        giver=giver,
        kind=kind,
        period=period,
        amount=AMOUNT,
        fund="fund-1",
        profile="shantou-2016",
        beneficiaries=(person,),
        household_aid=False,
        account=f"account:{household}",
        bill=bill,
    )


@pytest.fixture
def make_ledger(
    settings_of: SettingsOf, begin: Begin, key: Key, vault_database: VaultUrls
) -> Iterator[Callable[..., Ledger]]:
    """Its neighbours seal with a vault of their own: the ledger makes keys and opens nothing."""
    with ExitStack() as vaults:

        def make(**more: Any) -> Ledger:
            settings = settings_of("ledger", **more)
            theirs = PostgresVault(vault_database.opener, settings.master_key_file.read_bytes())
            vaults.enter_context(closing(theirs))
            return Ledger(begin(bootstrap, settings), key, theirs)

        yield make


@pytest.fixture
def ledger(make_ledger: Callable[..., Ledger]) -> Ledger:
    return make_ledger()
