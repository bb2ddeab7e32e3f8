"""Who may not act is told so before a lock is taken; a fund belongs to an organisation that there is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from chassis import lock_keys
from tests.integration.assistance.conftest import Assistance

ELSEWHERE = "44/4451"


@contextmanager
def held(assistance: Assistance, *keys: str) -> Iterator[None]:
    """Somebody is at work on these; whoever wants a lock meanwhile hears 503."""
    with psycopg.connect(assistance.settings.database_url) as holder:
        holder.execute("INSERT INTO locks (key) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING", (list(keys),))
        holder.commit()
        holder.execute("SELECT FROM locks WHERE key = ANY(%s) FOR UPDATE", (list(keys),))
        yield


@pytest.fixture
def assistance(make_assistance: Callable[[], Assistance]) -> Assistance:
    return make_assistance()


def test_a_caller_from_elsewhere_waits_for_no_lock_and_keeps_nobody_waiting(assistance: Assistance) -> None:
    """FAULTS A17."""
    fund, household = assistance.fund(), assistance.opened()
    aid = {
        "kind": "living_subsidy", "fund": fund, "amount": "1.00", "first": "2026-11-01", "last": "2026-11-30",
        "beneficiaries": "household",
    }  # fmt: skip
    approval = {"measures": [], "aid": []}
    with held(assistance, lock_keys.fund(fund), lock_keys.household(household)):
        for path, body, role in (
            (f"/v1/plans/{household}/aid", aid, "reviewer"),
            (f"/v1/plans/{household}/approval", approval, "reviewer"),
            ("/v1/batches", {"fund": fund}, "finance"),
        ):
            answer = assistance.post(path, body, role, ELSEWHERE, **{"If-Match": '"1"'})
            assert (path, answer.status_code) == (path, 404)
        assert assistance.post("/v1/batches", {"fund": fund}, "finance").status_code == 503


def test_a_fund_elsewhere_is_locked_by_nobody(assistance: Assistance) -> None:
    """FAULTS A17."""
    household = assistance.opened()
    with held(assistance, lock_keys.fund("nobodys"), lock_keys.household(household)):
        answer = assistance.propose(household, "nobodys")
    assert (answer.status_code, answer.json()["code"]) == (404, "fund_unknown")


@pytest.mark.parametrize("org_path", ["44/4405/440507/no-such-union", "44/4405/440599", "44/4405/35"])
def test_a_fund_belongs_to_an_organisation_that_there_is(assistance: Assistance, org_path: str) -> None:
    """FAULTS A18."""
    body = {
        "name": "送温暖资金", "source": "union_dues", "year": 2026, "budget": "1.00", "uses": ["warmth_grant"],
        "org_path": org_path,
    }  # fmt: skip
    answer = assistance.post("/v1/funds", body, "finance", "44")
    assert (answer.status_code, answer.json()["code"]) == (409, "fund_of_no_organisation")
