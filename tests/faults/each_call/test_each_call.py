"""Whatever outside call fails, and in which way: nothing is lost, nothing doubled, and it comes out the same."""

import pytest

from tests.faults.each_call.laboratory import Laboratory
from tests.faults.each_call.stages import STAGES

PORTS = {
    "agency", "commit", "file.fsync", "file.replace", "letter", "offset", "poll", "publish", "read", "request",
    "vault.create", "vault.fetch", "vault.keyed_hash", "vault.open", "vault.seal", "vault.token",
}  # fmt: skip


def test_every_outside_port_is_met_on_the_way(laboratory: Laboratory) -> None:
    met = {site.port for stage in laboratory.stages.values() for site in stage.sites}
    assert met == PORTS


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
