"""What the ledger's routes answer."""

from datetime import date, datetime

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Shape


class PeriodOfAid(Shape):
    first: shapes.Day = Field(description="救助期间首日 · the first day of the aid's period")
    last: shapes.Day = Field(description="救助期间末日（含） · its last day, included")


class OtherAct(Shape):
    """The act that stands in the way, as far as this office may know it."""

    giver: shapes.OrgPath = Field(description="提供救助的单位 · who gives or gave it")
    kind: str = Field(description="救助种类 · the kind of aid")
    period: PeriodOfAid = Field(description="救助期间 · the days it is for")
    amount: shapes.Yuan
    office: str = Field(description="联系单位 · the office to call")
    office_phone: str = Field(description="联系电话 · its telephone")
    act: str | None = Field(None, description="业务编号，仅同一区县可见 · its id, within the same county alone")
    household: str | None = Field(None, description="户编号，仅同一区县可见 · its household, within the same county")


class Decision(Shape):
    """One act and what became of it; `other` is the act in its way, as far as this office may know it."""

    act: shapes.ActId
    household: shapes.Household
    giver: shapes.OrgPath = Field(description="提供救助的工会 · the union that gives it")
    kind: str = Field(description="救助种类 · the kind of aid", examples=["temporary_relief"])
    first: date = Field(description="救助期间首日 · the first day of its period")
    last: date = Field(description="救助期间末日（含） · the last day of its period, included")
    amount: shapes.Yuan
    status: str = Field(description="查重状态 · how it stands", examples=["cleared"])
    rule: str | None = Field(description="未通过的规则 · the rule that speaks against it", examples=["same_bill"])
    clause: str | None = Field(description="依据的条款 · the clause of that rule", examples=["baisha §六(二)"])
    other: OtherAct | None = Field(description="与之重复的救助 · the act in its way")
    changed_at: shapes.ChangedAt


class Finding(Shape):
    """What was found after the money had left: an overlap, or a fact that turned out otherwise."""

    finding: str = Field(description="发现编号 · the finding's id")
    act: shapes.ActId
    household: shapes.Household
    rule: str = Field(description="违反的规则 · the rule that was broken", examples=["same_kind_same_person"])
    clause: shapes.Clause
    other: OtherAct | None = Field(description="与之重复的救助，非重复的为空 · the act that it overlaps with, if any")
    raised_at: datetime = Field(description="发现时刻 · when it was found")
    withdrawn_at: datetime | None = Field(description="撤销时刻，未撤销为空 · when it was withdrawn, if ever")


class Report(Shape):
    """The signed message itself is sealed, and opened by no service: its giver has it."""

    report: str = Field(description="报送编号 · the report's id")
    giver: str = Field(description="报送并签名的单位 · who reported and signed it", examples=["civil_affairs"])
    kind: str = Field(description="救助种类 · the kind of aid", examples=["temporary_relief"])
    kind_zh: str = Field(description="救助种类的中文名称 · the kind in Chinese")
    first: date = Field(description="救助期间首日 · the first day of its period")
    last: date = Field(description="救助期间末日（含） · the last day of its period, included")
    amount: shapes.Yuan
    told_at: datetime = Field(description="报送时刻 · when it was reported")


class Reports(Shape):
    items: list[Report] = Field(description="由新到旧 · latest first")
    earlier: bool = Field(description="此前是否还有 · whether there are more before them")


class Leaf(Shape):
    """`subject` and `body` are for auditors of the organisation that the leaf belongs to, and of those above it."""

    index: int = Field(description="在日志中的序号，从 0 起 · its place in the log, from 0")
    source: str = Field(description="产生事件的服务 · the service whose event it is", examples=["intake"])
    position: int = Field(description="在该服务事件中的序号，从 1 起 · its place among that service's events, from 1")
    type: str = Field(description="事件类型 · the event's type", examples=["jiekun.intake.FileOpened.v1"])
    subject: str | None = Field(description="事件主体，无权查看时为空 · whom it is about; null out of scope")
    leaf_hash: str = Field(description="叶哈希，十六进制（RFC 6962 §2.1） · the leaf hash in hex (RFC 6962 §2.1)")
    body: str | None = Field(
        None, description="事件原文（base64），仅单条查询 · the bytes published, in base64; for one leaf at a time"
    )


class Leaves(Shape):
    size: int = Field(description="日志总条数 · how many leaves the log has")
    leaves: list[Leaf] = Field(description="自所给序号起 · from the place that was asked for")
