"""An inquiry's name, both ways: its stream, which is also the DCI transaction id of its questions."""

import re
from typing import Final

from msgspec import Struct

_FORM: Final = re.compile(r"inquiry-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})-[1-9][0-9]{0,3}")


class InquiryName(Struct, frozen=True):
    """What a transaction id of ours names; whether it exists is for the store to say."""

    stream: str
    household: str


def of(household: str, round: int) -> str:
    """The stream of a household's round; rounds count from 1."""
    return f"inquiry-{household}-{round}"


def reference_of(stream: str, item: str) -> str:
    """The DCI reference id of an item's question: the same at every retry."""
    return f"{stream}-{item}"


def read(transaction_id: str) -> InquiryName | None:
    """None for what is no name of ours."""
    found = _FORM.fullmatch(transaction_id)
    return InquiryName(transaction_id, found[1]) if found else None
