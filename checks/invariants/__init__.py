"""The invariants: one file each, named as the sentence it holds. `problems(given)` gives what breaks it."""

from collections.abc import Callable, Iterable

from checks.given import Given
from checks.invariants import (
    a_person_is_in_one_open_file,
    aid_reaches_a_person_once,
    aid_stays_within_its_clearance,
    each_effect_happens_once,
    every_acknowledged_application_is_kept_once,
    every_acknowledged_request_is_in_the_store,
    every_attachment_has_its_blob,
    every_event_is_in_the_log_once,
    money_balances,
    money_leaves_only_on_clearance,
    nothing_is_parked,
    nothing_waits,
    positions_have_no_gaps,
    read_models_equal_their_rebuild,
    streams_have_no_gaps,
    the_log_has_no_gaps,
    topics_hold_every_event_in_order,
    what_is_parked_is_what_was_published,
)
from checks.report import Problem

Invariant = Callable[[Given], Iterable[Problem]]

_MODULES = (
    every_acknowledged_application_is_kept_once,
    every_acknowledged_request_is_in_the_store,
    streams_have_no_gaps,
    positions_have_no_gaps,
    every_event_is_in_the_log_once,
    the_log_has_no_gaps,
    topics_hold_every_event_in_order,
    each_effect_happens_once,
    money_balances,
    money_leaves_only_on_clearance,
    aid_stays_within_its_clearance,
    aid_reaches_a_person_once,
    a_person_is_in_one_open_file,
    every_attachment_has_its_blob,
    what_is_parked_is_what_was_published,
    nothing_is_parked,
    nothing_waits,
    read_models_equal_their_rebuild,
)

INVARIANTS: dict[str, Invariant] = {
    module.__name__.rpartition(".")[2].replace("_", " "): module.problems for module in _MODULES
}
"""The sentence -> its check."""
