"""政策参数: the law's parameters by place and day, each with its source; set anew, never edited."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field, StrictInt, StrictStr, StringConstraints

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.call import Call, command
from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.principal import STAFF, Principal, require
from chassis.http.values import Day, Form, Moment
from services.intake.api import shapes
from services.intake.handlers import parameters
from services.intake.projections import queries
from services.intake.resources import Resources

Region = Annotated[
    str, Query(description="区县代码 · GB/T 2260", examples=["440507"]), Form(r"^[0-9]{6}$", "region.form")
]
Name = Annotated[str, Form(r"^[a-z][a-z0-9_]{0,59}$", "parameter.form"), Field(examples=["dibao_line"])]


class ParameterBody(Body):
    """`regions`: counties, or prefectures or provinces for all below. `value`: yuan, a multiple, a number or a code;
    null unsets it from that day on. `source`: the document that says so."""

    name: Name = Field(description="参数名 · the parameter")
    regions: Annotated[list[str], Field(min_length=1, max_length=200, examples=[["440507", "440511"]])] = Field(
        description="区县，或其上的市、省代码 · counties, or the prefecture or province above"
    )
    first_day: Day = Field(alias="from", description="自此日起 · from this day on", examples=["2027-01-01"])
    value: (
        Annotated[StrictStr, Field(min_length=1, max_length=100), StringConstraints(strip_whitespace=False)]
        | StrictInt
        | None
    ) = Field(
        description="元、倍数、整数或代码，空为取消 · yuan, multiple, number or code; null unsets", examples=["950.00"]
    )
    source: Annotated[str, Field(min_length=1, max_length=500)] = Field(
        description="依据文件 · the document that says so"
    )


LawKeeper = Annotated[Call, Depends(command("lawkeeper"))]


def _wanted(body: ParameterBody) -> parameters.Wanted:
    return parameters.Wanted(
        name=body.name,
        regions=tuple(body.regions),
        first_day=body.first_day,
        value=body.value,
        source=body.source,
    )


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/parameters", tags=["parameters"])

    @routes.post("", summary="提出参数 · propose a parameter", response_model=shapes.ParametersProposed)
    def propose(body: ParameterBody, call: LawKeeper) -> Response:
        """It waits for a second person; until then nothing changes."""
        return answer(parameters.propose(resources, call, _wanted(body)))

    @routes.post(
        "/confirmation", summary="确认参数 · confirm what another proposed", response_model=shapes.ParametersConfirmed
    )
    def confirm(body: ParameterBody, call: LawKeeper) -> Response:
        """The same, written once more by somebody else: from that day on it holds there, and is known from now on.

        Decisions already made stand as they were made.
        """
        return answer(parameters.confirm(resources, call, _wanted(body)))

    @routes.get(
        "/waiting",
        summary="待确认的参数 · parameters that wait for confirmation",
        response_model=shapes.ParametersWaiting,
    )
    def waiting(
        principal: Annotated[Principal, Depends(require("lawkeeper", "auditor"))], region: Region
    ) -> dict[str, Any]:
        """What was proposed for the county, or for what lies above it, and nobody has confirmed."""
        return parameters.waiting(resources, principal, region)

    @routes.get("", summary="现行参数 · the parameters in force", response_model=shapes.ParametersInForce)
    def in_force(
        principal: Annotated[Principal, Depends(require(*STAFF))],
        region: Region,
        on: Annotated[Day | None, Query(description="哪一天，默认今天 · on which day; today unless given")] = None,
        known_at: Annotated[Moment | None, Query(description="按何时所知 · as it was known then")] = None,
    ) -> dict[str, Any]:
        """What holds in a county on a day (today), by what was known then: two clocks."""
        return parameters.in_force(resources, region, on or resources.today(), known_at)

    @routes.get("/history", summary="参数历史 · all that was ever set", response_model=Page[shapes.ParameterShown])
    def history(
        principal: Annotated[Principal, Depends(require(*STAFF))],
        region: Annotated[
            str,
            Form(r"^[0-9]{2}([0-9]{2}){0,2}$", "parameter.region"),
            Query(description="地区，含其上各级 · the place, with those above it"),
        ]
        | None = None,
        name: Annotated[str | None, Query(max_length=60, description="参数名 · the parameter")] = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[dict[str, Any]]:
        """All that was ever set; `region` with the places above it, for it is what holds there."""
        listing = f"parameters {region} {name}"
        after = decode(listing, cursor, str, str, int) if cursor else ("", "", 0)
        with resources.store.reading() as connection:
            rows = queries.parameter_history(connection, region, name, after, limit + 1)
        return page(listing, rows, limit, lambda row: parameters.shown(row.entry), lambda row: row.place)

    return routes
