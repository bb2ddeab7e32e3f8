"""To which addresses the mock agencies send answers: compared as parsed, never as beginnings (FAULTS A21)."""

import pytest

from agencies.partners import Partners

PARTNERS = Partners(
    keys=[], callbacks={"verification": ["http://verification:7000", "http://union/registry/on-search"]}
)


@pytest.mark.parametrize(
    "url",
    [
        "http://verification:7000/registry/on-search",
        "http://verification:7000/",
        "http://verification:7000",
        "http://union/registry/on-search",
    ],
)
def test_the_listed_addresses_and_what_lies_below_are_called(url: str) -> None:
    assert PARTNERS.may_call("verification", url)


@pytest.mark.parametrize(
    "url",
    [
        "http://verification:7000@evil/",
        "http://verification:7000@evil/registry/on-search",
        "http://verification:70001/",
        "http://verification:7000.evil/",
        "https://verification:7000/",
        "http://verification/",
        "http://verification.evil:7000/",
        "http://union/registry/on-search2",
        "http://union/registry/on-search/../../x",
        "http://union/registry/on-search?to=evil",
        "http://union/registry/on-search#x",
        "http://union/registry/%2e%2e/x",
        "http://union\\@evil/registry/on-search",
        "http://verification:x/",
        "//verification:7000/",
        "",
    ],
)
def test_whatever_only_looks_like_one_is_not(url: str) -> None:
    assert not PARTNERS.may_call("verification", url)


def test_another_sender_has_no_address() -> None:
    assert not PARTNERS.may_call("ledger", "http://verification:7000/")
