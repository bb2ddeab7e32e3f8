"""Disclosure: other live aid near an act as its rules see it, and what may be told of it across scopes.

See docs/design/ledger.md#what-may-be-told-of-the-other-act.
"""

from collections.abc import Iterable

import msgspec

from contracts.ledger import OtherAct
from kernel import organisation
from kernel.fen import Fen
from kernel.items import AGENCY_CHINESE
from kernel.organisation import Organisations
from kernel.period import Period
from services.ledger.domain.aid import Act, OutsideAid

GIVERS_OUTSIDE = {**{str(code): text for code, text in AGENCY_CHINESE.items()}, "charity": "慈善会"}


class LiveAid(msgspec.Struct, frozen=True, kw_only=True):
    """One live entry of the index; without `household` and `org_path` when somebody outside gave it."""

    act: str
    household: str | None
    org_path: str | None
    giver: str
    kind: str
    period: Period
    amount: Fen
    bill: str | None
    shares_person: bool


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """Other live aid that shares a beneficiary or the bill; `shown` is what may be told of it."""

    kind: str
    period: Period
    bill: str | None
    shares_person: bool
    shown: OtherAct


def as_seen_by(act: Act, live: Iterable[LiveAid], organisations: Organisations) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(
            kind=one.kind,
            period=one.period,
            bill=one.bill,
            shares_person=one.shares_person,
            shown=_shown(one, (act.org_path, act.giver), organisations),
        )
        for one in live
    )


def reported(aid: OutsideAid, act: Act) -> Neighbour:
    """A report just received, as a union's act sees it."""
    return Neighbour(
        kind=aid.kind,
        period=aid.period,
        bill=aid.bill,
        shares_person=not set(aid.beneficiaries).isdisjoint(act.beneficiaries),
        shown=_outside(aid),
    )


def _shown(aid: LiveAid, asking: tuple[str, str], organisations: Organisations) -> OtherAct:
    """Which act and whose household it is, only where both who keeps the asking household and who gives cover it."""
    if aid.org_path is None:
        return _outside(aid)
    office = organisations.office(aid.org_path)
    covered = all(organisation.covers(one, aid.org_path) for one in asking)
    return OtherAct(
        giver=aid.giver,
        kind=aid.kind,
        period=aid.period,
        amount=aid.amount,
        office=office.name,
        office_phone=office.phone,
        act=aid.act if covered else None,
        household=aid.household if covered else None,
    )


def _outside(aid: LiveAid | OutsideAid) -> OtherAct:
    office = GIVERS_OUTSIDE.get(aid.giver, aid.giver)
    return OtherAct(
        giver=aid.giver, kind=aid.kind, period=aid.period, amount=aid.amount, office=office, office_phone=""
    )
