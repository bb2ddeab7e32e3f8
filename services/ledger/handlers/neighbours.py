"""Which other acts stand near one, and what may be told of them: nothing of the other household across scopes."""

from collections.abc import Sequence
from typing import Any

from contracts.ledger import OtherAct
from kernel import organisation
from kernel.items import AGENCY_CHINESE
from kernel.period import Period
from services.ledger.domain.commands import Neighbour
from services.ledger.domain.events import ActRecorded, OutsideAidRecorded
from services.ledger.handlers.aid_index import Sql
from services.ledger.handlers.asking import DAYS
from services.ledger.resources import Resources

LIVE = ["cleared", "confirmed", "paid", "outside"]
MONEY_GONE = ("confirmed", "paid", "outside")

_NEAR = (
    f"SELECT a.act, a.household, a.org_path, a.giver, a.kind, {DAYS}, a.amount, a.bill, a.status,"
    " EXISTS (SELECT FROM aid_beneficiaries b WHERE b.act = a.act AND b.person = ANY(%(persons)s))"
    " FROM aid_index a WHERE a.status = ANY(%(live)s) AND a.act <> %(act)s AND ("
    " (a.kind = %(kind)s AND a.act IN (SELECT act FROM aid_beneficiaries WHERE person = ANY(%(persons)s)))"
    " OR (a.bill IS NOT NULL AND a.bill = %(bill)s)) ORDER BY a.act"
)


def near(resources: Resources, sql: Sql, act: ActRecorded) -> tuple[Neighbour, ...]:
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
    return tuple(_neighbour(resources, act.org_path, row) for row in rows)


def of_outside(aid: OutsideAidRecorded, act: ActRecorded) -> Neighbour:
    """A report just received, as a union's act sees it."""
    return Neighbour(
        act=aid.report,
        kind=aid.kind,
        period=aid.period,
        bill=aid.bill,
        shares_person=not set(aid.beneficiaries).isdisjoint(act.beneficiaries),
        money_gone=True,
        shown=_outside(aid.giver, aid.kind, aid.period, aid.amount),
    )


def _neighbour(resources: Resources, asking: str, row: Sequence[Any]) -> Neighbour:
    act, household, org_path, giver, kind, first, last, amount, bill, status, shares = row
    period = Period(first, last)
    if org_path is None:
        shown = _outside(giver, kind, period, amount)
    else:
        office = resources.organisations.office(org_path)
        seen = organisation.covers(asking, org_path)
        shown = OtherAct(
            giver=giver,
            kind=kind,
            period=period,
            amount=amount,
            office=office.name,
            office_phone=office.phone,
            act=act if seen else None,
            household=household if seen else None,
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


def _outside(giver: str, kind: str, period: Any, amount: int) -> OtherAct:
    name = {str(code): text for code, text in AGENCY_CHINESE.items()}.get(giver, _CHARITIES.get(giver, giver))
    return OtherAct(giver=giver, kind=kind, period=period, amount=amount, office=name, office_phone="")


_CHARITIES = {"charity": "慈善会"}
