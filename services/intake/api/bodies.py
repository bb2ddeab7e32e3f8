"""What decisions and questions are sent as; the application itself is in `form/body.py`."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from chassis.http.body import Body
from chassis.http.values import Day, Form, PersonName
from kernel.causes import Cause
from kernel.closed_lists import ClosingReason, ContactWay
from services.intake.domain.events import Look, Outcome, SaidOfTwo, StopReason
from services.intake.form.body import IdNumber

Text = Annotated[str, Field(max_length=2000)]
SaidText = Annotated[str, Field(min_length=1, max_length=2000)]
Code = Annotated[str, Field(min_length=1, max_length=100)]
Paper = Annotated[str, Form(r"^[a-z][a-z_]{0,59}$", "paper.form"), Field(examples=["income_certificate"])]
"""The kind of a paper, never whose: it travels unsealed."""


Photo = Annotated[str, Form(r"^[0-9a-f]{64}$", "photo.form")]


class DecisionBody(Body):
    """`category` for an approval that names another than the proposed, `clause` for a rejection, `papers` for a
    return; `reason` when it goes against the proposal, and of a return what is wrong."""

    decision: Literal["approve", "reject", "return"] = Field(
        description="批准、不予批准、退回补正 · approve, reject, or return for papers"
    )
    category: Code | None = Field(None, description="批准的类别，与建议不同时填写 · another category than proposed")
    clause: Annotated[str, Field(max_length=100)] | None = Field(
        None, description="不予批准的条款 · the clause of a rejection"
    )
    reason: Text | None = Field(
        None, description="与建议不一致的理由，或退回的理由 · why it goes against the proposal, or is returned"
    )
    papers: Annotated[list[Paper], Field(max_length=30)] | None = Field(
        None, description="须补正的材料 · the papers that are asked for"
    )


class FindingBody(Body):
    """What a reviewer found, true or false; what is left out stays as it was.

    `causes_of_the_kind`: of each cause named, whether it is of the kind that the law lists before 等 or 其他原因;
    `causes_of_the_event_kind`: the same of a text's second list, of what befell the family at once.
    """

    difficulty_found: StrictBool | None = Field(None, description="生活确有困难 · whether life is difficult")
    event_major: StrictBool | None = Field(None, description="事件重大 · whether what happened was major")
    causes_of_the_kind: dict[Cause, StrictBool] = Field(
        default_factory=dict, description="各致困原因是否属同类 · of each cause, whether it is of the kind"
    )
    causes_of_the_event_kind: dict[Cause, StrictBool] = Field(
        default_factory=dict, description="各致困原因是否属突发同类 · of each cause, whether it is of the event's kind"
    )
    reason: SaidText = Field(description="认定依据 · what the finding rests on")


class WithdrawalBody(Body):
    reason: SaidText = Field(description="撤回理由 · why it is taken back")


class ConsentWithdrawalBody(Body):
    """`persons`: who takes the consent back; left out or empty, all whom it covers."""

    persons: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=20)] = Field(
        default_factory=list, description="撤回授权的成员代号，空为全部 · the members, by token; empty for all"
    )
    reason: SaidText = Field(description="撤回理由 · why it is taken back")


class ObjectionBody(Body):
    text: SaidText = Field(description="异议内容 · what is objected")


class ObjectionAnswerBody(Body):
    """`upheld`: what was objected to is so; `text`: the answer, as whoever objected is told it."""

    outcome: Outcome = Field(description="异议是否成立 · upheld: what was objected to is so; or dismissed")
    text: SaidText = Field(description="答复内容，告知异议人 · the answer, as whoever objected is told it")


class SecondLookBody(Body):
    """What refused the household, or closed its file, turned out otherwise."""

    outcome: Look = Field(description="stands 维持原决定；apply_anew 可重新申请 · the decision stands, or apply anew")
    reason: SaidText = Field(description="复看意见 · why, in the reviewer's words")


class SheetBody(Body):
    """`place`: where it hangs; `photo`: SHA-256 of a picture of it, in hex."""

    place: Annotated[str, Field(min_length=1, max_length=200)] = Field(description="张贴地点 · where it hangs")
    shown_on: Day = Field(description="张贴日期 · the day it was hung")
    photo: Photo | None = Field(None, description="照片的 SHA-256，十六进制 · SHA-256 of a picture of it, in hex")


class TakingDownBody(Body):
    taken_down_on: Day = Field(description="撤下日期 · the day it was taken down")
    photo: Photo | None = Field(None, description="照片的 SHA-256，十六进制 · SHA-256 of a picture of it, in hex")


class BlockSettlementBody(Body):
    """`members`: tokens of those who are dropped."""

    action: Literal["retry", "drop_member", "reject"] = Field(
        description="重试、移除成员、不予批准 · try again, drop members, or reject"
    )
    members: Annotated[list[Code], Field(max_length=20)] = Field(
        default_factory=list, description="移除的成员代号 · who is dropped, by token"
    )
    reason: Text = Field("", description="理由 · why")


class FileNumberBody(Body):
    number: Annotated[str, Form(r"^[0-9A-Za-z/\-]{1,40}$", "file_number.form")] = Field(
        description="全国系统档案编号 · the number in the national system"
    )
    recorded_on: Day = Field(description="录入日期 · the day it was recorded there", examples=["2026-11-20"])


class ClosingBody(Body):
    reason: ClosingReason = Field(
        description="脱困、不再符合、调离、失联、自愿退出、死亡 · exit, no longer eligible, moved where no union here"
        " keeps files, out of reach, at the household's wish, nobody is left"
    )
    text: Text | None = Field(None, description="说明，未建议脱困时必填 · why; needed where exit was not proposed")


class ContactBody(Body):
    """One attempt to reach the household of an open file."""

    on: Day = Field(description="联系日期 · the day of the attempt", examples=["2026-11-20"])
    way: ContactWay = Field(description="联系方式 · how it was tried")
    reached: StrictBool = Field(description="是否联系上 · whether somebody of the household was reached")
    note: Text = Field("", description="说明 · what was found")


class SignatureBody(Body):
    """The second signature: given, or declined for a `reason`."""

    signature: Literal["given", "declined"] = Field(description="同意或不同意 · given, or declined")
    reason: Text = Field("", description="不同意的理由 · why it is declined")


class ChangeDecisionBody(Body):
    """`reason` when the change is declined."""

    decision: Literal["approve", "decline"] = Field(description="批准或退回 · approve, or decline")
    reason: Text = Field("", description="退回的理由 · why it is declined")


class DuplicateDecisionBody(Body):
    """`same`: the two households are one family, and are to be brought together; `different`: they are not."""

    decision: SaidOfTwo = Field(description="是否同一户 · whether the two are one family")
    reason: SaidText = Field(description="理由 · why, in words")


class StopDecisionBody(Body):
    """`release`: the sheet may be sent again, and is taken then; `withdraw`: it was wrong."""

    decision: Literal["release", "withdraw"] = Field(description="放行或撤回 · let it be taken, or not")
    reason: StopReason = Field(description="理由代码 · why, by its code")


class RecheckBody(Body):
    """`category` of a file that is kept in another than the proposed; `clause` of the document; `reason` when it goes
    against the proposal, and of a closing."""

    decision: Literal["keep", "close"] = Field(description="继续帮扶或撤档 · keep the file, or close it")
    category: Code | None = Field(None, description="类别，与建议不同时填写 · another category than proposed")
    clause: Annotated[str, Field(min_length=1, max_length=100)] = Field(
        description="依据的条款 · the clause that it rests on"
    )
    reason: Text = Field(
        "", description="理由，撤档或与建议不一致时必填 · why; needed to close, or against the proposal"
    )


class UnmaskBody(Body):
    reason: SaidText = Field(description="查看理由，留有记录 · why; it stays on record")


class NameSearchBody(Body):
    name: PersonName = Field(description="姓名，全名 · the whole name of a member")


class SearchBody(Body):
    id_number: IdNumber = Field(description="身份证号 · the resident ID number")
