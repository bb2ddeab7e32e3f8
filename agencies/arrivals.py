"""One search message as it came to an agency, with the names under which it is known."""

from __future__ import annotations

from datetime import datetime

import msgspec

from dci.messages import RequestHeader, Search, SearchRequest
from dci.questions import question_hash
from dci.receiver import AcceptedSearch


class Incoming(msgspec.Struct, frozen=True):
    """One search message at one agency's desk; `received` is business time."""

    agency: str
    received: datetime
    header: RequestHeader
    message: Search
    correlation_id: str
    question_hash: str

    @property
    def message_name(self) -> str:
        return f"{self.header.sender_id}/{self.header.message_id}"

    def question_name(self, request: SearchRequest) -> str:
        sender, transaction = self.header.sender_id, self.message.transaction_id
        return f"{self.agency}/{sender}/{transaction}/{request.reference_id}"


def incoming_of(agency: str, accepted: AcceptedSearch, received: datetime) -> Incoming:
    asked_hash = question_hash(accepted.verified.message)
    return Incoming(agency, received, accepted.header, accepted.message, accepted.correlation_id, asked_hash)
