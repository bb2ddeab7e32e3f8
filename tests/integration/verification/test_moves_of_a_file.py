"""A household's file goes to another union: what was asked about it is shown there, and asked for it from then on."""

from collections.abc import Callable

from chassis.rebuild import drift
from contracts.intake import FileMoved, RecheckBegun
from services.verification.projections import TABLES, project
from tests.integration.verification.applications import TODAY, consent, details_of, items, submitted
from tests.integration.verification.conftest import POPULATION, Town
from tests.integration.verification.letters import read_all
from tests.support.places import KAIFENG


def test_rounds_before_and_after_are_the_new_unions(make_town: Callable[..., Town]) -> None:
    town = make_town()
    body = POPULATION.households[0].body
    household = town.apply(submitted(town.service.vault, body))
    town.deliver()
    town.reported(household)
    moved = FileMoved(
        move="move-1",
        org_path=KAIFENG.union,
        region=KAIFENG.region,
        profile=KAIFENG.profile,
        items=items(),
        from_org_path=body["org_path"],
        from_region=body["region"],
        from_profile="shantou-2016",
        moved_on=TODAY,
    )
    asked = RecheckBegun(
        round=2,
        reasons=("moved",),
        items=items(),
        consent=consent(town.service.vault, body),
        details=details_of(town.service.vault, body),
    )
    town.hear(household, moved)
    town.hear(household, asked)
    rounds = town.rows("SELECT round, org_path, region FROM inquiries WHERE household = %s ORDER BY round", household)
    assert rounds == [(1, KAIFENG.union, KAIFENG.region), (2, KAIFENG.union, KAIFENG.region)]
    assert town.story(household).count("InquiryOpened") == 2
    with town.service.store.reading() as connection:
        assert drift(connection, town.service.store.codec, project, TABLES) == {}
    town.deliver()
    assert len(read_all(town.asked)) == 2 * len(items())


def test_a_household_that_nobody_was_asked_about_moves_without_a_round(make_town: Callable[..., Town]) -> None:
    town = make_town(agencies=False)
    moved = FileMoved(
        move="move-1",
        org_path=KAIFENG.union,
        region=KAIFENG.region,
        profile=KAIFENG.profile,
        items=(),
        from_org_path="44/4405/440507",
        from_region="440507",
        from_profile="shantou-2016",
        moved_on=TODAY,
    )
    household = town.apply(moved)
    assert town.story(household) == []
    assert town.parked() == []
