"""Reports of other givers' aid to the members of one household, as they stand: what a clearance is judged beside."""

from typing import Annotated

from fastapi import APIRouter, Depends
from msgspec.structs import asdict

from chassis import access
from chassis.amounts import in_yuan
from chassis.http.cursor import LIMIT_MAX
from chassis.http.owner import require_kept_in_scope
from chassis.http.principal import Principal, require
from chassis.http.shapes import Household
from kernel.aid_kinds import CHINESE, AidKind
from services.ledger.api.shapes import Report, Reports
from services.ledger.projections import queries
from services.ledger.resources import Resources


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(tags=["aid"])

    @routes.get(
        "/v1/households/{household}/reports",
        summary="外单位救助报送 · aid that other givers reported for the household's members",
        operation_id="list_reports",
    )
    def list_reports(
        household: Household,
        principal: Annotated[Principal, Depends(require("reviewer", "case_worker", "auditor"))],
    ) -> Reports:
        with resources.store.reading() as sql:
            require_kept_in_scope(sql, queries.kept_by, principal, household)
            rows = queries.reports_about(sql, household, LIMIT_MAX + 1)
        access.record(resources, principal, household, "reports")
        return Reports(items=[_report(row) for row in rows[:LIMIT_MAX]], earlier=len(rows) > LIMIT_MAX)

    return routes


def _report(row: queries.OutsideReport) -> Report:
    return Report(**in_yuan(asdict(row)), kind_zh=CHINESE[AidKind(row.kind)])
