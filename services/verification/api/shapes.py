"""What verification's routes show people."""

from typing import Literal

from pydantic import Field

from chassis.http import shapes
from chassis.http.shapes import Open, Shape

Value = str | int | bool | None
"""Of a fact: text, whole number, yes or no; money in yuan, as text."""


class AskedItem(Shape):
    item: str = Field(description="核对事项 · the item", examples=["social_insurance"])
    item_zh: str = Field(description="核对事项的中文名称 · the item in Chinese")
    agency: str = Field(description="被询问的部门 · the agency that was asked", examples=["human_resources"])
    agency_zh: str = Field(description="部门的中文名称 · the agency in Chinese")
    outcome: str | None = Field(description="结果，未答复为空 · how it ended, if it did", examples=["matched"])
    answered_on: shapes.DayText | None = Field(description="答复日期 · the day of the answer")


class Inquiry(Shape):
    """One round of questions to agencies."""

    round: int = Field(description="第几轮，从 1 起 · which round, from 1")
    status: Literal["waiting", "reported", "stopped"] = Field(description="状态 · how it stands")
    complete: bool | None = Field(description="报告是否完整，无报告为空 · whether all answered; null before the report")
    opened_on: shapes.DayText = Field(description="开始日期 · the day it began")
    due_on: shapes.DayText = Field(description="答复期限 · the day by which answers are due")
    items: list[AskedItem] = Field(description="各事项 · what was asked")


class Inquiries(Shape):
    items: list[Inquiry] = Field(description="各轮核对 · each round")


class ItemOutcome(Shape):
    item: str = Field(description="核对事项 · the item")
    agency: str = Field(description="部门 · the agency")
    outcome: str = Field(
        description="matched、mismatched、doubtful（仅有间接佐证存疑）、not_found、refused 或 no_answer · how it ended",
        examples=["matched"],
    )
    answered_on: shapes.DayText | None = Field(description="答复日期 · the day of the answer")
    stand_in: Literal["last_known", "may_be_missing"] | None = Field(
        description="未答复时以何代替：last_known 沿用上次答复，may_be_missing 当地允许缺少；无代替为空"
        " · what stands in for an answer that did not come: the last known one, or it may be missing; null: nothing"
    )


class Comparison(Shape):
    """One fact as declared beside as answered; money in yuan a month."""

    item: str = Field(description="核对事项 · the item")
    agency: str = Field(description="答复的部门 · the agency that answered")
    fact: str = Field(description="事实名称 · the fact, by its name", examples=["monthly_income"])
    person: str | None = Field(description="人员代号，全户为空 · whose, by token; null for the household")
    declared: Value = Field(description="申报值，金额为元 · as declared, money in yuan")
    answered: Value = Field(description="部门答复值，金额为元 · as answered, money in yuan")
    agrees: bool = Field(description="是否一致 · whether the two agree")
    grade: Literal["direct", "indirect"] = Field(
        description="直接证据或间接佐证；间接佐证不自行作出结论 · direct or indirect evidence; indirect decides nothing"
    )
    answered_on: shapes.DayText | None = Field(description="答复日期 · the day of the answer")


class Fact(Shape):
    name: str = Field(description="事实名称 · the fact, by its name", examples=["household_income"])
    value: Value = Field(description="值，金额为元每月；未知为空 · its value, money in yuan a month; null if unknown")
    provenance: str = Field(description="来源 · where it comes from", examples=["verified:civil_affairs"])
    as_of: shapes.DayText = Field(description="截至日期 · the day that it is true of")
    formula: str | None = Field(description="由多人答复推算时的算式 · how it follows from several answers")
    inputs: dict[str, Value] | None = Field(
        description="算式的各项，按人员代号；过多则为空 · what went into it, by person token; null if too many"
    )


class Unanswered(Shape):
    """An item without an answer, and what is unknown for want of it."""

    item: str = Field(description="核对事项 · the item")
    agency: str = Field(description="未答复的部门 · the agency whose answer is missing")
    outcome: str = Field(description="no_answer 或 refused（未询问或部门拒答） · why there is none")
    facts: list[str] = Field(description="因此未知的事实 · the facts that are unknown for it")


class Report(Shape):
    """The report of the latest round."""

    round: int = Field(description="第几轮，从 1 起 · which round, from 1")
    complete: bool = Field(description="是否全部答复 · whether every agency answered")
    revision: int = Field(description="第几次更正，0 为首次报告 · how often it came out again; 0 for the first")
    because: str | None = Field(
        description="更正的原因：late_answer、corrected、withdrawn 或 pushed · why it came out again",
        examples=["corrected"],
    )
    because_zh: str | None = Field(description="更正原因的中文 · the same in Chinese")
    revised: list[str] = Field(description="因此改变的核对事项 · the items that are otherwise")
    items: list[ItemOutcome] = Field(description="各事项结果 · how each item ended")
    comparisons: list[Comparison] = Field(description="逐项比对 · fact by fact")
    facts: list[Fact] = Field(description="据以认定的事实 · the facts that are judged")
    unanswered: list[Unanswered] = Field(description="未答复的事项和部门 · what is unanswered, and whose it is")


class SignedMessage(Shape):
    """As the agency sent it, byte for byte; only so its signature can be verified again."""

    signature: str = Field(description="签名 · the signature over header and message")
    header: Open = Field(description="消息头 · the message's header")
    message: Open = Field(description="消息正文 · what the agency answered")


class AgencyTimes(Shape):
    """The questions of one quarter about one item, from one place to its agency."""

    agency: str = Field(description="部门 · the agency", examples=["tax"])
    agency_zh: str = Field(description="部门的中文名称 · the agency in Chinese")
    item: str = Field(description="核对事项 · the item", examples=["tax"])
    item_zh: str = Field(description="核对事项的中文名称 · the item in Chinese")
    region: shapes.RegionCode
    asked: int = Field(description="询问次数 · questions that went out")
    answered: int = Field(description="按期答复 · answered before the report")
    late: int = Field(description="报告后才答复 · answered after the report alone")
    declined: int = Field(description="拒绝答复 · the agency would not or could not answer")
    silent: int = Field(description="逾期未答复 · no answer yet, and the term is over")
    waiting: int = Field(description="尚在期限内 · still within the term")
    stopped: int = Field(
        description="核对终止或授权撤回 · the inquiry was stopped, or the consent withdrawn, before an answer"
    )
    said_otherwise: int = Field(description="前后不一的答复 · answers that said otherwise than the one before")
    median_working_days: int | None = Field(
        description="半数答复所需工作日，无答复为空 · so many sufficed for half of the answers; null without any"
    )
    worst_working_days: int | None = Field(
        description="最慢一次的工作日，无答复为空 · working days of the slowest answer; null without any"
    )


class Timeliness(Shape):
    """Which department is how late."""

    quarter: str = Field(description="季度，按询问日 · the quarter in which was asked", examples=["2026Q4"])
    items: list[AgencyTimes] = Field(description="各部门、事项、县区 · by agency, item and place")


class Answering(Shape):
    """Who answers one item in a place."""

    item: str = Field(description="核对事项 · the item", examples=["tax"])
    item_zh: str = Field(description="核对事项的中文名称 · the item in Chinese")
    office: str = Field(description="承办机构代码，即签名所用 · the office, by its sender id", examples=["tax-440507"])
    office_zh: str = Field(description="承办机构名称 · what it is called")
    working_days: int = Field(description="答复期限，工作日 · within how many working days it answers")


class Directory(Shape):
    """Who answers what in a county."""

    region: shapes.RegionCode
    on: shapes.DayText = Field(description="所查日期 · the day that was asked about")
    items: list[Answering] = Field(description="各事项的承办机构 · item by item")


class OfficeAnswers(Shape):
    items: list[str] = Field(description="核对事项 · the items", examples=[["tax"]])
    places: list[str] = Field(description="地区代码 · the places", examples=[["440507"]])


class OfficeShown(Shape):
    office: str = Field(description="承办机构代码 · the office, by its sender id", examples=["tax-440507"])
    name: str = Field(description="承办机构名称 · what it is called")
    url: str = Field(description="接口地址 · the address of its interface")
    answers: list[OfficeAnswers] = Field(
        description="答复的事项和地区，空为不再答复 · what it answers where; none: no more"
    )
    first_day: shapes.DayText = Field(alias="from", description="自此日起 · from this day on")
    source: str = Field(description="依据文件 · the document that says so")
    by: str | None = Field(description="提出人或确认人，本省以外为空 · who proposed or confirmed it; null elsewhere")


class OfficeProposed(Shape):
    office: str = Field(description="承办机构代码 · the office")
    first_day: shapes.DayText = Field(alias="from", description="自此日起 · from this day on")
    proposed: bool = Field(description="是否新提出；原已如此为否 · whether it is news; no: it stood or waited there")


class OfficeConfirmed(Shape):
    office: str = Field(description="承办机构代码 · the office")
    first_day: shapes.DayText = Field(alias="from", description="自此日起 · from this day on")
    changed: bool = Field(description="是否自此生效；原已如此为否 · whether it holds from now on; no: it stood there")


class OfficeToCall(Shape):
    office: str = Field(description="承办机构代码 · the office", examples=["tax-440507"])
    office_zh: str = Field(description="承办机构名称 · what it is called")
    questions: int = Field(description="未答复的核对事项数 · how many questions it has not answered")
    asked_on: shapes.DayText = Field(description="最早询问日 · when the oldest of them was asked")
    due_on: shapes.DayText = Field(description="最早到期日 · the first day on which one of them is due")


class ToCall(Shape):
    items: list[OfficeToCall] = Field(description="待催办的机构，最急者在前 · whom to call, the most urgent first")
