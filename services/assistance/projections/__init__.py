"""Assistance's read models: tokens and ids only. One file per family follows the events."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from chassis.codec import Recorded
from services.assistance.projections import acts, batches, funds, parameters, plans, task_writes

TABLES = ("plans", "referrals", "funds", "acts", "batches", "journal", "parameters", "tasks")
"""What a rebuild from zero makes again."""


def project(recorded: Recorded[Any]) -> Iterable[tuple[str, Any]]:
    """The writes of one event. Reads no personal field: a rebuild runs with every box sealed."""
    families = (plans, acts, batches, funds, parameters, task_writes)  # tasks last: they ask whose a row is
    return chain.from_iterable(family.project(recorded) for family in families)
