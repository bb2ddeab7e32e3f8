"""The share of time that each suite of a test run took."""

from tests.support.shares import shares


def test_each_suite_tells_its_seconds_and_its_share_the_longest_first() -> None:
    took = [("tests/a/test_x.py::one", 1.0), ("tests/b/test_y.py::two", 6.0), ("tests/a/test_z.py::three[p]", 2.0)]
    assert shares([*took, ("tests/c/test_w.py::four", 0.5)]) == [
        "     6.0 s  63%  tests/b",
        "     3.0 s  32%  tests/a",
    ]


def test_a_run_of_nothing_tells_nothing() -> None:
    assert shares([]) == []
