"""Shapes of answers: the base model of what routes answer, and the fields that stand in many of them.

Each field says what it means and in which unit, in Chinese and in English, as the routes do; a test holds that none is
silent, and that what services answer has these fields and no other.
"""

from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

_YUAN: Final = {"pattern": r"^-?[0-9]+\.[0-9]{2}$"}


class Shape(BaseModel):
    """The base of every answer. A field that nobody described is shown all the same; a test finds it."""

    model_config = ConfigDict(frozen=True, extra="allow")


Household = Annotated[str, Field(description="户编号 · the household's id")]
OrgPath = Annotated[
    str,
    Field(
        description="工会组织路径 · the union, by its path in the table of organisations",
        examples=["44/4405/440507/longhu-dianzi"],
    ),
]
RegionCode = Annotated[
    str, Field(description="行政区划代码（GB/T 2260） · region code (GB/T 2260)", examples=["440507"])
]
Version = Annotated[
    int, Field(description="版本号，作为 If-Match 发送 · the version, which is sent as If-Match", examples=[7])
]
PersonToken = Annotated[str, Field(description="人员代号，不是身份证号 · a person's token, never the ID number")]
MaskedName = Annotated[
    str | None, Field(description="申请人姓名（脱敏），已删除为空 · the applicant's name, masked; null once erased")
]
ActId = Annotated[str, Field(description="救助业务编号 · the act's id")]
FundId = Annotated[str, Field(description="资金编号 · the fund's id")]
ReferralId = Annotated[str, Field(description="转办编号 · the referral's id")]
BatchId = Annotated[str, Field(description="发放批次编号 · the batch's id")]
Clause = Annotated[str, Field(description="依据的文件条款 · the clause that it rests on", examples=["shantou §二(一)"])]
Yuan = Annotated[
    str,
    Field(description="金额，单位元，两位小数 · yuan, with two places", examples=["1200.00"], json_schema_extra=_YUAN),
]
Day = Annotated[date, Field(description="日期（北京时间） · a day, in China Standard Time", examples=["2026-11-02"])]
DayText = Annotated[
    str,
    Field(
        description="日期（北京时间） · a day, in China Standard Time",
        examples=["2026-11-02"],
        json_schema_extra={"format": "date"},
    ),
]
"""A day that is written already."""
ChangedAt = Annotated[datetime, Field(description="最后变动时刻 · when it changed last")]
MomentText = Annotated[str, Field(description="时刻 · the moment", json_schema_extra={"format": "date-time"})]
"""A moment that is written already."""
Open = Annotated[
    dict[str, Any], Field(description="随事件或规则而定的内容 · what depends on the event or rule", examples=[{}])
]
"""For what has no one shape: the record of a rule's steps, an event's plain fields. Whoever uses it says why."""


ONLY: Final = {
    "status": "只列此状态的 · of this state alone",
    "household": "只列此户的 · of this household alone",
    "fund": "只列此资金的 · of this fund alone",
}
"""What the filters of lists mean."""


class Texts(Shape):
    """The same in both languages."""

    zh: str = Field(description="中文 · in Chinese")
    en: str = Field(description="英文 · in English")
