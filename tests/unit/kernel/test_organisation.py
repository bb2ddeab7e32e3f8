"""Organisations: whose scope covers whom, whom to call, and which reference files are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.organisation import (
    Organisation,
    OrganisationKind,
    UnknownOrganisation,
    ancestors,
    city_of,
    county_of,
    covers,
    default,
    load,
    place_of,
)

UNION = "44/4405/440507/longhu-dianzi"
paths = st.lists(st.sampled_from(["44", "4405", "440507", "4", "a"]), min_size=1, max_size=4).map("/".join)

PROVINCE = """
version = "1"
[[organisation]]
path = "44"
name = "广东省总工会"
region = "440000"
phone = "020-0000 0001"
kind = "federation_province"
"""


def another(path: str, region: str, kind: str) -> str:
    return f"""{PROVINCE}
[[organisation]]
path = "{path}"
name = "虚构"
region = "{region}"
phone = "0754-0000 0001"
kind = "{kind}"
"""


@pytest.mark.parametrize("scope", ["44", "44/4405", "44/4405/440507", UNION])
def test_a_scope_covers_itself_and_all_below(scope: str) -> None:
    assert covers(scope, UNION)


@pytest.mark.parametrize("scope", ["", "4", "44/", "44/440", "44/4405/44050", "44/4451", f"{UNION}-2", f"{UNION}/x"])
def test_a_scope_covers_by_whole_segments_only(scope: str) -> None:
    assert not covers(scope, UNION)


@given(paths, paths)
def test_two_scopes_that_cover_each_other_are_the_same(one: str, other: str) -> None:
    assert (covers(one, other) and covers(other, one)) == (one == other)


@given(paths, paths)
def test_a_scope_covers_a_path_exactly_when_it_is_the_path_or_stands_above_it(scope: str, path: str) -> None:
    assert covers(scope, path) == (scope in (path, *ancestors(path)))


@pytest.mark.parametrize(
    ("path", "city", "county", "place"),
    [
        (UNION, "44/4405", "44/4405/440507", "440507"),
        ("44/4405/440507", "44/4405", "44/4405/440507", "440507"),
        ("44/4405", "44/4405", "44/4405", "4405"),
        ("44", "44", "44", "44"),
    ],
)
def test_a_path_tells_its_city_its_county_and_the_code_of_its_place(
    path: str, city: str, county: str, place: str
) -> None:
    assert (city_of(path), county_of(path), place_of(path)) == (city, county, place)


def test_the_shipped_file_has_the_places_of_the_five_documents_and_a_city_without_one() -> None:
    organisations = default()

    of_documents = {"410202", "410203", "530102", "530103", "130302", "130303", "469025", "440507", "440511", "440515"}
    assert organisations.regions == of_documents | {"445102"}
    assert organisations.get(UNION) == Organisation(
        path=UNION,
        name="龙湖虚构电子厂工会",
        region="440507",
        phone="0754-0000 0102",
        kind=OrganisationKind.ENTERPRISE,
    )
    assert organisations.get("44/4405/440507/nobody") is None


def test_every_county_of_the_shipped_file_has_two_unions_and_every_telephone_is_invented() -> None:
    below: dict[str, int] = {}
    for organisation in default():
        assert "-0000 " in organisation.phone
        if organisation.kind in (OrganisationKind.INDUSTRY, OrganisationKind.ENTERPRISE):
            assert "虚构" in organisation.name
            below[organisation.region] = below.get(organisation.region, 0) + 1

    assert below.keys() == default().regions
    assert min(below.values()) >= 2


def test_the_office_to_call_is_the_nearest_known_one() -> None:
    organisations = default()

    assert organisations.office(UNION).path == UNION
    assert organisations.office("44/4405/440507/nobody").path == "44/4405/440507"
    assert organisations.office("44/4499/449901").path == "44"
    with pytest.raises(UnknownOrganisation):
        organisations.office("45/4501")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (another("44", "440000", "federation_province"), "listed twice"),
        (another("44/4405/440507", "440507", "federation_county"), "federation above it is missing"),
        (another("44/4405", "440600", "federation_city"), "another place"),
        (another("44/4505", "450500", "federation_city"), "not a path"),
        (another("44/4405", "440500", "enterprise"), "not a path"),
        (another("44/4405/", "440500", "federation_city"), "not a path"),
        (another("44/4405", "440500", "ministry"), "Invalid enum value"),
        (PROVINCE + 'fax = "none"', "unknown field"),
        ("organisation = []", "version"),
    ],
)
def test_an_unsound_reference_file_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        load(text)
