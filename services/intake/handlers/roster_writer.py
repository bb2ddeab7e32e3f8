"""Batch append: what the rows of a chunk came to, through the writer lane; who was faster makes a row unchanged."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Literal

from msgspec import Struct

from chassis import commands, unit_of_work
from chassis.envelope import Context
from chassis.http.principal import Principal
from chassis.store import Appended, Loaded, Transaction, Unit
from chassis.unit_of_work import Change
from kernel.errors import DomainError
from services.intake.domain.commands import Submit
from services.intake.domain.events import DifferenceTold, RefusedCell, RosterRowCompared, RosterRowRefused, Said
from services.intake.domain.household import initial, submitting
from services.intake.domain.household.states import State
from services.intake.domain.survey.comparison import Difference
from services.intake.domain.survey.correction import Correct, correct
from services.intake.domain.survey.row import SurveyRow
from services.intake.handlers.changes import changes_of, load_seen, unit_of
from services.intake.handlers.roster_rows import Good, Refused, id_of
from services.intake.projections.survey_writes import STREAM
from services.intake.resources import Resources

NOTHING_YET: Loaded[State] = Loaded(initial(), 0)
THREADS = 4

Outcome = Literal["unchanged", "corrected", "changed", "elsewhere", "split", "gone"]


class New(Struct, frozen=True):
    """`elsewhere`: its members who are in another application or file."""

    row: Good
    elsewhere: set[str]


class Correction(Struct, frozen=True):
    row: Good
    household: str


class Compared(Struct, frozen=True, kw_only=True):
    """`id` follows from what the row says; `version`: of its stream; `org_path`: the file's."""

    id: str
    number: int
    sheet_org_path: str
    household: str
    org_path: str
    outcome: Outcome
    version: int = 0
    differences: tuple[Difference, ...] = ()
    others: tuple[str, ...] = ()
    notes: list[dict[str, str]] = []


class Writer(Struct, frozen=True):
    """In whose name and for which import everything of a sheet is written."""

    resources: Resources
    context: Context
    principal: Principal
    import_id: str
    today: date

    def applications(self, rows: Sequence[New]) -> list[bool]:
        """Keys first: without them nothing is taken. Here and below: whether it was this import that wrote it."""
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(self.resources.vault.create, {new.row.household for new in rows}))
        return self._append(self._application(new) for new in rows)

    def compared(self, rows: Sequence[Compared]) -> list[bool]:
        self.resources.codec.prefetch({row.household for row in rows})
        return self._append(self._unit([self._record(row)]) for row in rows)

    def refused(self, rows: Sequence[Refused]) -> list[bool]:
        """The same row refused for the same reasons is recorded once."""
        changes = (Change(f"refused-row-{row.id}", 0, self.import_id, [_refusal(row)]) for row in rows)
        return self._append(self._unit([change]) for change in changes)

    def corrections(self, rows: Sequence[Correction]) -> list[Outcome]:
        """One by one: each is decided on what the application says when it is written."""
        with ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(self._correct, rows))

    def _application(self, new: New) -> Unit:
        application = new.row.application
        command = Submit(application=application, elsewhere=frozenset(new.elsewhere), import_id=self.import_id)
        events = submitting.submit(command, NOTHING_YET.state)
        return unit_of(self.resources, self.context, new.row.household, NOTHING_YET, events)

    def _correct(self, one: Correction) -> Outcome:
        """`unchanged` too where it is none any more that a row could correct: the file is open, or it has ended."""
        row = one.row
        outcome: Outcome = "unchanged"

        def build(transaction: Transaction) -> Unit:
            nonlocal outcome
            loaded = load_seen(transaction, self.principal, one.household)
            try:
                events = correct(Correct(SurveyRow(row.application, row.said), self.import_id), loaded.state)
            except DomainError as refused:
                if refused.code not in ("not_correctable", "household_erased"):
                    raise
                outcome = "unchanged"
                return self._unit([])
            outcome = "corrected" if events else "unchanged"
            record = Compared(
                id=row.household,
                number=row.number,
                sheet_org_path=row.application.org_path,
                household=one.household,
                org_path=loaded.state.case.org_path,
                outcome=outcome,
            )
            made = changes_of(self.resources, one.household, loaded, events)
            changes = [*made.changes, self._record(record)]
            return unit_of_work.unit(self.resources.codec, self.context, changes, timers=made.timers)

        commands.through_lane(self.resources.store, self.resources.lane, None, build)
        return outcome

    def _record(self, row: Compared) -> Change:
        event = RosterRowCompared(
            roster=self.import_id,
            row=row.number,
            outcome=row.outcome,
            org_path=row.org_path,
            sheet_org_path=row.sheet_org_path,
            read_on=self.today,
            by=self.principal.subject,
            others=row.others,
            differences=tuple(
                DifferenceTold(
                    difference=id_of(self.resources, "difference", self.import_id, row.id, place),
                    kind=one.kind,
                    person=one.person,
                    account=one.account,
                )
                for place, one in enumerate(row.differences)
            ),
            values=tuple(Said(one.before, one.after) for one in row.differences),
        )
        return Change(f"{STREAM}{row.id}", row.version, row.household, [event])

    def _unit(self, changes: Sequence[Change]) -> Unit:
        return unit_of_work.unit(self.resources.codec, self.context, changes)

    def _append(self, units: Iterable[Unit]) -> list[bool]:
        """Who finds the stream there already was not the first."""
        waiting = [self.resources.lane.submit(unit) for unit in units]
        return [isinstance(future.result(), Appended) for future in waiting]


def _refusal(row: Refused) -> RosterRowRefused:
    return RosterRowRefused(
        row=row.number, cells=tuple(RefusedCell(column=cell["column"], code=cell["code"]) for cell in row.errors)
    )
