"""公示: what a sheet says, who hung it and took it down, and what became of objections."""

from datetime import date, datetime
from typing import Any, Final

from msgspec import Struct

from chassis import access, commands
from chassis.codec import Recorded
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.store import Loaded, Timer, Transaction, Unit
from chassis.use_case import by_timer
from contracts import intake as facts
from kernel.errors import DomainError
from kernel.masked_name import masked_name
from kernel.organisation import Organisation
from kernel.personal import Withheld
from kernel.subject import is_same
from services.intake.domain import events as internal
from services.intake.domain.commands import AnswerObjection, HangSheet, RemindAnswerer, TakeSheetDown
from services.intake.domain.events import Outcome
from services.intake.domain.household import notice
from services.intake.domain.household.states import Applied, OnNotice, Sheet
from services.intake.handlers.changes import change, load, load_seen, unit_of_command, unit_of_effect
from services.intake.handlers.judgement import law_of
from services.intake.projections import queries
from services.intake.resources import Resources


class OnShow(Struct, frozen=True, kw_only=True):
    """A notice while it hangs, as everybody may read it on the wall. Name and employer None: erased."""

    household: str
    org_path: str
    name: str | None
    employer: str | None
    document: str
    category: str
    first_day: date
    last_day: date
    provisional: bool
    office: Organisation
    sheets: tuple[Sheet, ...]


class Objection(Struct, frozen=True, kw_only=True):
    """`number`: the round of verification that it began. `text` and `answer` for whoever raised it alone; None once
    erased."""

    number: int
    raised_at: datetime
    raised_by: str
    due_on: date | None
    answered_at: datetime | None = None
    answered_by: str | None = None
    outcome: str | None = None
    text: str | None = None
    answer: str | None = None


ON_NOTICE: Final = queries.Narrowed("on_notice", None, None)


def on_show(resources: Resources, principal: Principal, household: str) -> OnShow:
    """Raises DomainError `not_on_notice`."""
    resources.codec.prefetch([household])
    with resources.store.transaction() as transaction:
        return _on_show(resources, load_seen(transaction, principal, household), household)


def all_on_show(resources: Resources, principal: Principal, after: str, limit: int) -> list[OnShow]:
    """In the order of households."""
    with resources.store.reading() as connection:
        rows = queries.work_list(connection, principal.org_path, ON_NOTICE, after, limit)
    resources.codec.prefetch([row.household for row in rows])
    with resources.store.transaction() as transaction:
        seen = [(row.household, load_seen(transaction, principal, row.household)) for row in rows]
    return [_on_show(resources, loaded, one) for one, loaded in seen if isinstance(loaded.state, OnNotice)]


def hang(resources: Resources, call: Call, household: str, place: str, shown_on: date, photo: str | None) -> bytes:
    """The answer names the sheet's number."""

    def build(transaction: Transaction) -> Unit:
        loaded = load_seen(transaction, call.principal, household, call.expected)
        command = HangSheet(place=place, shown_on=shown_on, photo=photo, today=resources.today())
        happened = notice.hang(command, loaded.state)
        sheet = len(loaded.state.case.sheets) + 1
        return unit_of_command(resources, call, household, loaded, happened, sheet=sheet)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def take_down(
    resources: Resources, call: Call, household: str, sheet: int, taken_down_on: date, photo: str | None
) -> bytes:
    command = TakeSheetDown(sheet=sheet, taken_down_on=taken_down_on, photo=photo, today=resources.today())
    return change(resources, call, household, lambda state, by: notice.take_down(command, state))


def answer_objection(resources: Resources, call: Call, household: str, outcome: Outcome, text: str) -> bytes:
    return change(
        resources,
        call,
        household,
        lambda state, by: notice.answer(AnswerObjection(by=by, outcome=outcome, text=text), state),
    )


def objections(resources: Resources, principal: Principal, household: str) -> list[Objection]:
    """In the order in which they were raised. Whoever raised one reads its answer, which is on record; for all others
    the words stay sealed (`writings`)."""
    resources.codec.prefetch([household])
    with resources.store.transaction() as transaction:
        recorded = load_seen(transaction, principal, household).recorded
    answers = {one.event.round: one for one in recorded if isinstance(one.event, internal.ObjectionAnswered)}
    found = [
        _objection(one, answers.get(one.event.round), is_same(one.envelope.actor, principal.subject))
        for one in recorded
        if _is_objection(one)
    ]
    if any(one.text is not None for one in found):
        access.record(resources, principal, household, "objection")
    return found


def on_objection_overdue(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    loaded = load(transaction, timer.subject)
    due = RemindAnswerer(round=timer.data["round"], due_on=date.fromisoformat(timer.data["due_on"]))
    happened = notice.remind(due, loaded.state)
    return unit_of_effect(resources, by_timer(resources, timer, loaded), timer.subject, loaded, happened)


def _on_show(resources: Resources, loaded: Loaded[Applied], household: str) -> OnShow:
    state = loaded.state
    if not isinstance(state, OnNotice):
        raise DomainError("not_on_notice")
    case, posted = state.case, [one.event for one in loaded.recorded if isinstance(one.event, facts.NoticePosted)][-1]
    known = None if isinstance(case.details, Withheld) else case.details
    return OnShow(
        household=household,
        org_path=case.org_path,
        name=masked_name(known.members[0].name) if known else None,
        employer=known.employer.name if known else None,
        document=law_of(resources, state).document.title,
        category=state.category,
        first_day=state.first_day,
        last_day=state.last_day,
        provisional=posted.provisional,
        office=resources.organisations.office(case.org_path),
        sheets=tuple(sheet for sheet in case.sheets if sheet.round == case.round),
    )


def _is_objection(one: Recorded[Any]) -> bool:
    return isinstance(one.event, facts.ObjectionRaised)


def _objection(raised: Recorded[Any], answered: Recorded[Any] | None, own: bool) -> Objection:
    told: dict[str, Any] = {"text": _words(raised.event.objection)} if own else {}
    if answered is not None:
        said = answered.envelope
        told |= {"answered_at": said.time, "answered_by": said.actor, "outcome": answered.event.outcome}
        told |= {"answer": _words(answered.event.text)} if own else {}
    return Objection(
        number=raised.event.round,
        raised_at=raised.envelope.time,
        raised_by=raised.envelope.actor,
        due_on=raised.event.due_on,
        **told,
    )


def _words(sealed: Any) -> str | None:
    return None if isinstance(sealed, Withheld) else sealed
