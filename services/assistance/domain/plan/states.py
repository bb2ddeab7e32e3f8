"""The named states of a plan, and what each holds for the decisions to come."""

from datetime import date
from typing import Literal

from msgspec import Struct

from contracts.assistance import Measure
from kernel.period import Month
from kernel.personal import Withheld
from services.assistance.domain.commands import Figures
from services.assistance.domain.events import FileRecorded


class Helper(Struct, frozen=True):
    unit: str
    name: str | Withheld
    phone: str | Withheld


class FollowUp(Struct, frozen=True, kw_only=True):
    """What people found since the file opened: `months` by month, the latest record of each; `findings` with their
    reasons; `exit_months`: those that a proposed exit rests on. `joined`: since when how many more were in the file, or
    fewer; `moved`: since when it is kept elsewhere, and in which place it was before."""

    months: dict[Month, Figures] = {}
    findings: dict[str, str | Withheld] = {}
    relief_reached: bool = False
    exit_proposed: bool = False
    exit_months: tuple[Month, ...] = ()
    joined: tuple[tuple[date, int], ...] = ()
    moved: tuple[tuple[date, str], ...] = ()


class NoPlan(Struct, frozen=True):
    """No file is open for this household, as far as is known here."""


class FileKnown(Struct, frozen=True):
    """Only between two events of one unit: the file is recorded, its plan drafted next."""

    file: FileRecorded


class Drafted(Struct, frozen=True, kw_only=True):
    """`chosen_before`: measures of an earlier approval, where the plan was drafted anew since."""

    file: FileRecorded
    measures: tuple[Measure, ...] | Withheld
    chosen_before: tuple[str, ...] = ()
    helper: Helper | None = None
    helper_overdue: bool = False
    follow_up: FollowUp = FollowUp()


class Approved(Struct, frozen=True, kw_only=True):
    file: FileRecorded
    measures: tuple[Measure, ...] | Withheld
    chosen: tuple[str, ...] | Withheld
    chosen_before: tuple[str, ...] = ()
    helper: Helper | None = None
    helper_overdue: bool = False
    follow_up: FollowUp = FollowUp()


class Closed(Struct, frozen=True, kw_only=True):
    file: FileRecorded
    measures: tuple[Measure, ...] | Withheld
    reason: str
    helper: Helper | None = None
    follow_up: FollowUp = FollowUp()


Live = Drafted | Approved
State = NoPlan | FileKnown | Drafted | Approved | Closed

Status = Literal["drafted", "approved", "closed"]
"""How each state is called outside and in the read models."""

STATUS: dict[type, Status] = {Drafted: "drafted", Approved: "approved", Closed: "closed"}
