"""How every list answers: a page in the caller's scope, by the key, with filters that are equalities."""

from typing import Annotated, Any, TypeVar

from fastapi import Depends

from chassis.http.call import Call, command
from chassis.http.cursor import Page, decode, page
from chassis.http.principal import STAFF, Principal, require
from chassis.http.refusals.errors import Problem
from chassis.http.shapes import Shape
from services.assistance.projections import queries
from services.assistance.resources import Resources

Anyone = Annotated[Principal, Depends(require(*STAFF))]
Deciding = Annotated[Principal, Depends(require("case_worker", "reviewer", "auditor"))]
"""A plan's measures tell of illness and schooling: who decides on them sees them opened, and who looks after that."""
CaseWorker = Annotated[Call, Depends(command("case_worker", "reviewer"))]
Reviewer = Annotated[Call, Depends(command("reviewer"))]
ReviewerOnAVersion = Annotated[Call, Depends(command("reviewer", if_match="required"))]
Finance = Annotated[Call, Depends(command("finance"))]
Line = TypeVar("Line", bound=Shape)
FinanceReading = Annotated[Principal, Depends(require("finance"))]


def listed(
    resources: Resources,
    principal: Principal,
    shape: type[Line],
    table: str,
    cursor: str | None,
    limit: int,
    **filters: str | None,
) -> Page[Line]:
    listing = f"{table}:{sorted(filters.items())}"
    after = decode(listing, cursor, str)[0] if cursor else ""
    with resources.store.reading() as sql:
        rows = queries.rows(sql, table, principal.org_path, filters, str(after or ""), limit + 1)
    key = queries.COLUMNS[table][0]
    return page(listing, rows, limit, lambda row: shape(**row), lambda row: (row[key],))


def found(resources: Resources, principal: Principal, table: str, key: str) -> dict[str, Any]:
    with resources.store.reading() as sql:
        row = queries.one(sql, table, principal.org_path, key)
    if row is None:
        raise Problem("not_found")
    return row
