"""Assistance's read models: tokens and ids only. One file per family follows the events."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from chassis.codec import Recorded
from services.assistance.projections import acts, batches, funds, plans

TABLES = ("plans", "referrals", "funds", "acts", "batches", "journal")
"""What a rebuild from zero makes again."""


def project(recorded: Recorded) -> Iterable[tuple[str, Any]]:
    """The writes of one event. Reads no personal field: a rebuild runs with every box sealed."""
    return chain(plans.project(recorded), acts.project(recorded), batches.project(recorded), funds.project(recorded))
