"""Recall: an answer turned out otherwise, and the latest round rests on it though it was told to an earlier one."""

from collections.abc import Sequence
from functools import reduce

from chassis.resources import Resources
from chassis.store import Loaded, Transaction
from chassis.unit_of_work import Change
from services.verification import projections
from services.verification.domain import inquiry_name
from services.verification.domain.inquiry import recall
from services.verification.domain.inquiry.evolution import evolve
from services.verification.domain.inquiry.states import State
from services.verification.domain.inquiry_name import InquiryName
from services.verification.handlers.inquiries import load


def changes_of(
    resources: Resources,
    transaction: Transaction,
    inquiry: InquiryName,
    loaded: Loaded[State],
    happened: Sequence[object],
) -> list[Change]:
    """The inquiry's own events, and what follows from them in the latest round."""
    own = Change(inquiry.stream, loaded.version, inquiry.household, happened)
    latest = latest_stream(transaction, inquiry.household)
    if latest is None or latest == inquiry.stream:
        return [own]
    there, after = load(transaction, latest), reduce(evolve, happened, loaded.state)
    carried = recall.carried(happened, loaded.state, after, inquiry.stream, resources.today(), there.state)
    return [own, *([Change(latest, there.version, inquiry.household, carried)] if carried else [])]


def latest_stream(transaction: Transaction, household: str) -> str | None:
    round = projections.latest_round(transaction.connection, household)
    return None if round is None else inquiry_name.of(household, round)
