"""How each fact moves an inquiry on. Pure, and it never hides a fact that it does not know."""

from datetime import datetime

import msgspec

from contracts import verification as facts
from kernel.errors import UnknownEvent
from kernel.personal import Withheld
from services.verification.domain import events
from services.verification.domain.inquiry.sides import amended, contradicted_by_another, contradicted_by_itself, settled
from services.verification.domain.inquiry.states import NotOpened, Reported, State, Stopped, Waiting
from services.verification.domain.item_states import Answered, Asked, Declined, NotAsked, Standing

asdict, replace = msgspec.structs.asdict, msgspec.structs.replace


def initial() -> State:
    return NotOpened()


def evolve(state: State, event: object) -> State:
    if isinstance(state, NotOpened):
        return _open(event)
    match event:
        case events.QuestionRefused():
            return _with(state, event.item, NotAsked())
        case events.AnswerRecorded():
            return _with(state, event.item, Answered(event.received_on, event.records))
        case events.AgencyDeclined():
            return _with(state, event.item, Declined(event.received_on))
        case events.AnswerContradicted():
            return contradicted_by_itself(replace(state, others=(*state.others, (event.item, event.records))), event)
        case events.AnswerCameLate() if isinstance(state.items.get(event.item), Asked | Declined):
            return _with(state, event.item, Answered(event.received_on, event.records))
        case events.AnswerCameLate():
            return replace(state, others=(*state.others, (event.item, event.records)))
        case events.AgenciesContradicted():
            return contradicted_by_another(state, event)
        case events.SettlementProposed():
            return amended(state, event.contradiction, proposed=event)
        case events.SettlementDeclined():
            return amended(state, event.contradiction, proposed=None)
        case events.ContradictionSettled():
            return settled(state, event)
        case events.AnswerCorrected():
            return _otherwise(state, event.item, Answered(event.received_on, event.records), event.told_at)
        case events.AnswerWithdrawn():
            return _otherwise(state, event.item, Asked(taken_back=True), event.told_at)
        case events.AnswerReplaced():
            gone = event.because == "withdrawn"
            standing = Asked(taken_back=True) if gone else Answered(event.received_on, event.records)
            return _otherwise(state, event.item, standing, event.told_at, event.person)
        case events.ConsentEnded():
            return replace(state, consent_ended=True)
        case events.AnswerQuarantined():
            return replace(state, quarantined=state.quarantined | {event.item})
        case events.OfficeReminded():
            return replace(state, reminded=state.reminded | set(event.items))
        case facts.AgencySilent() | events.QuestionsLeftForSheet() | events.QuestionsCarried():
            return state
        case facts.ReportCompleted():
            return Reported(**asdict(state) | {"revision": event.revision})
        case events.HouseholdMoved():
            return replace(state, opened=replace(state.opened, org_path=event.org_path, region=event.region))
        case events.InquiryStopped():
            return Stopped(**asdict(state))
    raise UnknownEvent(event)


def _open(event: object) -> State:
    if not isinstance(event, events.InquiryOpened):
        raise UnknownEvent(event)
    items: dict[str, Standing] = {}
    if not isinstance(event.earlier, Withheld):
        items = {each.item: Answered(each.received_on, each.records, each.source) for each in event.earlier}
    return Waiting(opened=event, items=items | {question.item: Asked() for question in event.questions})


def _otherwise(
    state: Waiting | Reported | Stopped, item: str, standing: Standing, told_at: datetime, person: str = ""
) -> State:
    """What stood is remembered, so that its repeat is known."""
    before = state.items.get(item)
    others = (*state.others, (item, before.records)) if isinstance(before, Answered) else state.others
    told = state.told_at | {(item, person): told_at}
    return replace(state, items=state.items | {item: standing}, others=others, told_at=told)


def _with(state: Waiting | Reported | Stopped, item: str, standing: Standing) -> State:
    return replace(state, items=state.items | {item: standing})
