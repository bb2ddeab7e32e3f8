"""What decisions and questions are sent as; the application itself is in `form/body.py`."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from chassis.http.body import Body
from chassis.http.values import Day, Form
from kernel.causes import Cause
from services.intake.domain.events import Outcome
from services.intake.form.body import IdNumber

Text = Annotated[str, Field(max_length=2000)]
SaidText = Annotated[str, Field(min_length=1, max_length=2000)]
Code = Annotated[str, Field(min_length=1, max_length=100)]
Paper = Annotated[str, Form(r"^[a-z][a-z_]{0,59}$", "paper.form"), Field(examples=["income_certificate"])]
"""The kind of a paper, never whose: it travels unsealed."""


Photo = Annotated[str, Form(r"^[0-9a-f]{64}$", "photo.form")]


class DecisionBody(Body):
    """`category` for an approval that names another than the proposed, `clause` for a rejection, `papers` for a
    return; `reason` when it goes against the proposal."""

    decision: Literal["approve", "reject", "return"]
    category: Code | None = None
    clause: Annotated[str, Field(max_length=100)] | None = None
    reason: Text | None = None
    papers: Annotated[list[Paper], Field(max_length=30)] | None = None


class FindingBody(Body):
    """What a reviewer found, true or false; what is left out stays as it was.

    `causes_of_the_kind`: of each cause named, whether it is of the kind that the law lists before 等 or 其他原因;
    `causes_of_the_event_kind`: the same of a text's second list, of what befell the family at once.
    """

    difficulty_found: StrictBool | None = None
    event_major: StrictBool | None = None
    causes_of_the_kind: Annotated[dict[Cause, StrictBool], Field(default_factory=dict)]
    causes_of_the_event_kind: Annotated[dict[Cause, StrictBool], Field(default_factory=dict)]
    reason: SaidText


class WithdrawalBody(Body):
    reason: SaidText


class ObjectionBody(Body):
    text: SaidText


class ObjectionAnswerBody(Body):
    """`upheld`: what was objected to is so; `text`: the answer, as whoever objected is told it."""

    outcome: Outcome
    text: SaidText


class SheetBody(Body):
    """`place`: where it hangs; `photo`: SHA-256 of a picture of it, in hex."""

    place: Annotated[str, Field(min_length=1, max_length=200)]
    shown_on: Day
    photo: Photo | None = None


class TakingDownBody(Body):
    taken_down_on: Day
    photo: Photo | None = None


class BlockSettlementBody(Body):
    """`members`: tokens of those who are dropped."""

    action: Literal["retry", "drop_member", "reject"]
    members: Annotated[list[Code], Field(max_length=20, default_factory=list)]
    reason: Text = ""


class FileNumberBody(Body):
    number: Annotated[str, Form(r"^[0-9A-Za-z/\-]{1,40}$", "file_number.form")]
    recorded_on: Day


class ClosingBody(Body):
    reason: Literal["exit", "not_eligible"]
    text: Text | None = None


class SignatureBody(Body):
    """The second signature: given, or declined for a `reason`."""

    signature: Literal["given", "declined"]
    reason: Text = ""


class ChangeDecisionBody(Body):
    """`reason` when the change is declined."""

    decision: Literal["approve", "decline"]
    reason: Text = ""


class RecheckBody(Body):
    """`category` of a file that is kept in another than the proposed; `clause` of the document; `reason` when it goes
    against the proposal, and of a closing."""

    decision: Literal["keep", "close"]
    category: Code | None = None
    clause: Annotated[str, Field(min_length=1, max_length=100)]
    reason: Text = ""


class UnmaskBody(Body):
    reason: SaidText


class SearchBody(Body):
    id_number: IdNumber
