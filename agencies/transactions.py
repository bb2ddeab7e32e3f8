"""What was asked lately, so that a status query is answered truly; bounded, the oldest are forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Final

from agencies.arrivals import Incoming
from dci.codes import AttributeType
from dci.messages import SearchRequest
from dci.statuses import StatusQuery

QUESTIONS_KEPT: Final = 20_000


@dataclass(frozen=True)
class Asked:
    """One question as it came; asked again, it is still this one."""

    incoming: Incoming
    request: SearchRequest

    def is_named_by(self, agency: str, sender: str, query: StatusQuery) -> bool:
        """Others' questions are nobody's to ask about."""
        named = {
            AttributeType.TRANSACTION_ID: self.incoming.message.transaction_id,
            AttributeType.CORRELATION_ID: self.incoming.correlation_id,
            AttributeType.REFERENCE_ID_LIST: self.request.reference_id,
        }
        is_theirs = (self.incoming.agency, self.incoming.header.sender_id) == (agency, sender)
        return is_theirs and named.get(query.attribute_type) in query.names


class Transactions:
    """Shared by all agencies of the process; safe to call from many threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, Asked] = OrderedDict()

    def remember(self, incoming: Incoming) -> None:
        with self._lock:
            for request in incoming.message.search_request:
                self._kept.setdefault(incoming.question_name(request), Asked(incoming, request))
            while len(self._kept) > QUESTIONS_KEPT:
                self._kept.popitem(last=False)

    def named_by(self, agency: str, sender: str, query: StatusQuery) -> Iterator[Asked]:
        with self._lock:
            kept = list(self._kept.values())
        return (asked for asked in kept if asked.is_named_by(agency, sender, query))
