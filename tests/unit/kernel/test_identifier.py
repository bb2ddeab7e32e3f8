"""The numbers that become tokens: written in many ways, they are one; what is none is refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.identifier import InvalidIdentifier, account, bill, normalised

GAPS = [" ", "\u3000", "\u00a0", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060", "\t"]


def wide(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


ways = st.lists(st.sampled_from(["lower", "upper", "wide", "gap", "around"]), max_size=4)
plain_bills = st.text("0123456789ABCXYZ-粤京", min_size=1, max_size=30).filter(lambda text: text.strip("-") != "")
plain_accounts = st.text("0123456789", min_size=8, max_size=34)


@st.composite
def rewritten(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, str]:
    """(as printed, as somebody else types it)."""
    printed = draw(texts)
    typed = printed
    for way in draw(ways):
        gap, place = draw(st.sampled_from(GAPS)), draw(st.integers(0, len(typed)))
        match way:
            case "lower":
                typed = typed.lower()
            case "upper":
                typed = typed.upper()
            case "wide":
                typed = wide(typed)
            case "gap":
                typed = typed[:place] + gap + typed[place:]
            case "around":
                typed = f"\u202a{typed}\u202c"
    return printed, typed


@given(rewritten(plain_bills))
def test_one_bill_is_one_number_however_it_is_written(written: tuple[str, str]) -> None:
    """FAULTS B36."""
    printed, typed = written
    assert bill(typed) == bill(printed) == printed


@pytest.mark.parametrize(
    "typed", ["粤y-2027-a1b2c3", "粤Ｙ－２０２７－Ａ１Ｂ２Ｃ３", "粤Y–2027—A1B2C3", "粤Y-2027- A1\u200bB2C3"]
)
def test_the_bill_of_the_report(typed: str) -> None:
    """FAULTS B36."""
    assert bill(typed) == "粤Y-2027-A1B2C3"


@given(st.text(max_size=100))
def test_a_bill_that_is_read_once_reads_the_same_again(typed: str) -> None:
    with suppress(InvalidIdentifier):
        once = bill(typed)
        assert bill(once) == once


@pytest.mark.parametrize(
    ("typed", "code"),
    [("-", "bill.empty"), ("\u200b", "bill.empty"), ("A\0B", "bill.characters"), ("A" * 81, "bill.length")],
)
def test_what_is_no_number_of_a_bill(typed: str, code: str) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        bill(typed)
    assert refused.value.code == code


@given(rewritten(plain_accounts))
def test_one_account_is_one_number_however_it_is_written(written: tuple[str, str]) -> None:
    """FAULTS B38."""
    printed, typed = written
    assert account(typed) == printed


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("6222 0000", None),
        ("6222-0000-1111", None),
        ("6222000", "account.length"),
        ("6" * 35, "account.length"),
        ("6222000x", "account.characters"),
        ("6222\u202e0000", "account.characters"),
        ("٦٢٢٢٠٠٠٠", "account.characters"),
        ("6222000²", "account.characters"),
        ("", "account.characters"),
    ],
)
def test_what_is_an_account(typed: str, code: str | None) -> None:
    if code is None:
        assert account(typed).isdigit()
        return
    with pytest.raises(InvalidIdentifier) as refused:
        account(typed)
    assert refused.value.code == code


@given(st.text(max_size=40))
def test_what_was_cleaned_stays_as_it_is(typed: str) -> None:
    assert normalised(normalised(typed)) == normalised(typed)
