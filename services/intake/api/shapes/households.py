"""One household as it is shown: masked, with its proposal, consent, notice and re-check."""

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Open, Shape
from services.intake.api.shapes.moves import MoveId
from services.intake.api.shapes.stands import Member, Office
from services.intake.api.shapes.visits import VisitShown
from services.intake.domain.events import RearrangementKind
from services.intake.domain.household.states import Status


class _Consent(Shape):
    reference: str = Field(description="授权书编号 · the consent's reference")
    signed_on: shapes.DayText = Field(description="签署日期 · the day it was signed")
    valid_until: shapes.DayText = Field(description="有效期至（含） · its last day, included")
    items: list[str] = Field(description="授权核对的事项 · the items that may be asked")
    form_version: str | None = Field(description="授权书版本，未注明为空 · the version of its form; null: not said")
    purposes: list[str] = Field(description="授权用途，未注明为空列表 · its purposes; empty: not said, for each")


class Guardian(Shape):
    member: shapes.PersonToken = Field(description="未成年成员 · the child")
    guardian: shapes.PersonToken = Field(description="代为签署的成员 · who signed for it")


class Consent(_Consent):
    guardians: list[Guardian] = Field(description="监护人代为签署 · who signed for which child")
    missing: list[shapes.PersonToken] = Field(description="尚未签署的成年成员 · adults who have not signed themselves")


class SignedConsent(_Consent):
    persons: list[shapes.PersonToken] = Field(description="授权书覆盖的成员 · whom it covers")
    signed_by: list[shapes.PersonToken] | None = Field(description="本人签署的成员 · who signed; null in older ones")
    guardians: list[tuple[shapes.PersonToken, shapes.PersonToken]] = Field(
        description="未成年成员及代为签署的成员 · a child, and who signed for it"
    )


class Proposal(Shape):
    category: str = Field(description="建议类别，none 为均不符合 · the proposed category, or none", examples=["2"])
    missing: list[str] = Field(description="尚缺的事实 · the facts that are missing")
    undecided: list[str] = Field(description="尚不能判断的更优先类别 · categories before it that are undecided")
    complete: bool = Field(description="核对报告是否完整 · whether every agency answered")
    unanswered: list[str] = Field(description="未答复的部门 · the agencies that did not answer")
    profile_version: str = Field(description="适用文件的版本 · the version of the document")
    parameters_version: str | None = Field(description="政策参数的版本 · the version of the law's parameters")
    judged_on: shapes.DayText = Field(description="判断日期 · the day of the judgement")
    trace: Open | None = Field(None, description="逐条判断过程 · each rule with the facts that it rests on")
    provenance: Open | None = Field(None, description="各事实的来源 · where each fact comes from")


class SecondSignature(Shape):
    """What a second reviewer is asked to sign."""

    act: str = Field(description="待复核的决定 · what is to be signed", examples=["approve", "close_as_exit"])
    category: str | None = Field(None, description="类别 · the category")
    clause: str | None = Field(None, description="不予批准的条款 · the clause of a rejection")
    grounds: list[str] = Field(description="为何须复核 · why it takes two", examples=[["against_proposal"]])
    by: str = Field(description="首签人 · who signed first")
    reason: str | None = Field(description="首签人的理由，已删除为空 · the first signer's reason; null once erased")


class Holder(Shape):
    """In whose open file a member is."""

    member: shapes.PersonToken
    household: str | None = Field(description="户编号，无权查看时为空 · that household; null out of scope")
    office: Office | None = Field(description="联系单位 · the office to call")


class Notice(Shape):
    first_day: shapes.DayText = Field(description="公示首日 · its first day")
    last_day: shapes.DayText = Field(description="公示末日（含） · its last day, included")


class HungSheet(Shape):
    """Where it hangs is sealed, and read among the writings (`notice`)."""

    sheet: int = Field(description="第几张，从 1 起 · which sheet, from 1")
    round: int = Field(description="属第几轮核对 · of the notice after which round of verification")
    shown_on: shapes.DayText = Field(description="张贴日期 · the day it was hung")
    taken_down_on: shapes.DayText | None = Field(
        description="撤下日期，仍张贴为空 · the day it was taken down, if ever"
    )


class Recheck(Shape):
    """复查: an open file is verified again."""

    round: int = Field(description="第几轮核对 · its round of verification")
    reasons: list[str] = Field(
        description="为何复查 · why: kinds of change, term, came_of_age, moved", examples=[["term"]]
    )
    items: list[str] = Field(description="重新核对的事项 · the items that are asked again")
    reported: bool = Field(description="核对是否完毕，可以决定 · whether agencies answered, so that it can be decided")


class Moving(Shape):
    move: MoveId
    to: shapes.OrgPath


class Rearrangement(Shape):
    rearrangement: str = Field(description="并户、转户、拆户编号 · its id")
    kind: RearrangementKind = Field(description="种类 · which of the three")
    into: str | None = Field(description="另一户，仅审核人可见 · the other household; for reviewers")
    persons: list[str] = Field(description="转出的成员代号 · who goes, by token")
    by: str = Field(description="提出人 · who proposed it")


class Warning(Shape):
    code: str = Field(description="代码 · a stable code", examples=["notice_not_shown"])
    texts: shapes.Texts = Field(description="说明 · what is the case")


class HouseholdShown(Shape):
    """One household, masked. What belongs to one state alone is left out in the others."""

    household: shapes.Household
    org_path: shapes.OrgPath
    region: shapes.RegionCode
    profile: str = Field(description="适用文件 · the document that holds there", examples=["shantou-2016"])
    status: Status = Field(description="状态 · how it stands")
    version: shapes.Version
    flags: list[str] = Field(description="提示 · what a reviewer should look at", examples=[["legacy_number"]])
    submitted_on: shapes.DayText = Field(description="提交日期 · the day of the application")
    previous_household: str | None = Field(description="返困前的原户编号 · the earlier household, after a relapse")
    round: int = Field(description="第几轮核对，从 1 起 · which round of verification, from 1")
    items: list[str] = Field(description="核对事项 · the items that are verified")
    consent: Consent = Field(description="授权书 · the consent")
    members: list[Member] = Field(description="成员（脱敏），申请人在先 · its members, masked; the applicant first")
    warnings: list[Warning] = Field(description="决定前须知 · what whoever decides next is told first")
    missing_for_papers: list[str] = Field(
        description="档案表尚缺的字段 · fields that the national form's papers lack", examples=[["members.0.nation"]]
    )
    proposal: Proposal | None = Field(description="系统建议 · the latest proposal")
    second_signature: SecondSignature | None = Field(description="待复核事项 · what waits for a second signature")
    category: str | None = Field(None, description="类别 · the category; on notice, blocked or open")
    notice: Notice | None = Field(None, description="公示期 · the days of the public notice")
    opened_on: shapes.DayText | None = Field(None, description="建档日期 · the day on which the file was opened")
    file_number: str | None = Field(None, description="全国系统档案编号 · the number in the national system")
    changes_waiting: list[str] | None = Field(None, description="待批准的变更编号 · changes that wait for approval")
    moving: Moving | None = Field(None, description="待对方接收的转档 · a move that the other union has not taken yet")
    recheck: Recheck | None = Field(None, description="正在进行的复查 · the re-check under way")
    recheck_due_on: shapes.DayText | None = Field(None, description="下次复查日期 · when it is checked again")
    exit_rule: str | None = Field(None, description="建议脱困所依据的规则 · the rule by which exit is proposed")
    closed_as: str | None = Field(None, description="撤档原因 · why the file was closed", examples=["exit"])
    merged_into: str | None = Field(None, description="并入的户，仅审核人可见 · the file that goes on; for reviewers")
    near_duplicates: list[str] | None = Field(
        None, description="待甄别的疑似重复编号，仅审核人可见 · pairs that hold the opening; for reviewers"
    )
    rearrangement: Rearrangement | None = Field(
        None, description="待批准的并户、转户、拆户 · a merge, transfer or split that waits"
    )
    visits: list[VisitShown] = Field(
        description="走访所见，仅办理和监督人员可见 · what was seen on visits; for who decides or audits"
    )
    sheets: list[HungSheet] = Field(description="张贴的公示 · sheets that were hung")
    blocked_by: list[Holder] = Field(description="成员所在的其他档案 · in whose files members are")


class Rejected(Shape):
    clause: shapes.Clause
    against_proposal: bool = Field(description="是否与系统建议不一致 · whether it goes against the proposal")
    text: str = Field(description="条款原文 · the clause in its own words")


class Explanation(Shape):
    household: shapes.Household
    status: Status = Field(description="状态 · how it stands")
    proposal: str = Field(description="系统建议的类别，none 为均不符合 · the proposed category, or none")
    judged_on: shapes.DayText = Field(description="判断日期 · the day of the judgement")
    profile_version: str = Field(description="适用文件的版本 · the version of the document")
    parameters_version: str | None = Field(description="政策参数的版本 · the version of the law's parameters")
    rejected: Rejected | None = Field(description="不予批准的依据 · by which clause it was rejected, if it was")
    explanation: Open | None = Field(
        description="同一说明的数据形式，门户不可见 · the same as data: obstacles, flips, missing; null for portals"
    )
    chinese: list[str] = Field(description="可向申请人朗读的说明 · sentences to read aloud to the applicant")
