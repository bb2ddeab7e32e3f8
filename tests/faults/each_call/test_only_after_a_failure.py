"""Calls that only a failure leads to may fail themselves: parking and trying again, putting off, giving back."""

from collections.abc import Callable
from typing import Any

import pytest

from chassis.store.postgres import PostgresStore
from chassis.urls import ServiceUrls
from tests.faults.each_call.recoveries import (
    Scenario,
    a_delivery_is_given_back_and_carried_out,
    a_message_parks_and_is_cured,
    a_timer_is_put_off_and_fires,
)
from tests.faults.each_call.sites import Sites
from tests.support.events import codec, no_projection

SCENARIOS: dict[Scenario, tuple[Any, set[str]]] = {
    a_message_parks_and_is_cured: (
        ([], ["bad", "c", "d"], ["b"]),
        {"chassis.subscription._park", "chassis.parked_messages._due", "chassis.parked_messages._one"},
    ),
    a_timer_is_put_off_and_fires: ((["wake"], ["wake"], 0), {"chassis.timers._put_off", "chassis.timers._fire"}),
    a_delivery_is_given_back_and_carried_out: (
        (["answered"], ["answered"], 0),
        {"chassis.deliveries._later", "chassis.deliveries.lease", "chassis.deliveries.settle"},
    ),
}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_a_fault_in_the_recovery_changes_nothing(scenario: Scenario, make_database: Callable[..., ServiceUrls]) -> None:
    expected, callers = SCENARIOS[scenario]
    sites = Sites()
    sites.watch()
    assert played(scenario, make_database(), sites) == expected
    assert callers <= {site.caller for site in sites.met}
    came_to = {}
    for site, modes in sites.met.items():
        for mode in modes if site.caller in callers else ():
            sites.arm(site, mode)
            came_to[f"{mode} {site}"] = played(scenario, make_database(), sites), sites.struck
    assert came_to == dict.fromkeys(came_to, (expected, True))


def played(scenario: Scenario, database: ServiceUrls, sites: Sites) -> Any:
    store = PostgresStore(database.app, codec(), no_projection, connections=4)
    try:
        return scenario(store, sites)
    finally:
        store.close()
