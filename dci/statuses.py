"""The messages about how a transaction stands, as DCI's schemas have them: the status query and its answer."""

from typing import Annotated

from msgspec import Meta, Raw, Struct

from dci.codes import AttributeType, TxnType
from dci.messages import Id, Locale, OnSearch
from dci.parser import decode


class StatusQuery(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`attribute_value` is one name or a list of them, whichever type is said."""

    reference_id: Id
    txn_type: TxnType
    attribute_type: AttributeType
    attribute_value: Id | Annotated[list[Id], Meta(max_length=999)]
    locale: Locale | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.attribute_value,) if isinstance(self.attribute_value, str) else tuple(self.attribute_value)


class TxnStatus(Struct, frozen=True, kw_only=True, omit_defaults=True):
    transaction_id: Id
    txnstatus_request: StatusQuery


class StatusAnswer(Struct, frozen=True, kw_only=True):
    """`txn_status`: the callback's `message` as it stands now, of the kind that `txn_type` says."""

    txn_type: TxnType
    txn_status: Raw


class TxnOnStatus(Struct, frozen=True, kw_only=True, omit_defaults=True):
    transaction_id: Id
    correlation_id: Id
    txnstatus_response: StatusAnswer


def searched(message: TxnOnStatus) -> OnSearch | None:
    """What it says of a search, None when it is about something else. Raises `Malformed`."""
    told = message.txnstatus_response
    if told.txn_type not in (TxnType.SEARCH, TxnType.ON_SEARCH):
        return None
    return decode(told.txn_status, OnSearch)
