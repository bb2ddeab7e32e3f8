"""A look-up in an agency's register: the records that a question asks for, in the order and the page that it wants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agencies.items_table import OnFile, records
from agencies.letters import AnswerLetter
from dci.answers import Answer
from dci.codes import SearchReason, Status
from dci.messages import Sorting


def looked_up(on_file: OnFile, letter: AnswerLetter) -> Answer:
    """What the letter answers, as of now."""
    rejected = SearchReason(letter.rejected) if letter.rejected else None
    found = [] if rejected else records(on_file, letter.item, letter.persons)
    if not all(sorting.attribute_name in record for sorting in letter.sort for record in found):
        rejected, found = SearchReason.SORT_INVALID, []
    return Answer(
        transaction_id=letter.transaction_id,
        reference_id=letter.reference_id,
        correlation_id=letter.correlation_id,
        status=Status.REJECTED if rejected else Status.SUCCEEDED,
        records=in_order(found, letter.sort),
        answered_at=letter.due,
        question_hash=letter.question_hash,
        reason_code=rejected,
        item=letter.item,
        page=None if rejected else letter.page,
    )


def in_order(found: list[dict[str, Any]], sort: Sequence[Sorting]) -> list[dict[str, Any]]:
    """By the first wish, equals by the second, and so on."""
    for sorting in reversed(sort):
        found = sorted(found, key=lambda it: str(it[sorting.attribute_name]), reverse=sorting.sort_order == "desc")
    return found
