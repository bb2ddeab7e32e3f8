"""The closed lists: complete, each with its Chinese name, and the codes that others wrote down."""

from kernel import aid_kinds, causes, items
from kernel.aid_kinds import AidKind
from kernel.causes import Cause, with_implied
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


def test_a_serious_illness_is_an_illness_and_not_the_other_way_round() -> None:
    assert with_implied([Cause.SERIOUS_ILLNESS]) == {Cause.SERIOUS_ILLNESS, Cause.ILLNESS}
    assert with_implied([Cause.ILLNESS, Cause.OTHER]) == {Cause.ILLNESS, Cause.OTHER}
