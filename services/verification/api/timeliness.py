"""How late departments are, in numbers: about no household."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from chassis.http.principal import Principal, require
from chassis.http.values import Form
from dci.keys import NAME_PATTERN
from kernel.items import Agency
from services.verification.api.shapes import Timeliness
from services.verification.handlers import timeliness
from services.verification.resources import Resources

Caller = Annotated[Principal, Depends(require("case_worker", "reviewer", "auditor", "operator", "lawkeeper"))]
Quarter = Annotated[
    Annotated[str, Form(r"^20[0-9]{2}Q[1-4]$", "quarter.form")] | None,
    Query(
        description="季度，按询问日，默认本季度 · the quarter in which was asked; this one unless given",
        examples=["2026Q4"],
    ),
]
Region = Annotated[
    Annotated[str, Form(r"^[0-9]{6}$", "region.form")] | None,
    Query(description="县区代码 · only this county", examples=["440507"]),
]
OfAgency = Annotated[
    Agency | None,
    Query(description="部门代码，含其各地机构 · only this kind of agency, with its offices", examples=["tax"]),
]
OfOffice = Annotated[
    Annotated[str, Form(f"^{NAME_PATTERN}$", "office.form")] | None,
    Query(description="承办机构代码 · only this office", examples=["tax-440507"]),
]


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["inquiries"])

    @routes.get(
        "/timeliness", summary="部门答复时效 · which department is how late", operation_id="timeliness_of_agencies"
    )
    def read_timeliness(
        caller: Caller, quarter: Quarter = None, region: Region = None, agency: OfAgency = None, office: OfOffice = None
    ) -> Timeliness:
        """By agency, item and place, of the questions of the caller's organisation and those below it."""
        return Timeliness.model_validate(timeliness.timeliness(resources, caller, quarter, region, agency, office))

    return routes
