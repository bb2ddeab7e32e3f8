"""An act that comes before its household's file waits, is seen to wait, and is decided when the file comes."""

from datetime import UTC, datetime, timedelta

from tests.integration.ledger.conftest import Ledger, opened, proposed
from tests.support.service import START


def waiting(ledger: Ledger) -> tuple[int, datetime | None]:
    ((count, since),) = ledger.rows(ledger.service.waits["file"])
    return count, since


def test_an_act_is_seen_to_wait_until_the_file_of_its_household_comes(ledger: Ledger) -> None:
    began = datetime.now(UTC)
    assert waiting(ledger) == (0, None)

    ledger.service.vault.create("h1")
    ledger.hear("h1", proposed("act-1", "h1", "person:a"))
    count, since = waiting(ledger)
    assert count == 1
    assert since is not None
    assert began - timedelta(seconds=1) <= since <= datetime.now(UTC)

    ledger.hear("h1", opened("h1", ("person:a",)))
    assert ledger.move_to(START + timedelta(minutes=1)) == 1
    assert waiting(ledger) == (0, None)
