"""Which other acts stand near one, and what may be told of them: nothing of the other household across scopes."""

from collections.abc import Sequence
from typing import Any

from chassis.resources import Resources
from contracts.ledger import OtherAct
from kernel import organisation
from kernel.items import AGENCY_CHINESE
from services.ledger.domain.commands import Neighbour
from services.ledger.domain.events import ActRecorded, OutsideAidRecorded
from services.ledger.handlers.aid_index import Sql
from services.ledger.handlers.asking import period_of

LIVE = ["cleared", "confirmed", "paid", "outside"]
MONEY_GONE = ("confirmed", "paid", "outside")
COUNTY_SEGMENTS = 3

_NEAR = (
    "SELECT a.act, a.household, a.org_path, a.giver, a.kind, a.period, a.amount, a.bill, a.status,"
    " EXISTS (SELECT FROM aid_beneficiaries b WHERE b.act = a.act AND b.person = ANY(%(persons)s))"
    " FROM aid_index a WHERE a.status = ANY(%(live)s) AND a.act <> %(act)s AND ("
    " (a.kind = %(kind)s AND a.act IN (SELECT act FROM aid_beneficiaries WHERE person = ANY(%(persons)s)))"
    " OR (a.bill IS NOT NULL AND a.bill = %(bill)s)) ORDER BY a.act"
)


def near(here: Resources, sql: Sql, act: ActRecorded) -> tuple[Neighbour, ...]:
    """All live acts that share a beneficiary and the kind, or the bill; read only under the act's locks."""
    rows = sql.execute(
        _NEAR,
        {
            "persons": list(act.beneficiaries),
            "kind": act.kind,
            "bill": act.bill,
            "act": act.act,
            "live": LIVE,
        },
    ).fetchall()
    return tuple(_neighbour(here, act.org_path, row) for row in rows)


def of_outside(here: Resources, aid: OutsideAidRecorded) -> Neighbour:
    """A report just received, as the unions' acts see it."""
    return Neighbour(
        act=aid.report,
        kind=aid.kind,
        period=aid.period,
        bill=aid.bill,
        shares_person=True,
        money_gone=True,
        shown=_outside(here, aid.giver, aid.kind, aid.period, aid.amount),
    )


def _neighbour(here: Resources, asking: str, row: Sequence[Any]) -> Neighbour:
    act, household, org_path, giver, kind, stored, amount, bill, status, shares = row
    period = period_of(stored)
    if org_path is None:
        shown = _outside(here, giver, kind, period, amount)
    else:
        office = organisation.default().office(org_path)
        same = _county(asking) == _county(org_path)
        shown = OtherAct(
            giver=giver,
            kind=kind,
            period=period,
            amount=amount,
            office=office.name,
            office_phone=office.phone,
            act=act if same else None,
            household=household if same else None,
        )
    return Neighbour(
        act=act,
        kind=kind,
        period=period,
        bill=bill,
        shares_person=shares,
        money_gone=status in MONEY_GONE,
        shown=shown,
    )


def _outside(here: Resources, giver: str, kind: str, period: Any, amount: int) -> OtherAct:
    name = {str(code): text for code, text in AGENCY_CHINESE.items()}.get(giver, _CHARITIES.get(giver, giver))
    return OtherAct(giver=giver, kind=kind, period=period, amount=amount, office=name, office_phone="")


_CHARITIES = {"charity": "慈善会"}


def _county(org_path: str) -> tuple[str, ...]:
    return tuple(org_path.split("/")[:COUNTY_SEGMENTS])
