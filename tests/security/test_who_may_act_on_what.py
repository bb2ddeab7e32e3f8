"""Every route of every service, asked by everybody who must not, about things that exist; then by those who may.

That the right person is answered the same request with success shows that nobody before was refused for another reason,
and that nobody's request did anything.
"""

from collections.abc import Callable
from typing import Any

import pytest

from chassis.amounts import AMOUNTS
from chassis.http import principal
from chassis.http.principal import ROLES
from kernel.organisation import covers
from machine import issuer
from tests.security.acts import Act, acts
from tests.security.worlds.assistance import AssistanceWorld
from tests.security.worlds.open import SERVICES, Worlds
from tests.security.worlds.world import COUNTY, NOWHERE, UNION, Ask, World, strangers_to

ACTS = acts()
WITH_ROLES = [act for act in ACTS if act.roles]
OWNERS = {"lead": COUNTY, "fund": COUNTY, "funds": COUNTY, "place": COUNTY}
"""Whose the things are, by the word of the table; households and all that hangs on them are the union's."""
NAMES_NOBODY = {"law"}
NOT_TOKENS = ({}, {"Authorization": ""}, {"Authorization": "Bearer"}, {"Authorization": "Basic Y2xlcms6MQ=="})

Told = Callable[[World, Any], None]


@pytest.fixture(autouse=True)
def _another_systems_role(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("machine.issuer.ROLES", issuer.ROLES | {"another_systems"})


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_of_a_service_has_a_row_of_the_table(worlds: Worlds, service: str) -> None:
    """FAULTS A9."""
    listed = [act.operation for act in ACTS if act.service == service]
    assert sorted(listed) == sorted(worlds.world(service).operations)


@pytest.mark.parametrize("act", WITH_ROLES, ids=str)
def test_without_a_token_nobody_is_answered(worlds: Worlds, act: Act) -> None:
    world = worlds.world(act.service)
    ask = world.standing(act.operation)
    for headers in NOT_TOKENS:
        refused = world.send(act.operation, ask, {"Idempotency-Key": "1", **headers})
        assert (refused.status_code, refused.json().get("code")) == (401, "unauthenticated")


@pytest.mark.parametrize("act", WITH_ROLES, ids=str)
def test_an_organisation_that_there_is_not_is_nobody(worlds: Worlds, act: Act) -> None:
    """FAULTS A18."""
    world = worlds.world(act.service)
    ask = world.standing(act.operation)
    for org_path in NOWHERE:
        refused = world.send(act.operation, ask, world.who(*sorted(ROLES), org_path=org_path))
        assert (refused.status_code, refused.json().get("code")) == (401, "token_invalid"), org_path


@pytest.mark.parametrize("act", WITH_ROLES, ids=str)
def test_who_has_none_of_the_roles_is_refused(worlds: Worlds, act: Act) -> None:
    """FAULTS A9: any set of other roles, in the organisation that keeps the thing and above it."""
    world, owner = worlds.world(act.service), _owner(act)
    ask, others = world.standing(act.operation), ROLES - act.roles
    for roles in ((), ("another_systems",), *((role,) for role in sorted(others)), tuple(sorted(others))):
        for org_path in (owner, owner[:2]):
            refused = world.send(act.operation, ask, world.who(*roles, org_path=org_path))
            assert (refused.status_code, refused.json().get("code")) == (403, "forbidden"), roles


@pytest.mark.parametrize("act", [act for act in WITH_ROLES if act.beside], ids=str)
def test_a_role_is_not_enough_where_another_is_asked_for_beside_it(worlds: Worlds, act: Act) -> None:
    world = worlds.world(act.service)
    ask = world.standing(act.operation)
    for roles in (*((role,) for role in sorted(act.roles)), tuple(sorted(ROLES - act.beside))):
        refused = world.send(act.operation, ask, world.who(*roles, org_path=_owner(act)))
        assert (refused.status_code, refused.json().get("code")) == (403, "forbidden"), roles


@pytest.mark.parametrize("act", [act for act in WITH_ROLES if act.whose not in NAMES_NOBODY | {"own"}], ids=str)
def test_another_organisation_learns_and_does_nothing_and_the_right_one_is_answered(worlds: Worlds, act: Act) -> None:
    world = worlds.world(act.service)
    ask = world.ask(act.operation)
    for role_set in (*((role, *act.beside) for role in sorted(act.roles)), tuple(sorted(ROLES))):
        for org_path in _strangers(act):
            answer = world.send(act.operation, ask, world.who(*role_set, org_path=org_path))
            TOLD[act.whose](world, answer)
    _answered(world, act, ask, _owner(act), *sorted(act.roles)[:1])


@pytest.mark.parametrize("act", [act for act in WITH_ROLES if act.whose == "own"], ids=str)
def test_another_person_of_the_very_organisation_and_role_learns_nothing_of_what_is_ones_own(
    worlds: Worlds, act: Act
) -> None:
    world = worlds.world(act.service)
    ask = world.ask(act.operation)
    answer = world.send(act.operation, ask, world.who(*act.roles, org_path=UNION))
    if act.method == "PUT":
        assert answer.json()["version"] == 1, "one of their own, of the same name"
    else:
        _no_such_thing(world, answer)
    _answered(world, act, ask, UNION, *act.roles)


@pytest.mark.parametrize("act", WITH_ROLES, ids=str)
def test_every_role_of_the_table_opens_the_route_at_its_owner_and_above(worlds: Worlds, act: Act) -> None:
    world, owner = worlds.world(act.service), _owner(act)
    for role in sorted(act.roles):
        _answered(world, act, world.ask(act.operation), owner, role)
    _answered(world, act, world.ask(act.operation), owner[:2], *sorted(act.roles))


@pytest.mark.parametrize("act", [act for act in WITH_ROLES if act.whose in ("list", "funds")], ids=str)
def test_a_list_shows_its_people_what_it_hides_from_others(worlds: Worlds, act: Act) -> None:
    world = worlds.world(act.service)
    owner = COUNTY if act.path in ("/v1/batches", "/v1/leads") else _owner(act)
    shown = _answered(world, act, world.ask(act.operation), owner, *sorted(act.roles)).text
    assert any(thing in shown for thing in world.seen)


@pytest.mark.parametrize("act", [act for act in WITH_ROLES if act.whose in ("list", "log")], ids=str)
def test_a_list_that_is_asked_for_a_thing_by_its_id_hides_it_from_others(worlds: Worlds, act: Act) -> None:
    world = worlds.world(act.service)
    ask = world.ask(act.operation)
    described = world.description["paths"][act.path][act.method.lower()].get("parameters", ())
    for name in {each["name"] for each in described if each["in"] == "query"} & world.objects.keys():
        asked = ask._replace(query=f"?{name}={world.objects[name]}")
        for org_path in _strangers(act):
            answer = world.send(act.operation, asked, world.who(*act.roles, org_path=org_path))
            assert answer.json()["items"] == []


@pytest.mark.parametrize("act", [act for act in ACTS if act.whose == "signed"], ids=str)
def test_an_unsigned_message_is_nobodys_whatever_token_it_brings(worlds: Worlds, act: Act) -> None:
    world = worlds.world(act.service)
    for headers in ({}, world.who(*sorted(ROLES), org_path="44")):
        for body in ({}, {"signature": "", "header": {}, "message": {}}):
            answer = world.send(act.operation, Ask(body=body), headers)
            assert 400 <= answer.status_code < 500
            assert answer.json()["message"]["ack_status"] == "ERR"


@pytest.mark.parametrize("act", [act for act in ACTS if act.whose == "nothing kept"], ids=str)
def test_a_prober_needs_no_token(worlds: Worlds, act: Act) -> None:
    world = worlds.world(act.service)
    answer = world.send(act.operation, Ask(), {})
    assert answer.status_code == 200
    assert not _told_of(world, answer)


@pytest.mark.parametrize("act", [act for act in ACTS if act.whose == "giver"], ids=str)
def test_who_keeps_the_household_takes_nobody_elses_act_back(worlds: Worlds, act: Act) -> None:
    world = worlds.world(act.service)
    assert isinstance(world, AssistanceWorld)
    ask = world.ask(act.operation)._replace(path={"act": world.of_the_county(act.operation)})
    refused = world.send(act.operation, ask, world.who(*act.roles, org_path=UNION))
    assert (refused.status_code, refused.json().get("code")) == (403, "act_of_another_giver")
    _answered(world, act, ask, COUNTY, *act.roles)


def test_a_route_that_asks_for_no_role_or_not_whose_the_thing_is_would_be_found(
    worlds: Worlds, monkeypatch: pytest.MonkeyPatch
) -> None:
    (act,) = (one for one in ACTS if str(one) == "intake GET /v1/households/{household}/timeline")
    with monkeypatch.context() as planted:
        planted.setattr(principal.Principal, "require_covers", lambda _, __: None)
        with pytest.raises(AssertionError):
            test_another_organisation_learns_and_does_nothing_and_the_right_one_is_answered(worlds, act)
    with monkeypatch.context() as planted:
        planted.setattr(principal, "permitted", lambda request, _: request.scope[principal.CALLER])
        with pytest.raises(AssertionError):
            test_who_has_none_of_the_roles_is_refused(worlds, act)


def _owner(act: Act) -> str:
    return OWNERS.get(act.whose, UNION)


def _strangers(act: Act) -> list[str]:
    strangers = strangers_to(_owner(act))
    if act.whose == "funds":
        return [path for path in strangers if not covers(COUNTY, path)]
    return strangers


def _answered(world: World, act: Act, ask: Ask, org_path: str, *roles: str) -> Any:
    headers = world.who(*roles, *act.beside, org_path=org_path, subject=world.owner(act.operation))
    answer = world.send(act.operation, ask, headers)
    assert answer.status_code < 300, answer.text
    assert not (fen := sorted(_in_fen(answer))), fen
    if act.whose == "row":
        assert [row["status"] for row in answer.json()["results"]] == ["taken"], answer.text
    return answer


def _in_fen(answer: Any) -> set[str]:
    """The amounts of an answer that are whole numbers: people read yuan."""
    told: list[Any] = [answer.json()] if "json" in answer.headers["content-type"] else []
    found = set()
    while told:
        match told.pop():
            case dict() as fields:
                found |= {name for name in fields.keys() & AMOUNTS if isinstance(fields[name], int)}
                told += fields.values()
            case list() as items:
                told += items
    return found


def _told_of(world: World, answer: Any) -> set[str]:
    return {thing for thing in world.seen if thing in answer.text}


def _no_such_thing(world: World, answer: Any) -> None:
    assert (answer.status_code, answer.json().get("code")) == (404, "not_found")
    assert not _told_of(world, answer)


def _no_such_organisation(world: World, answer: Any) -> None:
    assert answer.status_code == 422
    assert [error["code"] for error in answer.json()["errors"]] == ["organisation.unknown"]


def _row_refused(world: World, answer: Any) -> None:
    (row,) = answer.json()["results"]
    assert (row["status"], [error["code"] for error in row["errors"]]) == ("refused", ["organisation.unknown"])


def _nothing_listed(world: World, answer: Any) -> None:
    assert answer.status_code == 200
    assert not _told_of(world, answer)


def _out_of_reach(world: World, answer: Any) -> None:
    assert answer.status_code == 403
    assert answer.json().get("code") in ("parameter.out_of_reach", "office.out_of_reach")


def _a_hash_alone(world: World, answer: Any) -> None:
    assert answer.status_code == 200
    assert not _told_of(world, answer)
    leaves = answer.json().get("leaves", [answer.json()])
    assert {(leaf["subject"], leaf["body"]) for leaf in leaves} == {(None, None)}
    assert all(len(leaf["leaf_hash"]) == 64 for leaf in leaves)


def _nothing_waits(world: World, answer: Any) -> None:
    assert (answer.status_code, answer.json().get("code")) == (409, "sheet.nothing_waits")


def _nothing_counted(world: World, answer: Any) -> None:
    assert (answer.status_code, answer.json()["items"]) == (200, [])


TOLD: dict[str, Told] = {
    "household": _no_such_thing,
    "move": _no_such_thing,
    "campaign": _no_such_thing,
    "lead": _no_such_thing,
    "roster": _no_such_thing,
    "sheet": _no_such_thing,
    "questions": _nothing_waits,
    "fund": _no_such_thing,
    "giver": _no_such_thing,
    "named": _no_such_organisation,
    "row": _row_refused,
    "list": _nothing_listed,
    "counts": _nothing_counted,
    "funds": _nothing_listed,
    "place": _out_of_reach,
    "log": _a_hash_alone,
}
