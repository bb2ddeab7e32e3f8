"""Past decisions as intake stores them, drawn from `population` and judged once under shantou's document."""

from datetime import date
from typing import Any

import msgspec

from contracts.intake import ApplicationApproved, ApplicationRejected
from kernel.personal import Personal
from lab.bench import population
from lab.bench.peers.openfisca_shantou.columns import REGIONS
from policies.documents import profile as profiles
from policies.judgement import engine

DAY = date(2026, 11, 2)


class CategoryProposed(msgspec.Struct, frozen=True, kw_only=True):
    """The stored shape of intake's own event: intake decodes it in the process that is measured."""

    round: int
    profile: str
    profile_version: str
    parameters_version: str
    judged_on: date
    proposal: str
    complete: bool
    missing: tuple[str, ...] = ()
    parameters: dict[str, Any]
    facts: Personal[dict[str, Any]]
    provenance: Personal[dict[str, str]]
    trace: Personal[dict[str, Any]]


CATALOGUE: dict[str, type] = {
    "jiekun.intake.internal.CategoryProposed.v1": CategoryProposed,
    "jiekun.intake.ApplicationApproved.v1": ApplicationApproved,
    "jiekun.intake.ApplicationRejected.v1": ApplicationRejected,
}


def lines() -> dict[str, int]:
    """Each region's dibao line in fen."""
    return dict(zip(REGIONS, population.lines(), strict=True))


def drawn(households: int) -> list[tuple[str, CategoryProposed]]:
    """Region and proposal of each."""
    law, line_of = profiles.load("shantou-2016"), lines()
    found = []
    for row in population.with_unknowns(population.known(households)).to_dicts():
        region, in_force = row["region"], {"dibao_line": line_of[row["region"]]}
        facts = {n: value for n, value in row.items() if value is not None and n not in ("household", "region")}
        answer = engine.evaluate(law, facts, in_force)
        event = CategoryProposed(
            round=1,
            profile=law.id,
            profile_version=law.version,
            parameters_version="bench",
            judged_on=DAY,
            proposal=answer.proposal,
            complete=True,
            missing=answer.missing,
            parameters=in_force,
            facts=facts,
            provenance=dict.fromkeys(facts, "verified:civil_affairs"),
            trace=answer.to_dict(),
        )
        found.append((region, event))
    return found


def decided(event: CategoryProposed) -> ApplicationApproved | ApplicationRejected:
    """A person agrees with the proposal; of what is undetermined they say no."""
    if event.proposal.isdecimal():
        return ApplicationApproved(category=event.proposal, against_proposal=False, reason="")
    return ApplicationRejected(clause="三(一)", against_proposal=event.proposal == "undetermined", reason="不符合条件")
