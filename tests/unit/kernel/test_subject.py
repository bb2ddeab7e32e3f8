"""People behind the names of tokens."""

import pytest

from kernel import subject


@pytest.mark.parametrize("name", ["ann@union", "Ann@Union", "ANN@UNION"])
def test_a_name_in_other_letters_case_is_the_same_person(name: str) -> None:
    assert subject.is_same("Ann@union", name)
    assert subject.is_among(name, ("bob", "ann@union"))


def test_another_name_is_another_person() -> None:
    assert not subject.is_same("ann", "anna")
    assert not subject.is_among("ann", ("anna", "bob"))
    assert not subject.is_among("ann", ())


def test_the_case_of_a_name_makes_no_second_person() -> None:
    """FAULTS A2, A3: duties lie apart for people, not for spellings."""
    assert subject.is_same("Chen.Wei", "chen.WEI")
    assert subject.is_same("STRASSE@44", "straße@44")
    assert not subject.is_same("chen", "chen2")
    assert subject.is_among("Chen", ["li", "CHEN"])
    assert not subject.is_among("Chen", [])
    assert subject.key("Chen") == subject.key("chen")
