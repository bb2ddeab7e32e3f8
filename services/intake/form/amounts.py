"""Amounts of money as a form takes them: one plain spelling, so that a slip of a finger is no amount."""

import re
from typing import Annotated

from pydantic import BeforeValidator

from chassis.http.values import Yuan
from kernel.fen import InvalidAmount


def _plainly_written(yuan: object) -> object:
    """`-0` and `0600` are slips of a finger: nobody knows which amount was meant."""
    if isinstance(yuan, str) and re.match(r"-0+(\.0*)?$|-?0\d", yuan, re.ASCII):
        raise InvalidAmount("amount.format")
    return yuan


PlainYuan = Annotated[Yuan, BeforeValidator(_plainly_written)]
