"""Where each sealed or free text of the ledger's events is read: it opens no box, so there are no writings to show."""

from typing import Final

from chassis.writings import Table

WRITTEN: Final[Table] = {}

_MESSAGE: Final = "the plain parts: GET /v1/households/{household}/reports; the signed message: its giver has it"

READ_ELSEWHERE: Final = {
    "OutsideAidRecorded.raw": _MESSAGE,
    "OutsideAidCorrected.raw": _MESSAGE,
    "OutsideAidWithdrawn.raw": _MESSAGE,
    "ActReleased.reason": "a code: the timeline",
}
