"""Values: aid as the index knows it, a union's act and what others gave."""

import msgspec

from kernel.fen import Fen
from kernel.period import Period
from kernel.personal import Personal


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A union's act of aid, as far as clearing needs it."""

    act: str
    household: str
    org_path: str
    giver: str
    kind: str
    period: Period
    amount: Fen
    profile: str
    beneficiaries: tuple[str, ...]
    account: str
    bill: str | None = None


class OutsideAid(msgspec.Struct, frozen=True, kw_only=True):
    """Aid that an agency or charity gave by itself and reported; `raw` is what the signed message
    says of it, and nothing that it says of others."""

    report: str
    giver: str
    kind: str
    period: Period
    amount: Fen
    beneficiaries: tuple[str, ...]
    account: str | None = None
    bill: str | None = None
    raw: Personal[str]
