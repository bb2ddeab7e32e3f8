"""Each item is a page: it proves or compares something, and what it is held against is declared."""

import dataclasses

import msgspec
import pytest

from contracts.intake import Declared, DeclaredProperty, Member
from kernel.items import AGENCY, CONCERNS, Item
from services.verification.domain.items import ITEMS
from services.verification.domain.items.page import Page


@pytest.mark.parametrize("item", Item)
def test_an_item_proves_or_compares_something_or_says_why_not(item: Item) -> None:
    page = ITEMS[item]
    assert bool(page.mute_because) == page.is_mute


def test_an_item_that_serves_nothing_is_seen() -> None:
    mute = Page(shape=msgspec.Struct, about="members")
    assert (mute.is_mute, mute.mute_because) == (True, "")
    assert not dataclasses.replace(ITEMS[Item.STUDENT], proves=mute.proves).is_mute


def test_every_item_has_a_page_an_agency_and_what_it_concerns() -> None:
    assert set(ITEMS) == set(Item) == set(AGENCY) == set(CONCERNS)


@pytest.mark.parametrize("item", Item)
def test_what_an_item_concerns_is_a_field_of_the_declaration(item: Item) -> None:
    concern = CONCERNS[item]
    assert set(concern.household) <= set(Declared.__struct_fields__)
    assert {*concern.members, *concern.applicant} <= set(Member.__struct_fields__)
    assert set(concern.owned) <= set(DeclaredProperty.__struct_fields__)
