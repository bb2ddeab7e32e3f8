"""What an agency still has to send: an answer to a question, or a report of aid that it gave."""

from __future__ import annotations

import uuid
from datetime import datetime

import msgspec

from dci.codes import Action
from dci.messages import PageRequest, Sorting
from dci.questions import Person

MESSAGES = uuid.UUID("6f3c1f0a-5f1d-4f5e-9a53-0d6f0c6f4a11")


class AnswerLetter(msgspec.Struct, frozen=True, kw_only=True, tag="answer"):
    """`due` is business time, `hold_s` real; `copy` as in `agencies.behaviour.Sending`, or `repeat-…` for a question
    that was asked again; `rejected`: a reason code instead of records."""

    id: str
    agency: str
    due: datetime
    hold_s: float
    copy: str
    receiver_id: str
    url: str
    transaction_id: str
    reference_id: str
    correlation_id: str
    question_hash: str
    item: str
    persons: tuple[Person, ...]
    rejected: str | None = None
    page: PageRequest | None = None
    sort: tuple[Sorting, ...] = ()

    @property
    def message_id(self) -> str:
        """Stable across the sender's retries; `again` repeats the right copy's."""
        name = self.id.removesuffix("again") + "right" if self.copy == "again" else self.id
        return str(uuid.uuid5(MESSAGES, name))


class ReportLetter(msgspec.Struct, frozen=True, kw_only=True, tag="report"):
    """`reference_id` names the act among the population's outside aid."""

    id: str
    agency: str
    due: datetime
    url: str
    receiver_id: str
    transaction_id: str
    reference_id: str
    hold_s: float = 0.0
    copy: str = "right"

    @property
    def message_id(self) -> str:
        return str(uuid.uuid5(MESSAGES, self.id))


class CallbackLetter(msgspec.Struct, frozen=True, kw_only=True, tag="callback"):
    """Every other callback: `message` is its JSON, and stays as it was promised."""

    id: str
    agency: str
    due: datetime
    url: str
    receiver_id: str
    action: Action
    message: str
    hold_s: float = 0.0
    copy: str = "right"

    @property
    def message_id(self) -> str:
        return str(uuid.uuid5(MESSAGES, self.id))


Letter = AnswerLetter | ReportLetter | CallbackLetter
