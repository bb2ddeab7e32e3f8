"""The closed lists: complete, each with its Chinese name, and the codes that others wrote down."""

from typing import get_args

import pytest

from kernel import aid_kinds, causes, closed_lists, items
from kernel.aid_kinds import AidKind
from kernel.causes import Cause
from kernel.items import AGENCY, AGENCY_CHINESE, Agency, Item


def test_every_member_of_every_list_has_its_own_chinese_name() -> None:
    for chinese, members in (
        (aid_kinds.CHINESE, list(AidKind)),
        (causes.CHINESE, list(Cause)),
        (items.CHINESE, list(Item)),
        (AGENCY_CHINESE, list(Agency)),
    ):
        assert list(chinese) == members
        assert len(set(chinese.values())) == len(members)


def test_the_lists_are_as_long_as_the_domain_says() -> None:
    assert (len(AidKind), len(Cause), len(Item), len(Agency)) == (21, 14, 14, 13)


def test_each_item_has_one_agency_and_civil_affairs_alone_answers_two() -> None:
    assert list(AGENCY) == list(Item)
    by_agency = {agency: [item for item in Item if AGENCY[item] is agency] for agency in Agency}
    assert {agency: found for agency, found in by_agency.items() if len(found) != 1} == {
        Agency.CIVIL_AFFAIRS: [Item.MARRIAGE, Item.DIBAO]
    }


@pytest.mark.parametrize(
    ("kind", "chinese", "codes"),
    [
        (
            closed_lists.Employment,
            closed_lists.EMPLOYMENT,
            "employed laid_off unemployed flexible retired_on_public_pension retired_other student none "
            "internal_retirement sick_leave retired",
        ),
        (closed_lists.SchoolStage, closed_lists.SCHOOL_STAGES, "primary junior senior college"),
        (closed_lists.Health, closed_lists.HEALTH, "healthy ill seriously_ill"),
        (closed_lists.HukouKind, closed_lists.HUKOU_KINDS, "urban rural"),
        (
            closed_lists.EmployerKind,
            closed_lists.EMPLOYER_KINDS,
            "enterprise state_run_enterprise public_institution state_organ social_organisation",
        ),
        (
            closed_lists.RestructuringKind,
            closed_lists.RESTRUCTURING_KINDS,
            "capacity_cut zombie merger bankruptcy public_institution long_stoppage bought_out",
        ),
        (
            closed_lists.PaperKind,
            closed_lists.PAPER_KINDS,
            "consent identity household_register income_certificate employment_certificate diagnosis bill"
            " disability_certificate school_certificate housing_certificate bank_card visit_photo other",
        ),
        (closed_lists.PaperFor, closed_lists.PAPER_FOR, "application change visit objection"),
    ],
)
def test_codes_stay_as_they_are_stored_and_each_has_its_own_chinese_term(
    kind: object, chinese: dict[str, str], codes: str
) -> None:
    assert [*get_args(kind)] == list(chinese) == codes.split()
    assert len(set(chinese.values())) == len(chinese)
