"""The national form's fields: all optional, kept as they were said, and told where a paper still lacks them."""

import copy
import hashlib
import json
from datetime import date
from typing import Any

import msgspec
import pytest
from pydantic import ValidationError

from contracts.intake import DeclaredProperty, Details, Firm, House, Housing, Member, Opinions, OtherAid, Vehicle
from kernel import national_form
from kernel.national_form import NATIONS
from kernel.organisation import default
from policies.documents.profile import load
from policies.documents.regions import LawOfPlace
from services.intake.domain.missing_for_papers import missing_for_papers
from services.intake.domain.situation import items_to_ask_again
from services.intake.errors import TABLE
from services.intake.form.body import ApplicationForm
from services.intake.form.checked_application import checked_application
from services.intake.form.checks import FormContext, flaws_in
from services.intake.form.example import EXAMPLE
from services.intake.handlers.roster_rows import cleaned, content_of
from tests.unit.intake.situations import details

TODAY = date(2026, 11, 2)
LAW = LawOfPlace(load("shantou-2016"), ())

OF_A_MEMBER = {
    "nation": "08", "political_status": "masses", "marital_status": "married", "hukou_kind": "converted",
    "model_worker": "none", "medical_insurance": "employee", "condition": "diabetes", "impairment": "sight",
    "impairment_level": 2, "place_of_work_or_study": "虚构电子厂", "working_since": "2009-07-01",
    "yearly_income": "7200.00",
}  # fmt: skip
OF_THE_HOUSEHOLD: dict[str, Any] = {
    "housing": {"kind": "rented", "area_band": "20_to_50"},
    "opinions": {"administration": "情况属实", "union": "同意", "system_union": "同意"},
    "owned": {
        "houses": [{"kind": "commercial", "area_m2": 60}],
        "vehicles": [{"purchased_in": 2015}],
        "firms": [{"name": "虚构小店"}],
        "deposits_band": "under_10k",
        "housing_fund_base": "2500.00",
    },
    "other_aid": [{"giver": "虚构慈善会", "kind": "charity_grant", "amount": "500.00", "received_on": "2026-02-01"}],
}


def body(**changes: Any) -> dict[str, Any]:
    """The example; `members__nation` and the like go into its parts, members' into the first."""
    made = copy.deepcopy(EXAMPLE)
    for path, value in changes.items():
        part, _, field = path.partition("__")
        at = made[part][0] if part == "members" else made[part] if field else made
        at[field or part] = value
    return made


def whole() -> dict[str, Any]:
    made = body(**OF_THE_HOUSEHOLD)
    made["members"][0] |= OF_A_MEMBER
    made["declared"] |= {"other_income_yearly": "1000.00", "can_help_itself": False}
    made["contact"] |= {"postcode": "515000", "other": "0754-0000 0000"}
    made["account"]["branch"] = "龙湖支行"
    made["employer"] |= {"industry": "electronics", "state": "half_stopped"}
    return made


def as_kept(sent: dict[str, Any]) -> Details:
    form = ApplicationForm.model_validate(sent)
    return checked_application(form, LAW, TODAY, lambda kind, value: f"{kind}:{value}").details


def codes(sent: dict[str, Any]) -> list[tuple[str, str]]:
    context = FormContext(today=TODAY, organisations=default(), scope="44", previous_has_ended=True, law=LAW)
    return [(flaw.pointer, flaw.code) for flaw in flaws_in(ApplicationForm.model_validate(sent), context)]


def test_every_list_is_complete_and_each_code_has_its_own_words() -> None:
    for literal, words in (
        (national_form.PoliticalStatus, national_form.POLITICAL_STATUSES),
        (national_form.MaritalStatus, national_form.MARITAL_STATUSES),
        (national_form.DeclaredHukouKind, national_form.DECLARED_HUKOU_KINDS),
        (national_form.ModelWorker, national_form.MODEL_WORKERS),
        (national_form.MedicalInsurance, national_form.MEDICAL_INSURANCES),
        (national_form.Condition, national_form.CONDITIONS),
        (national_form.Impairment, national_form.IMPAIRMENTS),
        (national_form.HousingKind, national_form.HOUSING_KINDS),
        (national_form.AreaBand, national_form.AREA_BANDS),
        (national_form.Industry, national_form.INDUSTRIES),
        (national_form.EmployerState, national_form.EMPLOYER_STATES),
        (national_form.HouseKind, national_form.HOUSE_KINDS),
        (national_form.DepositsBand, national_form.DEPOSITS_BANDS),
    ):
        assert list(literal.__args__) == list(words)
        assert len(set(words.values())) == len(words)


def test_the_nations_bear_their_numbers() -> None:
    assert [NATIONS[code] for code in ("01", "08", "33", "56")] == ["汉族", "壮族", "羌族", "基诺族"]
    assert len(NATIONS) == 56 + 2 == len(set(NATIONS.values()))


def test_what_papers_need_is_kept_as_it_was_said() -> None:
    kept = as_kept(whole())
    said = {name: getattr(kept.members[0], name) for name in OF_A_MEMBER}
    assert said == OF_A_MEMBER | {"working_since": date(2009, 7, 1), "yearly_income": 720_000}
    assert (kept.declared.other_income_yearly, kept.declared.can_help_itself) == (100_000, False)
    assert (kept.contact.postcode, kept.contact.other) == ("515000", "0754-0000 0000")
    assert (kept.account.branch, kept.employer.industry, kept.employer.state) == (
        "龙湖支行", "electronics", "half_stopped",
    )  # fmt: skip
    assert kept.housing == Housing(kind="rented", area_band="20_to_50")
    assert kept.opinions == Opinions(administration="情况属实", union="同意", system_union="同意")
    assert kept.owned == DeclaredProperty(
        houses=(House(kind="commercial", area_m2=60),),
        vehicles=(Vehicle(purchased_in=2015),),
        firms=(Firm(name="虚构小店"),),
        deposits_band="under_10k",
        housing_fund_base=250_000,
    )
    assert kept.other_aid == (
        OtherAid(giver="虚构慈善会", kind="charity_grant", amount=50_000, received_on=date(2026, 2, 1)),
    )


def test_what_is_missing_for_papers_is_told_by_name() -> None:
    assert missing_for_papers(as_kept(whole())) == ()
    lacking = missing_for_papers(as_kept(body()))
    assert {"members.0.nation", "housing.kind", "opinions.union", "owned.houses", "other_aid", "account.branch"} <= {
        *lacking
    }
    nothing_owned = whole() | {"owned": {"houses": [], "vehicles": [], "firms": [], "deposits_band": "none"}}
    assert missing_for_papers(as_kept(nothing_owned | {"other_aid": []})) == ("owned.housing_fund_base",)


def test_every_optional_field_is_asked_for_or_needed_by_no_paper() -> None:
    """A field added to the form and forgotten here would be missing without a word."""
    paths = {path.replace("members.0.", "members.").replace("members.1.", "members.") for path in _all_missing()}
    fields = {f"members.{name}" for name in OF_A_MEMBER} - {"members.yearly_income", "members.impairment_level"}
    assert fields <= paths


def _all_missing() -> tuple[str, ...]:
    child = msgspec.structs.replace(_bare(), relation="child", disability=True)
    return missing_for_papers(msgspec.structs.replace(details(), members=(_bare(), child)))


def _bare() -> Member:
    return details().members[0]


@pytest.mark.parametrize(
    ("owned", "asked"),
    [
        ({"houses": ()}, ("real_estate",)),
        ({"vehicles": (Vehicle(),)}, ("vehicle",)),
        ({"deposits_band": "over_50k", "firms": ()}, ("business_registration", "finance")),
        ({"housing_fund_base": 1}, ("housing_fund",)),
        ({}, ()),
    ],
)
def test_declared_property_that_changed_is_asked_again(owned: dict[str, Any], asked: tuple[str, ...]) -> None:
    items = ("business_registration", "finance", "housing_fund", "real_estate", "tax", "vehicle")
    now = msgspec.structs.replace(details(), owned=DeclaredProperty(**owned))
    assert items_to_ask_again(items, (), details(), now) == asked


@pytest.mark.parametrize(
    ("wrong", "flaw"),
    [
        (body(members__yearly_income="7201.00"), ("#/members/0/yearly_income", "income.year_differs")),
        (body(members__working_since="2026-11-03"), ("#/members/0/working_since", "date.in_the_future")),
        (body(owned={"vehicles": [{"purchased_in": 2027}]}), ("#/owned/vehicles/0/purchased_in", "date.in_the_future")),
        (
            body(other_aid=[{"giver": "某会", "kind": "in_kind", "amount": "1", "received_on": "2026-11-03"}]),
            ("#/other_aid/0/received_on", "date.in_the_future"),
        ),
    ],
)
def test_what_cannot_be_so_is_named(wrong: dict[str, Any], flaw: tuple[str, str]) -> None:
    found = [(pointer, code) for pointer, code in codes(wrong) if not pointer.startswith("#/consent")]
    assert found == [flaw]


def test_a_year_that_no_month_divides_is_a_month_to_the_nearest_fen() -> None:
    sent = body(members__yearly_income="20000.00", members__monthly_income="1666.67")
    assert "income.year_differs" not in {code for _, code in codes(sent)}


@pytest.mark.parametrize(
    "wrong",
    [
        body(members__impairment_level=5),
        body(owned={"houses": [{"kind": "commercial", "area_m2": 0}]}),
        body(owned={"deposits_band": "some"}),
        body(other_aid=[{"giver": "某会", "kind": "unknown", "amount": "1"}]),
        body(housing={"kind": "castle"}),
        body(opinions={"union": "同\u202e意"}),
    ],
)
def test_what_is_not_of_the_form_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ApplicationForm.model_validate(wrong)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (body(members__nation="57"), "nation.form"),
        (body(members__nation="汉"), "nation.form"),
        (body(contact__postcode="51500"), "postcode.form"),
        (body(contact__postcode="５１５０００"), "postcode.form"),
        (body(contact__other="440590198001010009"), "other_contact.id_number"),
    ],
)
def test_who_breaks_a_fixed_form_is_told_what_to_write(wrong: dict[str, Any], code: str) -> None:
    assert TABLE[code].zh
    with pytest.raises(ValidationError, match=code):
        ApplicationForm.model_validate(wrong)


def test_a_row_of_before_these_fields_is_still_the_household_that_it_was() -> None:
    """A row names its household: the same sheet again must change nothing, for years."""
    content = cleaned(content_of(ApplicationForm.model_validate(EXAMPLE)), TODAY)
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    assert digest == "397025f89ee156d22992bb14ce8f0cfddaefa708dbcd953c4f41c9e777cedc1d"
    other = cleaned(content_of(ApplicationForm.model_validate(body(members__nation="08"))), TODAY)
    assert other != content
