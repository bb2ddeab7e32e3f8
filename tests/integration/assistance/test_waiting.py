"""What waits for the ledger is seen to wait: a proposal for its clearance, a closed batch for its check."""

from contracts import ledger
from tests.integration.assistance.conftest import CLOSER, Assistance
from tests.support.service import START


def waiting(assistance: Assistance) -> dict[str, int]:
    with assistance.service.store.reading() as connection:
        found = {what: connection.execute(query).fetchone() for what, query in assistance.service.waits.items()}
    assert all((since is not None) == bool(count) for count, since in found.values())
    return {what: count for what, (count, _) in found.items()}


def test_a_proposal_waits_for_its_clearance_and_a_closed_batch_for_its_check(assistance: Assistance) -> None:
    fund, household = assistance.fund(), assistance.opened()
    assert waiting(assistance) == {"clearance": 0, "batch_check": 0}

    act = assistance.propose(household, fund).json()["act"]
    assert waiting(assistance) == {"clearance": 1, "batch_check": 0}

    assistance.hear(household, ledger.AidCleared(act=act, expires_on=START.date()))
    assert waiting(assistance) == {"clearance": 0, "batch_check": 0}

    batch = assistance.post("/v1/batches", {"fund": fund}, CLOSER).json()["batch"]
    assert waiting(assistance) == {"clearance": 0, "batch_check": 1}

    assistance.check(batch)
    assert waiting(assistance) == {"clearance": 0, "batch_check": 0}
