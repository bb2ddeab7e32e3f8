"""Planted bugs of the exchange: each is a mistake that somebody could make, where it would be made."""

from functools import reduce
from typing import Any

from msgspec.structs import replace

import dci.answers
from contracts.verification import AgencySilent
from dci.keys import KnownKey
from services.verification.domain import answer_ages, directory, evidence
from services.verification.domain.inquiry import callback, conclusion, start, states
from services.verification.domain.inquiry.evolution import evolve
from services.verification.domain.inquiry.states import NotOpened, Stopped, Waiting
from services.verification.domain.report import report
from services.verification.handlers import answers, inquiry_end, pushes, question_delivery, rounds
from tests.simulation.mutants import Mutant, Never

_judged, _take = callback._judged, answers.take_all
_end_consent, _end_inquiry = conclusion.end_consent, conclusion.end_inquiry


def whatever_was_asked(command: Any, state: Any) -> list[object]:
    if isinstance(state, NotOpened | Stopped) or (question := state.question(command.reference)) is None:
        return _judged(command, state)
    if state.erased:
        return _judged(command, state)
    return _judged(replace(command, question_hash=state.opened.hashes[question.item]), state)


def whoever_answers(command: Any, state: Any) -> list[object]:
    if isinstance(state, NotOpened | Stopped) or (question := state.question(command.reference)) is None:
        return _judged(command, state)
    return _judged(replace(command, agency=question.agency), state)


def although_the_consent_ended(command: Any, state: Any) -> list[object]:
    return _judged(command, state if isinstance(state, NotOpened) else replace(state, consent_ended=False))


def with_no_memory_of_what_was_said(command: Any, state: Any) -> list[object]:
    return _judged(command, state if isinstance(state, NotOpened) else replace(state, others=()))


def what_was_read_for_what_was_signed(resources: Any, sender: str, told: Any, body: bytes) -> str:
    return _take(resources, sender, told, body[body.index(b'"message":') + 10 : -1])


def the_open_items_as_they_are(command: Any, state: Any) -> list[object]:
    """At the term nobody says who was silent."""
    return [one for one in _end_inquiry(command, state) if not isinstance(one, AgencySilent)]


def end_consent_and_wait(command: Any, state: Any) -> list[object]:
    """The open questions stay open."""
    return _end_consent(command, state)[:1]


def a_report_of_an_erased_household(happened: Any, state: Any, today: Any) -> list[object]:
    after = reduce(evolve, happened, state)
    if isinstance(after, Waiting) and not conclusion._open_items(after):
        return [*happened, report(after.opened, after.items, today)]
    return list(happened)


def answered_or_not(self: Any, item: str, about: Any) -> bool:
    """Silence reads as "nothing on file"."""
    return item in self.items


def the_office_of_the_country(region: str) -> tuple[str, ...]:
    return ("",)


MUTANTS = [
    Mutant("an answer to another question counts", callback, "_judged", whatever_was_asked),
    Mutant("whoever answers counts", callback, "_judged", whoever_answers),
    Mutant("an answer counts after the consent ended", callback, "_judged", although_the_consent_ended),
    Mutant("the same counts twice", callback, "_judged", with_no_memory_of_what_was_said),
    Mutant("a second answer takes the place of the first", callback, "Answered", Never),
    Mutant("an answer after the report counts", callback, "Reported", Never),
    Mutant("what is kept is not what was signed", answers, "take_all", what_was_read_for_what_was_signed),
    Mutant("a page counts as the whole", dci.answers, "_is_whole", lambda page: True),
    Mutant("a revoked key is believed", KnownKey, "valid_at", lambda self, at: True),
    Mutant("nobody says who was silent", inquiry_end, "end_inquiry", the_open_items_as_they_are),
    Mutant("after a withdrawal the questions wait", inquiry_end, "end_consent", end_consent_and_wait),
    Mutant("an erased household is reported on", conclusion, "with_report", a_report_of_an_erased_household),
    Mutant("silence reads as nothing found", evidence.Evidence, "has_answer", answered_or_not),
    Mutant("the own word stands where nobody answered", evidence.Evidence, "needed", lambda self, item: False),
    Mutant("what is asked again is carried on too", answer_ages, "to_keep", lambda earlier, items, stand_ins: earlier),
    Mutant("a question leaves after its end", question_delivery, "Waiting", object),
    Mutant("nobody looks at the consent again", question_delivery, "why_not_covered", lambda *given: None),
    Mutant("what the consent leaves out is asked", start, "why_not_covered", lambda *given: None),
    Mutant("a push is kept whatever the consent says", pushes, "_is_covered", lambda *given: True),
    Mutant("an older word counts over a younger", states._Opened, "is_overtaken", lambda *given: False),
    Mutant("what is taken back stands", callback, "_withdrawn", lambda *given: []),
    Mutant("what is corrected stands", callback, "_corrected", lambda *given: []),
    Mutant("the office of the country is asked in each place", directory, "places_around", the_office_of_the_country),
    Mutant("a round of an erased household fails", rounds, "Withheld", Never),
]
