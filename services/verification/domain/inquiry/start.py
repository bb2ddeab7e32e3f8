"""A round begins: what the consent covers is asked, what it does not cover is said."""

from services.verification.domain import events
from services.verification.domain.commands import Open, RefuseQuestion
from services.verification.domain.inquiry.conclusion import with_report
from services.verification.domain.inquiry.states import NotOpened, State, Waiting
from services.verification.domain.item_states import Asked
from services.verification.domain.rules import agency_of, office_of, why_not_covered


def open_inquiry(command: Open, state: State) -> list[object]:
    """A second opening of the same round is a repeat. With nothing left to ask, the report comes at once."""
    if not isinstance(state, NotOpened):
        return []
    opened = events.InquiryOpened(
        round=command.round,
        org_path=command.org_path,
        region=command.region,
        opened_on=command.today,
        due_on=command.due_on,
        asked_at=command.asked_at,
        consent=command.consent,
        persons=command.persons,
        questions=command.questions,
        declared=command.declared,
        hashes=command.hashes,
        earlier=command.earlier,
        stand_ins=command.stand_ins,
        purpose=command.purpose,
    )
    refused = [
        events.QuestionRefused(item=item, agency=command.offices.get(item, agency_of(item)), reason=reason)
        for item in command.items
        if (reason := why_not_covered(command.consent, item, command.persons, command.today, command.purpose))
        is not None
    ]
    return with_report([opened, *refused], state, command.today)


def refuse_question(command: RefuseQuestion, state: State) -> list[object]:
    """Only while the item is open, and only if the consent really fails it that day."""
    if not isinstance(state, Waiting) or not isinstance(state.items.get(command.item), Asked):
        return []
    opened = state.opened
    reason = why_not_covered(opened.consent, command.item, opened.persons, command.today, opened.purpose)
    if reason is None:
        return []
    refused = events.QuestionRefused(item=command.item, agency=office_of(opened, command.item), reason=reason)
    return with_report([refused], state, command.today)
