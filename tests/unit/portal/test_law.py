"""Who asks intake for parameters."""

from portal.law import reader


def test_the_parameters_of_a_place_are_asked_for_by_its_own_province() -> None:
    assert [reader(region).org_path for region in ("460302", "53", None)] == ["46", "53", "44"]
