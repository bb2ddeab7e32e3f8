"""An act that comes before its household's file waits, is seen to wait, and is decided when the file comes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from contracts import assistance, intake
from services.ledger.bootstrap import bootstrap
from tests.integration.ledger.test_clearing import opened, proposed
from tests.support.service import Hosted


@pytest.fixture
def ledger(host: Callable[..., Hosted]) -> Hosted:
    return host("ledger", bootstrap, {"intake": intake.EVENTS, "assistance": assistance.EVENTS})


def waiting(ledger: Hosted) -> tuple[int, datetime | None]:
    with ledger.service.store.reading() as connection:
        count, since = connection.execute(ledger.service.waits["file"]).fetchone()
    return count, since


def test_an_act_is_seen_to_wait_until_the_file_of_its_household_comes(ledger: Hosted) -> None:
    began = datetime.now(UTC)
    assert waiting(ledger) == (0, None)

    ledger.service.vault.create("h1")
    ledger.hear("assistance", proposed("act-1", "h1", "person:a"), "h1")
    count, since = waiting(ledger)
    assert count == 1
    assert since is not None
    assert began - timedelta(seconds=1) <= since <= datetime.now(UTC)

    ledger.hear("intake", opened("h1", ("person:a",)), "h1")
    assert ledger.ring(datetime.now(UTC)) == 1
    assert waiting(ledger) == (0, None)
