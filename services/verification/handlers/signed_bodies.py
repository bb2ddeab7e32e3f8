"""Evidence: the signed message of one answer or push, byte for byte, so that its signature can be verified again."""

import zlib

from chassis import access
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.resources import Resources
from kernel.personal import is_withheld
from services.verification.domain.events import (
    AgencyDeclined,
    AgencyPushed,
    AnswerCameLate,
    AnswerContradicted,
    AnswerCorrected,
    AnswerQuarantined,
    AnswerRecorded,
    AnswerWithdrawn,
)
from services.verification.handlers.inquiry_views import seen_inquiries

ANSWERS = (
    AnswerRecorded
    | AgencyDeclined
    | AnswerContradicted
    | AnswerCameLate
    | AnswerCorrected
    | AnswerWithdrawn
    | AnswerQuarantined
    | AgencyPushed
)


def signed_body(resources: Resources, caller: Principal, household: str, event: str, reason: str) -> bytes:
    """As it came. Raises Problem `not_found`, `household_erased` when its key is gone."""
    with resources.store.reading() as connection:
        seen_inquiries(connection, caller, household)
        row = connection.execute(
            "SELECT body FROM events WHERE subject = %s AND id::text = %s", (household, event)
        ).fetchone()
    if row is None:
        raise Problem("not_found")
    answer = resources.codec.decode(row[0]).event
    if not isinstance(answer, ANSWERS):
        raise Problem("not_found")
    if is_withheld(answer.raw):
        raise Problem("household_erased")
    access.record_with_reason(resources, caller, household, "signed_body", reason)
    return zlib.decompress(answer.raw)
