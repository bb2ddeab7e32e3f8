"""The ledger with aid decided on, an overlap found after payment, and a log of all of it."""

import itertools
from datetime import UTC, date, datetime
from typing import Final

import msgspec

from dci.aid_reports import AidReport, notify_body
from dci.keys import SigningKey
from kernel.resident_id import check_digit
from tests.integration.ledger.conftest import Ledger
from tests.security.worlds.world import World

CHARITY: Final = SigningKey.generate("charity", "1")
_SEVENTEEN: Final = "44059020080405001"
CHILD: Final = _SEVENTEEN + check_digit(_SEVENTEEN)
REPORTERS: Final = msgspec.json.encode(
    [
        {
            "code": "charity",
            "url": "",
            "keys": [CHARITY.known(datetime(2020, 1, 1, tzinfo=UTC))],
            "aid_kinds": ["tuition_aid"],
        }
    ]
)
"""The agencies file."""


class LedgerWorld(World):
    name = "ledger"
    hosted: Ledger

    def __init__(self, hosted: Ledger) -> None:
        super().__init__(hosted)
        self._reports = itertools.count(1)
        person = hosted.service.vault.token("person", CHILD)
        hosted.open_file("a-household", person)
        hosted.propose("an-act", "a-household", person)
        hosted.close_batch("a-batch", ("an-act", person), household="a-household")
        assert hosted.door.post("/registry/notify", content=self.report()).status_code == 202
        opened = "SELECT index FROM log WHERE type = 'jiekun.intake.FileOpened.v1'"
        self.objects = {
            "household": "a-household",
            "act": "an-act",
            "index": str(hosted.one(opened)),
        }
        self.seen = {"a-household", "an-act"}

    def report(self) -> bytes:
        """A signed message, new each time."""
        now, number = datetime.now(UTC), next(self._reports)
        aid = AidReport(
            giver="charity",
            aid_kind="tuition_aid",
            period_first=date(2026, 9, 1),
            period_last=date(2027, 6, 30),
            amount="2000.00",
            beneficiaries=(CHILD,),
        )
        reports = [(f"r-{number}", aid)]
        return notify_body(
            f"t-{number}", reports, CHARITY, message_id=f"m-{number}", receiver_id="ledger", reported_at=now, now=now
        )
