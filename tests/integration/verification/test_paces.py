"""Questions leave at the pace that an agency bears, over all processes of ours and after each restart."""

from concurrent.futures import ThreadPoolExecutor

from services.verification.adapters.pace import Paces
from tests.integration.verification.applications import submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.letters import read_all

BODIES = [household.body for household in POPULATION.households[:3]]


def free_again(town: Town) -> None:
    """As if the agency's time were over."""
    with town.service.store.transaction() as transaction:
        transaction.connection.execute("UPDATE paces SET free_from = clock_timestamp()")


def asked(town: Town, agency: str) -> int:
    return len({one.transaction_id for one in read_all(town.asked) if one.agency == agency})


def test_an_agency_with_a_pace_is_asked_one_after_the_other_and_the_others_at_once(make_town) -> None:
    town: Town = make_town(agencies=False, questions_a_minute={"tax": 1})
    for body in BODIES:
        town.apply(submitted(town.service.vault, body))
    town.deliver()
    assert (asked(town, "tax"), asked(town, "civil_affairs")) == (1, 3)
    town.due_again()
    town.deliver()
    assert asked(town, "tax") == 1, "its minute is not over"
    for sent in (2, 3, 3):
        free_again(town)
        town.due_again()
        town.deliver()
        assert asked(town, "tax") == sent
    assert town.one("SELECT count(*) FROM deliveries") == 0
    assert len([one for one in read_all(town.asked) if one.agency == "tax"]) == 3, "nobody was asked twice"


def test_several_processes_keep_one_pace_together_and_nothing_is_saved_up(make_town) -> None:
    town: Town = make_town(agencies=False)
    store, paces = town.service.store, [Paces({"tax": 600}) for _ in range(4)]
    with ThreadPoolExecutor(8) as together:
        waits = list(together.map(lambda n: paces[n % 4].wait_s(store, "tax", 600), range(8)))
    assert sorted(wait > 0 for wait in waits) == [False, *[True] * 7]
    assert all(wait <= 60 for wait in waits)
    free_again(town)
    assert paces[0].wait_s(store, "tax", 1) == 0
    assert paces[1].wait_s(store, "tax", 1) > 0
    assert Paces().wait_s(store, "tax", 1) == 0
