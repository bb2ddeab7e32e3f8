"""Every kind of paper that people send is taken, and everything that only looks like one is refused in words."""

import random

import pytest

from services.intake.adapters.papers.__main__ import told_of
from services.intake.adapters.papers.told import Accepted, Refused
from tests.unit.intake.papers.samples import ACCEPTED, REFUSED, document, jpeg, png


@pytest.mark.parametrize("name", ACCEPTED)
def test_an_honest_paper_is_taken_by_its_content(name: str) -> None:
    make, media = ACCEPTED[name]
    told = told_of(make())
    assert isinstance(told, Accepted), told
    assert told.media == media


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_paper_is_refused(name: str) -> None:
    make, code = REFUSED[name]
    told = told_of(make())
    assert isinstance(told, Refused), told
    assert told.code == code


@pytest.mark.parametrize("make", [document, jpeg, png])
def test_a_paper_of_any_length_less_is_refused(make: object) -> None:
    assert callable(make)
    whole = make()
    for end in sorted({*range(0, len(whole) - 1, max(1, len(whole) // 50))}):
        assert isinstance(told_of(whole[:end]), Refused), end


@pytest.mark.parametrize("make", [document, jpeg, png])
def test_no_bytes_turned_break_the_look_itself(make: object) -> None:
    assert callable(make)
    drawn, whole = random.Random(7), make()
    for _ in range(60):
        turned = bytearray(whole)
        for _ in range(drawn.randrange(1, 6)):
            turned[drawn.randrange(len(turned))] = drawn.randrange(256)
        assert isinstance(told_of(bytes(turned)), Accepted | Refused)
