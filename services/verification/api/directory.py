"""承办目录: which office answers an item in a place, from a day on; proposed by one person, set by another."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.call import Call, command
from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.principal import STAFF, Principal, require
from chassis.http.values import Day, Form
from dci.keys import NAME_PATTERN
from kernel.items import Item
from services.verification.api import shapes
from services.verification.domain.events import Answers, OfficeProposed
from services.verification.handlers import directory
from services.verification.projections import directory as read_model
from services.verification.resources import Resources

Region = Annotated[
    str, Query(description="区县代码 · GB/T 2260", examples=["440507"]), Form(r"^[0-9]{6}$", "region.form")
]
Code = Annotated[str, Form(f"^{NAME_PATTERN}$", "office.form"), Field(examples=["tax-440507"])]
Place = Annotated[str, Form(r"^[0-9]{2}([0-9]{2}){0,2}$", "office.place")]
Url = Annotated[str, Form(r"^https?://[A-Za-z0-9.:\[\]-]{1,253}(/[A-Za-z0-9._~/-]{0,200})?$", "office.url")]


class AnswersBody(Body):
    items: Annotated[list[Item], Field(min_length=1, max_length=len(Item))] = Field(
        description="核对事项 · the items", examples=[["tax"]]
    )
    places: Annotated[list[Place], Field(min_length=1, max_length=200)] = Field(
        description="区县，或其上的市、省代码 · counties, or the prefecture or province above", examples=[["440507"]]
    )


class OfficeBody(Body):
    """The whole of what holds of the office from that day on."""

    office: Code = Field(description="承办机构代码，即签名所用 · the office, by its sender id")
    name: Annotated[str, Field(min_length=1, max_length=100)] = Field(
        description="承办机构名称 · what it is called", examples=["龙湖区税务局"]
    )
    url: Url = Field(
        description="接口地址 · its address: below it stands registry/search", examples=["https://tax.example/440507"]
    )
    answers: Annotated[list[AnswersBody], Field(max_length=50)] = Field(
        description="答复的事项和地区，空为不再答复 · what it answers where; none: no more"
    )
    first_day: Day = Field(alias="from", description="自此日起 · from this day on", examples=["2027-01-01"])
    source: Annotated[str, Field(min_length=1, max_length=500)] = Field(
        description="依据文件 · the document that says so"
    )


LawKeeper = Annotated[Call, Depends(command("lawkeeper"))]
Reader = Annotated[Principal, Depends(require(*STAFF))]
Keeper = Annotated[Principal, Depends(require("lawkeeper", "auditor", "operator"))]


def _wanted(body: OfficeBody) -> OfficeProposed:
    return OfficeProposed(
        office=body.office,
        name=body.name,
        url=body.url.rstrip("/"),
        answers=tuple(
            Answers(tuple(item.value for item in dict.fromkeys(each.items)), tuple(dict.fromkeys(each.places)))
            for each in body.answers
        ),
        first_day=body.first_day,
        source=body.source,
    )


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/directory", tags=["directory"])

    @routes.get("", summary="谁答复什么 · who answers what in a county", response_model=shapes.Directory)
    def answering(
        caller: Reader,
        region: Region,
        on: Annotated[Day | None, Query(description="哪一天，默认今天 · on which day; today unless given")] = None,
    ) -> dict[str, Any]:
        """Item by item, with the term; the narrowest place goes first."""
        return directory.answering(resources, region, on or resources.today())

    @routes.get("/offices", summary="承办机构 · the offices that were set", response_model=Page[shapes.OfficeShown])
    def offices(caller: Keeper, cursor: Cursor = None, limit: Limit = 50) -> Page[dict[str, Any]]:
        """Each version of each; those of the installation's own file stand in none."""
        return listed("set", caller, cursor, limit)

    @routes.get(
        "/waiting",
        summary="待确认的承办机构 · offices that wait for confirmation",
        response_model=Page[shapes.OfficeShown],
    )
    def waiting(caller: Keeper, cursor: Cursor = None, limit: Limit = 50) -> Page[dict[str, Any]]:
        return listed("waiting", caller, cursor, limit)

    @routes.get(
        "/reminders", summary="待催办的机构 · offices that are silent near their term", response_model=shapes.ToCall
    )
    def reminders(
        caller: Annotated[Principal, Depends(require("case_worker", "reviewer", "auditor", "operator", "lawkeeper"))],
    ) -> dict[str, Any]:
        """Whom somebody should call, with how much is open there, of the caller's organisation and those below it."""
        return directory.to_call(resources, caller)

    def listed(standing: str, caller: Principal, cursor: str | None, limit: int) -> Page[dict[str, Any]]:
        listing = f"offices {standing}"
        after = decode(listing, cursor, str, str) if cursor else ("", "0001-01-01")
        with resources.store.reading() as connection:
            rows = read_model.entries(connection, standing, after, limit + 1)
        return page(
            listing,
            rows,
            limit,
            lambda row: directory.shown(row, caller),
            lambda row: (row.office, row.first_day.isoformat()),
        )

    @routes.post("/offices", summary="提出承办机构 · propose an office", response_model=shapes.OfficeProposed)
    def propose_office(body: OfficeBody, call: LawKeeper) -> Response:
        """It waits for a second person; until then nothing changes."""
        return answer(directory.propose(resources, call, _wanted(body)))

    @routes.post(
        "/offices/confirmation",
        summary="确认承办机构 · confirm what another proposed",
        response_model=shapes.OfficeConfirmed,
    )
    def confirm_office(body: OfficeBody, call: LawKeeper) -> Response:
        """The same, written once more by somebody else: from that day on it is asked. Who was asked before stays so."""
        return answer(directory.confirm(resources, call, _wanted(body)))

    return routes
