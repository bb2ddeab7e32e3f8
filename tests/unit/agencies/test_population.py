"""The population is the same for the same seed, its numbers are valid, its labels mean what they say."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from agencies import labels
from agencies.answer_keys import DOCUMENTS
from agencies.changes import NOT_PLANTED
from agencies.expected import FOUND_AS
from agencies.people.places import PLACES
from agencies.population import Household, Population, generate
from kernel import credit_code, resident_id
from kernel.aid_kinds import AidKind
from kernel.causes import Cause
from kernel.closed_lists import CHANGE_KINDS
from kernel.fen import fen
from kernel.items import Item
from kernel.organisation import city_of, default
from kernel.period import Period, month, school_year
from policies.documents import regions
from tests.support.parameters import in_force

TODAY = date(2026, 11, 2)


@pytest.fixture(scope="module")
def population() -> Population:
    return generate(200, 1, TODAY)


@pytest.fixture(scope="module")
def everywhere() -> Population:
    return generate(200, 1, TODAY, DOCUMENTS)


def test_equal_arguments_give_equal_populations() -> None:
    assert generate(40, 7, TODAY).to_json() == generate(40, 7, TODAY).to_json()


def test_another_seed_gives_another_population() -> None:
    assert generate(40, 7, TODAY).to_json() != generate(40, 8, TODAY).to_json()


def test_a_population_survives_its_file(population: Population) -> None:
    assert Population.from_json(population.to_json()) == population


def test_every_id_number_is_valid_and_of_no_county(population: Population) -> None:
    for member in members(population):
        parsed = resident_id.parse(member["id_number"], TODAY)
        assert parsed.county in {f"4405{n}" for n in range(90, 100)}


def test_every_credit_code_is_valid_and_every_phone_and_account_fictive(population: Population) -> None:
    for household in population.households:
        body = household.body
        assert credit_code.parse(body["employer"]["credit_code"]) == body["employer"]["credit_code"]
        assert body["contact"]["phone"].startswith("1990000")
        assert body["account"]["number"].startswith("999999")


def test_no_person_is_in_two_households_but_the_planted_ones(population: Population) -> None:
    numbers = Counter(number_of(member) for member in members(population))

    twice = {number for number, times in numbers.items() if times == 2}

    planted = {
        number_of(population.households[int(overlap.household) - 1].body["members"][overlap.members[0]])
        for overlap in population.planted
        if overlap.kind == "duplicate"
    }
    assert twice == planted
    assert max(numbers.values()) == 2


def test_every_adult_signs_the_consent(population: Population) -> None:
    for household in population.households:
        adults = [place for place, member in enumerate(household.body["members"]) if age(member) >= 18]
        assert household.body["consent"]["signatories"] == adults


def test_households_live_in_known_unions_of_their_document_s_place(everywhere: Population) -> None:
    organisations = default()
    for household in everywhere.households:
        organisation = organisations.get(household.body["org_path"])
        assert organisation is not None
        assert household.body["region"] == organisation.region
        assert household.body["region"] in organisations.regions
        assert city_of(household.union) == PLACES[household.document].federation
        law = regions.table().law_at(household.body["region"])
        assert law is not None
        assert law.profile == household.document
    assert everywhere.federations == sorted(place.federation for place in PLACES.values())
    assert len({household.union for household in everywhere.households}) >= 2 * len(PLACES)


def test_a_survey_of_one_union_meets_one_document(population: Population) -> None:
    assert {household.document for household in population.households} == {"shantou-2016"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_standards_of_a_place_are_those_of_the_sample_parameters(document: str) -> None:
    place = PLACES[document]
    for region in place.districts:
        known = in_force(region, TODAY)
        assert known["dibao_line"] == place.line
        assert known.get("low_income_standard", 0) == place.low_income
        assert known.get("expenditure_poverty_standard", 0) == place.poverty
        if (ratio := known.get("dibao_marginal_ratio")) is not None:
            assert int(str(ratio)) * place.line == place.near_line * 10_000


def test_bodies_use_only_known_codes(population: Population) -> None:
    for household in population.households:
        assert {AidKind(kind) for kind in household.body["needs"]}
        assert {Cause(cause) for cause in household.body["declared"]["causes"]}
        assert [Item(item) for item in household.body["consent"]["items"]] == list(Item)
        assert household.body["declared"]["primary_cause"] == household.body["declared"]["causes"][0]


@pytest.mark.parametrize("households", [1, 9, 10, 20, 60, 200])
def test_households_are_labelled_in_the_shares_that_are_asked_for(households: int) -> None:
    dealt = Counter(one.label for one in generate(households, 3, TODAY).households)

    expected = {label: count for label, count in labels.counts(households).items() if count}
    assert dict(dealt - Counter(clean=dealt["clean"])) == expected
    assert dealt["clean"] >= 0.55 * households


@pytest.mark.parametrize("documents", [*((name,) for name in DOCUMENTS), DOCUMENTS])
@pytest.mark.parametrize("seed", range(12))
def test_from_twenty_households_on_every_kind_of_overlap_is_planted(seed: int, documents: tuple[str, ...]) -> None:
    kinds = {overlap.kind for overlap in generate(20, seed, TODAY, documents).planted}

    assert kinds == set(FOUND_AS)


@pytest.mark.parametrize("seed", [90417, *range(12)])
def test_whatever_the_seed_every_open_household_has_somebody_to_aid(seed: int) -> None:
    """FAULTS C1: a household whose file may open has a category, and aid that somebody receives."""
    for household in generate(300, seed, TODAY, DOCUMENTS).households:
        expected = household.expected
        assert (expected.category is None) == (household.label in ("fraud", "ineligible"))
        if expected.opens != "no":
            assert expected.aid is not None
            assert expected.aid.beneficiaries


def test_a_thousand_households_can_be_generated() -> None:
    assert len(generate(1000, 90417, TODAY, DOCUMENTS).households) == 1000


def test_a_mismatch_differs_in_one_income_only(population: Population) -> None:
    for household in population.households:
        known = sum(
            fen(population.on_file[number_of(member)].get("tax", {}).get("monthly_income", "0"))
            for member in household.body["members"]
        )
        differs = known != declared_income(household)
        assert differs == (household.label in ("mismatch", "fraud"))


def test_some_households_stand_exactly_at_a_limit() -> None:
    met = set()
    for household in generate(400, 2, TODAY).households:
        if household.expected.opens == "yes":
            income, threshold = declared_income(household), 100_000 * len(household.body["members"])
            met |= {limit for limit in (1.0, 1.5, 3.0) if income == limit * threshold}
    assert met == {1.0, 1.5, 3.0}


def test_a_duplicate_is_of_another_union_and_some_are_written_in_fifteen_digits(population: Population) -> None:
    written = []
    for overlap in population.planted:
        if overlap.kind == "duplicate":
            later, earlier = household_of(population, overlap.household), household_of(population, overlap.other)
            shared = later.body["members"][overlap.members[0]]
            written.append(len(shared["id_number"]))
            assert later.union != earlier.union
            assert number_of(shared) in {number_of(member) for member in earlier.body["members"]}
            assert (later.expected.opens, earlier.expected.opens) == ("one_of_two", "one_of_two")
            assert (later.expected.rival, earlier.expected.rival) == (earlier.number, later.number)
            assert earlier.label == "clean"
    assert set(written) == {15, 18}


def test_outside_aid_is_of_the_kind_and_to_the_people_that_the_union_will_aid(population: Population) -> None:
    by_household = {aid.household: aid for aid in population.outside_aid}
    labelled = [one for one in population.households if one.label.startswith("outside_")]
    assert {one.number for one in labelled} == set(by_household)
    for household in labelled:
        aid, expected = by_household[household.number], household.expected.aid
        assert expected is not None
        assert aid.aid_kind == expected.kind
        assert aid.id_numbers == [household.body["members"][place]["id_number"] for place in expected.beneficiaries]
        for period in (month(TODAY), school_year(TODAY), month(date(2027, 6, 1))):
            assert Period(aid.first, aid.last).overlaps(period)
    assert {aid.giver for aid in population.outside_aid} == {"civil_affairs", "charity"}


def test_aid_goes_to_the_pupil_the_ill_one_or_everybody(population: Population) -> None:
    for household in population.households:
        aid, everybody = household.expected.aid, household.body["members"]
        if aid is None:
            continue
        receives = [everybody[place] for place in aid.beneficiaries]
        match aid.kind:
            case "tuition_aid":
                assert [one["school_stage"] is not None for one in receives] == [True]
            case "serious_illness_aid":
                assert [one["health"] for one in receives] == ["seriously_ill"]
            case _:
                assert receives == everybody


def members(population: Population) -> list[dict[str, Any]]:
    return [member for household in population.households for member in household.body["members"]]


def household_of(population: Population, number: str) -> Household:
    return population.households[int(number) - 1]


def number_of(member: dict[str, Any]) -> str:
    return resident_id.parse(member["id_number"], TODAY).number


def age(member: dict[str, Any]) -> int:
    birth = resident_id.parse(member["id_number"], TODAY).birth_date
    return TODAY.year - birth.year - ((TODAY.month, TODAY.day) < (birth.month, birth.day))


def declared_income(household: Household) -> int:
    return sum(fen(member["monthly_income"]) for member in household.body["members"])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_kind_of_change_is_planted_in_a_hundred_households(seed: int) -> None:
    people = generate(100, seed, TODAY, DOCUMENTS)
    planted = [one.change for one in people.households if one.change is not None]
    assert {change.kind for change in planted} == set(CHANGE_KINDS) - NOT_PLANTED
    assert {change.approved for change in planted} == {True, False}
    assert {change.recheck.ends for change in planted if change.recheck is not None} == {"kept", "closed"}
    walks = Counter(one.expected.walk for one in people.households)
    assert (walks["objection"], walks["upheld"]) == (1, 1)


def test_what_changes_is_planted_where_nothing_else_is_and_who_joins_is_known_to_the_police(
    everywhere: Population,
) -> None:
    changed = [one for one in everywhere.households if one.change is not None]
    assert all(one.is_plain for one in changed)
    joined = [one.change.says["member"] for one in changed if one.change and one.change.kind == "member_joined"]
    assert joined
    applied = {number_of(member) for member in members(everywhere)}
    for member in joined:
        assert Item.HUKOU in everywhere.on_file[member["id_number"]]
        assert member["id_number"] not in applied
