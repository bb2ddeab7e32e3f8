"""Whatever outside call fails, and in which way: nothing is lost, nothing doubled, and it comes out the same."""

import re

import pytest

from chassis.roles import SERVICES
from tests.faults.each_call.laboratory import Laboratory
from tests.faults.each_call.stages import STAGES

PORTS = {
    "agency", "commit", "file.fsync", "file.replace", "letter", "offset", "poll", "publish", "read", "request",
    "vault.create", "vault.fetch", "vault.keyed_hash", "vault.open", "vault.seal", "vault.token",
    "webhook",
}  # fmt: skip

NOT_DRIVEN = {
    "POST /v1/households/{household}/finding",  # another command of a decision, through the same door as `decision`
    "POST /v1/households/{household}/visits",  # one event through the lane, as `notice/sheets`
    "POST /v1/households/{household}/visits/{visit}/confirmation",  # the same
    "POST /v1/households/{household}/second-look",  # one event on a refused household, through the lane as `decision`
    "POST /v1/households/{household}/answers/{event}/signed-body",  # a look like that at what was written
    "POST /v1/households/{household}/evidence",  # another look, for auditors
    "POST /v1/agency-keys",  # one event on a stream of its own, through the lane
    "POST /v1/agency-keys/confirmation",  # the same
    "POST /v1/leads/{lead}/visit",  # the same as the next
    "POST /v1/search/by-name",  # recorded as `search` is
    "POST /v1/consent-forms/numbers",  # one event on a stream of its own, through the lane
    "POST /v1/directory/offices",  # the same
    "POST /v1/directory/offices/confirmation",  # the same
    "POST /v1/households/{household}/contradictions/{contradiction}/settlement",  # the walk's agencies never contradict
    "POST /v1/households/{household}/contradictions/{contradiction}/settlement/second-signature",
    "POST /v1/question-sheets",  # the walk's agencies all have an interface
    "POST /v1/question-sheets/{sheet}/answers",
    "POST /v1/question-sheets/{sheet}/answers/confirmation",
    "POST /v1/duplicates/{pair}/decision",  # one event on a stream of its own, through the lane
    "POST /v1/roster-stops/{stop}/decision",  # the same
    "POST /v1/webhooks/{name}/deliveries/{delivery}/replay",  # nothing is given up; what arrived leaves nothing
    # The exchange's other doors, each judged, replayed and refused in tests/conformance and tests/security: the walk's
    # agencies answer by on-search alone.
    "POST /registry/envelopes",
    "POST /registry/on-subscribe",
    "POST /registry/on-unsubscribe",
    "POST /registry/txn/on-status",
    "POST /oauth2/client/token",  # writes nothing
    "POST /v1/referrals/{referral}/answer",  # the journey lets its referrals go overdue
}


def test_every_outside_port_is_met_on_the_way(laboratory: Laboratory) -> None:
    met = {site.port for stage in laboratory.stages.values() for site in stage.sites}
    assert met == PORTS


def test_every_command_is_on_the_way(laboratory: Laboratory) -> None:
    """By the services' own descriptions: whoever adds a route walks it here, or says below why not."""
    met = {site.about for stage in laboratory.stages.values() for site in stage.sites if site.about.startswith("POST ")}
    commands = {command for service in SERVICES for command in laboratory.house.commands(service)}
    driven = {one for one in commands if any(re.fullmatch(as_pattern(one), about) for about in met)}
    assert commands - driven == NOT_DRIVEN


def as_pattern(command: str) -> str:
    return re.sub(r"\{[^}]+\}", "[^/]+", command)


@pytest.mark.parametrize("stage", [act.__name__ for act in STAGES])
def test_a_fault_at_any_call_of_a_stage_changes_nothing(laboratory: Laboratory, stage: str) -> None:
    wrong = {str(strike): found for strike in laboratory.strikes(stage) if (found := laboratory.run(stage, strike))}
    assert wrong == {}


@pytest.mark.long
@pytest.mark.parametrize("stage", [act.__name__ for act in STAGES])
def test_a_fault_in_any_loop_of_any_service_with_a_restart_behind_it_changes_nothing(
    fine_laboratory: Laboratory, stage: str
) -> None:
    lab = fine_laboratory
    wrong = {str(strike): found for strike in lab.strikes(stage) if (found := lab.run(stage, strike, restart=True))}
    assert wrong == {}
