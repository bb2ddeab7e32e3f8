"""裁定: which of contradicting answers stands is a person's word, and two people's where much rests on it."""

from functools import reduce
from typing import Any

import pytest

from contracts.verification import ReportCompleted
from kernel.errors import DomainError
from services.verification.domain import events
from services.verification.domain.commands import DeclineSettlement, Settle, SignSettlement
from services.verification.domain.contradictions import PAIRS, differences
from services.verification.domain.inquiry import evolve
from services.verification.domain.inquiry.callback import take_answer
from services.verification.domain.inquiry.settlement import decline, settle, sign
from services.verification.domain.inquiry.states import State
from services.verification.domain.item_states import Answered
from tests.unit.verification.households import CONSENT, TODAY, answer, opened, tax

INSURED = {"employment": "unemployed", "pension": False, "contract_months": 0, "unemployment_benefit": "0.00"}


def told(state: State, *happened: object) -> State:
    return reduce(evolve, happened, state)


def taken(state: State, *answers: Any) -> tuple[State, list[object]]:
    all_of_it: list[object] = []
    for each in answers:
        decided = take_answer(each, state)
        state, all_of_it = told(state, *decided), [*all_of_it, *decided]
    return state, all_of_it


def two_answers() -> State:
    """Of tax, which first says 1,000 and then 9,000 yuan; medical and dibao are still out."""
    state, _ = taken(opened(), answer("tax", tax()), answer("tax", tax(yuan="9000.00")))
    return state


def word(stands: int = 2, name: str = "1.tax", by: str = "li") -> Settle:
    return Settle(
        contradiction=name, stands=stands, by=by, reason="the second was sent after a correction", today=TODAY
    )


def second(by: str = "wang", name: str = "1.tax") -> SignSettlement:
    return SignSettlement(contradiction=name, by=by, today=TODAY)


def test_what_one_agency_said_twice_differently_stands_side_by_side_and_takes_two_people() -> None:
    state = two_answers()
    (found,) = state.contradictions.values()
    assert [side.records for side in found.sides] == [(tax(),), (tax(yuan="9000.00"),)]
    proposed = settle(word(), state)
    assert [type(each) for each in proposed] == [events.SettlementProposed]
    state = told(state, *proposed)
    assert state.items["tax"].records == (tax(),), "until another signs the first one stands"
    with pytest.raises(DomainError, match="settlement_signed_by_another"):
        sign(second(by="LI"), state)
    settled = sign(second(), state)
    assert [type(each) for each in settled] == [events.ContradictionSettled], "the report is yet to come"
    state = told(state, *settled)
    assert state.items["tax"] == Answered(TODAY, (tax(yuan="9000.00"),), "settled")


def test_the_report_tells_whose_answer_was_chosen() -> None:
    state = two_answers()
    state = told(state, *settle(word(), state))
    state = told(state, *sign(second(), state))
    _, happened = taken(state, answer("dibao"), answer("medical"))
    report = happened[-1]
    assert isinstance(report, ReportCompleted)
    income = next(fact for fact in report.facts if fact.name == "household_income")
    assert (income.provenance, income.value) == ("settled:tax", 950_000)


def test_a_settlement_after_the_report_tells_it_anew_once() -> None:
    state, _ = taken(two_answers(), answer("dibao"), answer("medical"))
    state = told(state, *settle(word(), state))
    happened = sign(second(), state)
    assert [type(each) for each in happened] == [events.ContradictionSettled, ReportCompleted]
    revised = happened[-1]
    assert isinstance(revised, ReportCompleted)
    assert (revised.round, revised.revision, revised.because) == (1, 1, "settled")
    state = told(state, *happened)
    assert state.revision == 1
    with pytest.raises(DomainError, match="settled_already"):
        settle(word(), state)


def test_either_answer_told_again_after_a_settlement_is_a_repeat() -> None:
    state = two_answers()
    state = told(state, *settle(word(), state))
    state = told(state, *sign(second(), state))
    assert take_answer(answer("tax", tax()), state) == []
    assert take_answer(answer("tax", tax(yuan="9000.00")), state) == []


def test_a_third_answer_stands_beside_the_two_and_what_waits_for_a_signature_is_off() -> None:
    state = two_answers()
    state = told(state, *settle(word(), state))
    state, _ = taken(state, answer("tax", tax(yuan="5.00")))
    (found,) = state.contradictions.values()
    assert len(found.sides) == 3
    with pytest.raises(DomainError, match="no_settlement_waits"):
        sign(second(), state)


def test_a_declined_settlement_waits_again() -> None:
    state = two_answers()
    state = told(state, *settle(word(), state))
    with pytest.raises(DomainError, match="settlement_waits"):
        settle(word(1, by="wang"), state)
    state = told(state, *decline(DeclineSettlement(contradiction="1.tax", reason="ask them first"), state))
    assert settle(word(1, by="wang"), state)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (word(3), "no_such_answer"),
        (word(name="1.dibao"), "not_contradicted"),
        (word(name="9.tax"), "not_contradicted"),
    ],
)
def test_what_is_not_there_is_not_settled(command: Settle, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        settle(command, two_answers())


def test_schooling_takes_one_person() -> None:
    items = ("student", "tax")
    consent = events.Consent(
        reference=CONSENT.reference,
        signed_on=CONSENT.signed_on,
        valid_until=CONSENT.valid_until,
        items=items,
        persons=CONSENT.persons,
    )
    state = opened(items=items, consent=consent)
    primary, junior = ({"person": "c", "school_stage": stage} for stage in ("primary", "junior"))
    state, _ = taken(state, answer("student", primary), answer("student", junior))
    happened = settle(word(name="1.student"), state)
    assert [type(each) for each in happened] == [events.ContradictionSettled]


def _against_each_other() -> tuple[State, list[object]]:
    """Social insurance has the applicant out of work, and tax has an income."""
    items = ("social_insurance", "tax")
    consent = events.Consent(
        reference=CONSENT.reference,
        signed_on=CONSENT.signed_on,
        valid_until=CONSENT.valid_until,
        items=items,
        persons=CONSENT.persons,
    )
    state = opened(items=items, consent=consent)
    return taken(state, answer("social_insurance", {"person": "a", **INSURED}), answer("tax", tax(yuan="3000.00")))


def test_two_agencies_that_contradict_one_another_stand_side_by_side_with_the_report() -> None:
    state, happened = _against_each_other()
    (found,) = state.contradictions.values()
    assert (found.fact, found.person, found.items) == ("at_work", "a", ("social_insurance", "tax"))
    assert [side.item for side in found.sides] == ["social_insurance", "tax"]
    assert [type(each) for each in happened[-2:]] == [events.AgenciesContradicted, ReportCompleted]


@pytest.mark.parametrize(("stands", "employment", "income"), [(1, "unemployed", 150_000), (2, "employed", 350_000)])
def test_the_agency_that_a_person_believes_says_what_is_so(stands: int, employment: str, income: int) -> None:
    state, _ = _against_each_other()
    (name,) = state.contradictions
    state = told(state, *settle(word(stands, name), state))
    happened = sign(second(name=name), state)
    assert [type(each) for each in happened] == [events.ContradictionSettled, ReportCompleted]
    report = happened[-1]
    assert isinstance(report, ReportCompleted)
    facts = {fact.name: fact for fact in report.facts}
    assert facts["employment"].value == employment
    assert facts["employment"].provenance == "settled:social_security"
    assert facts["household_income"].value == income
    assert not differences(told(state, *happened).items)


ALIVE = {"hukou_region": "440507", "hukou_kind": "urban", "alive": True}
RECORDS: dict[str, list[dict[str, Any]]] = {
    "hukou": [{**ALIVE, "alive": False}, ALIVE],
    "social_insurance": [{**INSURED, "employment": "employed"}, {**INSURED, "pension": True}, INSURED],
    "tax": [{"monthly_income": "0.00"}, {"monthly_income": "0.10"}],
    "rural_register": [{"registered": True}, {"registered": False}],
}


@pytest.mark.parametrize("fact", PAIRS)
def test_whichever_side_stands_nothing_is_contradicted_any_more(fact: str) -> None:
    one, other = PAIRS[fact]
    found = 0
    for this in RECORDS[one.item]:
        for that in RECORDS[other.item]:
            items = {one.item.value: _one(this), other.item.value: _one(that)}
            if fact not in {each.fact for each in differences(items)}:
                continue
            found += 1
            for side, record in ((one, this), (other, that)):
                corrected = side.corrected({"person": "a", **record})
                after = {**items, side.item.value: Answered(TODAY, (corrected,) if corrected else ())}
                assert fact not in {each.fact for each in differences(after)}
    assert found


def _one(record: dict[str, Any]) -> Answered:
    return Answered(TODAY, ({"person": "a", **record},))
