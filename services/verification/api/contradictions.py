"""矛盾答复: answers that contradict one another, side by side, and a person's word on which of them stands."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Response
from pydantic import Field

from chassis import access
from chassis.http import shapes
from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.call import Call, command
from chassis.http.conditional import set_etag
from chassis.http.principal import Principal, require
from chassis.http.shapes import Household, Open, Shape
from chassis.resources import Resources
from services.verification.handlers import settlements

Reading = Annotated[Principal, Depends(require("reviewer", "case_worker", "auditor"))]
Settling = Annotated[Call, Depends(command("reviewer", if_match="required"))]
Name = Annotated[
    str, Path(max_length=64, description="矛盾编号 · the contradiction's name in its list", examples=["1.tax"])
]
Status = Literal["waiting", "to_sign", "settled"]


class Side(Shape):
    side: int = Field(description="第几方，从 1 起 · which side, from 1", examples=[1])
    item: str = Field(description="核对事项 · the item", examples=["tax"])
    item_zh: str = Field(description="核对事项的中文名称 · the item in Chinese")
    agency: str = Field(description="答复的部门 · the agency that answered", examples=["tax"])
    agency_zh: str = Field(description="部门的中文名称 · the agency in Chinese")
    answered_on: shapes.DayText = Field(description="答复日期 · the day of the answer")
    signature: Literal["verified"] = Field(
        description="签名状态，未通过验签的不予保存 · the signature held as of its receipt; what does not is not stored"
    )
    records: list[Open] = Field(description="答复内容，人员按代号，金额为元 · what is on file, by token, money in yuan")


class Contradiction(Shape):
    contradiction: str = Field(description="矛盾编号 · its name", examples=["1.tax"])
    status: Status = Field(
        description="waiting 待裁定，to_sign 待复核，settled 已裁定 · waits, waits for a second signature, settled"
    )
    fact: str | None = Field(
        description="两部门所言不一的事实，同一部门前后不一为空 · what two agencies differ about; null within one"
    )
    person: str | None = Field(description="涉及的人员代号，全部为空 · about whom, by token; null: about all")
    signatures: int = Field(description="须几人签署 · how many people must sign", examples=[2])
    sides: list[Side] = Field(description="并列的答复 · the answers side by side")
    stands: int | None = Field(description="认定成立的一方，未裁定为空 · which side stands, null until somebody says")
    by: str | None = Field(description="裁定人（令牌的 sub） · who said so")
    reason: str | None = Field(description="理由 · why")
    settled_on: shapes.DayText | None = Field(description="裁定生效日期 · the day from which it counts")


class Contradictions(Shape):
    version: shapes.Version
    items: list[Contradiction] = Field(description="最近一轮核对中的矛盾 · those of the latest round")


class SettlementStands(Shape):
    household: Household
    contradiction: str = Field(description="矛盾编号 · its name")
    status: Status = Field(description="状态 · how it stands now")
    version: shapes.Version


class SettlementBody(Body):
    """Which of the answers stands, and why."""

    stands: Annotated[int, Field(ge=1, le=100, examples=[2])] = Field(
        description="成立的一方，从 1 起 · the side that stands, from 1"
    )
    reason: Annotated[str, Field(min_length=1, max_length=2000)] = Field(description="理由 · why")


class SettlementSignatureBody(Body):
    """The second signature, given or declined; a declined one has a reason."""

    signature: Literal["given", "declined"] = Field(description="签署或退回 · given or declined")
    reason: Annotated[str, Field(max_length=2000)] = Field("", description="退回的理由 · why it is declined")


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/households/{household}/contradictions", tags=["inquiries"])

    @routes.get("", summary="矛盾答复 · answers that contradict one another, side by side")
    def contradictions(household: Household, caller: Reading, response: Response) -> Contradictions:
        """Of the latest round; reading it is on record. The ETag is what a settlement sends as If-Match."""
        shown, version = settlements.contradictions(resources, caller, household)
        access.record(resources, caller, household, "contradictions")
        set_etag(response, version)
        return Contradictions.model_validate({"version": version, "items": shown})

    @routes.post(
        "/{contradiction}/settlement",
        summary="裁定 · say which of the answers stands",
        response_model=SettlementStands,
    )
    def settle(household: Household, contradiction: Name, body: SettlementBody, call: Settling) -> Response:
        """Where identity, money or an exclusion rests on it, another reviewer must sign before it counts.

        Where the report is out already it is told anew.
        """
        return answer(settlements.settle(resources, call, household, contradiction, body.stands, body.reason))

    @routes.post(
        "/{contradiction}/settlement/second-signature",
        summary="复核裁定 · sign a settlement second, or decline",
        response_model=SettlementStands,
    )
    def sign(household: Household, contradiction: Name, body: SettlementSignatureBody, call: Settling) -> Response:
        """By another reviewer than who settled it. Declined, it waits again."""
        if body.signature == "given":
            return answer(settlements.sign(resources, call, household, contradiction))
        return answer(settlements.decline(resources, call, household, contradiction, body.reason))

    return routes
