"""The facts of a report: answered where an agency knows, declared where it has nothing, unknown where it is silent."""

from datetime import date
from functools import reduce
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as some
from msgspec.structs import replace

from contracts.verification import Comparison, Fact, ReportCompleted
from policies.language.facts import FACTS
from services.verification.domain.commands import EndInquiry
from services.verification.domain.events import Declaration, Earlier
from services.verification.domain.inquiry import evolve, initial
from services.verification.domain.inquiry.callback import take_answer
from services.verification.domain.inquiry.conclusion import end_inquiry
from services.verification.domain.inquiry.start import open_inquiry
from services.verification.domain.items import ITEMS
from tests.unit.verification.households import CONSENT, DECLARED, TODAY, answer, opened, opening, tax

EVERY_ITEM = tuple(sorted(ITEMS))
CONSENTS_TO_ALL = replace(CONSENT, items=EVERY_ITEM)


def report(
    answers: dict[str, list[dict[str, Any]]],
    items: tuple[str, ...] | None = None,
    declared: Declaration = DECLARED,
    **changes: Any,
) -> ReportCompleted:
    """The report after these answers, the others being silent until the term is over."""
    asked = items or tuple(answers)
    state = opened(items=asked, declared=declared, **{"consent": CONSENTS_TO_ALL, **changes})
    events: list[object] = []
    for item, records in answers.items():
        events = take_answer(answer(item, *records), state)
        state = reduce(evolve, events, state)
    events = events if events and isinstance(events[-1], ReportCompleted) else end_inquiry(EndInquiry(TODAY), state)
    last = events[-1]
    assert isinstance(last, ReportCompleted)
    return last


def fact(of: ReportCompleted, name: str) -> Fact:
    (found,) = (each for each in of.facts if each.name == name)
    return found


def test_income_is_what_tax_knows_of_each_adult_and_the_households_word_for_the_others() -> None:
    told = report({"tax": [tax("a", "1200.50")]})
    assert fact(told, "household_income") == Fact(
        name="household_income", value=170_050, provenance="verified:tax", as_of=TODAY
    )
    assert told.comparisons == (
        Comparison(item="tax", agency="tax", fact="monthly_income", person="a", declared=100_000, answered=120_050,
                   agrees=False),
    )  # fmt: skip


def test_income_without_an_answer_is_unknown_and_says_whose_answer_is_missing() -> None:
    assert fact(report({}, ("tax",)), "household_income") == Fact(
        name="household_income", value=None, provenance="unanswered:tax", as_of=TODAY
    )


def test_income_that_no_item_was_needed_for_is_declared() -> None:
    assert fact(report({}, ("dibao",)), "household_income").value == 150_000


def test_income_of_an_adult_whom_the_consent_leaves_out_is_unknown() -> None:
    consent = replace(CONSENTS_TO_ALL, persons=("a", "c"))
    assert fact(report({"tax": [tax("a")]}, consent=consent), "household_income").value is None


def test_dibao_gives_relief_for_the_whole_household() -> None:
    told = report({"dibao": [{"person": "a", "on_dibao": True, "relief_monthly": "300.00"}]})
    assert fact(told, "on_dibao").value is True
    assert fact(told, "relief_total").value == 30_000
    assert [each.agrees for each in told.comparisons] == [False, False]


def test_hardship_from_illness_is_what_the_medical_insurer_knows() -> None:
    told = report({"medical": [{"person": "b", "serious_illness": True, "out_of_pocket_monthly": "650.00"}]})
    assert fact(told, "hardship_expenditure_total").value == 65_000
    assert fact(told, "cause_serious_illness").provenance == "verified:medical_insurance"


def test_hardship_from_schooling_is_declared_whatever_the_insurer_says() -> None:
    schooling = replace(DECLARED, causes=("child_schooling",), primary_cause="child_schooling")
    assert fact(report({}, ("medical",), schooling), "hardship_expenditure_total").value == 70_000


def test_a_claimed_cause_without_its_answer_is_unknown_and_one_not_claimed_is_false() -> None:
    told = report({}, ("medical", "student"))
    assert fact(told, "cause_serious_illness").value is None
    assert fact(told, "cause_child_schooling").value is False


def test_who_is_married_is_no_single_parent() -> None:
    single = replace(DECLARED, single_parent=True, causes=("single_parent",), primary_cause="single_parent")
    told = report({"marriage": [{"person": "a", "status": "married"}]}, declared=single)
    assert fact(told, "single_parent").value is False
    assert fact(told, "cause_single_parent").value is False
    assert {item.item: item.outcome for item in told.items} == {"marriage": "mismatched"}


def test_the_dead_do_not_count_as_members() -> None:
    alive = {"hukou_region": "440507", "hukou_kind": "urban", "alive": True}
    told = report(
        {"hukou": [{"person": "a", **alive}, {"person": "b", **alive | {"alive": False}}, {"person": "c", **alive}]}
    )
    assert (fact(told, "members").value, fact(told, "adults").value) == (2, 1)
    assert fact(told, "hukou_kind").value == "urban"


def test_the_dead_earn_and_work_no_more() -> None:
    """A member who had died stayed in the sum of incomes and among those at work, as declared and as tax still had it,
    and the family was refused for the income of the dead."""
    hukou = {"hukou_region": "440507", "hukou_kind": "urban", "alive": True}
    died = {"person": "a", **hukou, "alive": False}
    living = [{"person": other, **hukou} for other in ("b", "c")]
    working = {"employment": "employed", "pension": True, "contract_months": 12, "unemployment_benefit": "0.00"}
    answers = {
        "hukou": [died, *living],
        "tax": [tax("a", "9000.00")],
        "social_insurance": [{"person": "a", **working}],
    }
    told, before = report(answers), report({**answers, "hukou": [died | {"alive": True}, *living]})
    own = sum(member.monthly_income for member in DECLARED.members if member.token != "a")
    assert fact(told, "household_income").value == own
    assert fact(before, "household_income").value == own + 900_000
    works = [fact(one, "employed_members").value for one in (told, before)]
    assert works[1] == works[0] + 1
    assert not next(each for each in told.comparisons if each.fact == "alive" and each.person == "a").agrees


def test_the_social_insurer_says_how_the_applicant_works() -> None:
    record = {"person": "a", "employment": "retired_on_public_pension", "pension": True, "contract_months": 0,
              "unemployment_benefit": "0.00"}  # fmt: skip
    told = report({"social_insurance": [record]})
    assert fact(told, "employment").value == "retired_on_public_pension"
    assert fact(told, "employed_members").value == 1


def test_what_the_household_has_beside_wages_counts_as_its_income() -> None:
    """The national form asks for it by the year (家庭其他非薪资年收入): left out, the household would seem poorer."""
    declared = replace(DECLARED, other_income_monthly=8_333)
    assert fact(report({}, ("dibao",), declared), "household_income").value == 158_333
    assert fact(report({"tax": [tax("a", "1000.00")]}, declared=declared), "household_income").value == 158_333


@pytest.mark.parametrize(
    ("declared", "answered", "value", "agrees"),
    [
        ("retired", None, None, None),
        ("retired", "retired_on_public_pension", "retired_on_public_pension", True),
        ("retired", "employed", "employed", False),
        ("internal_retirement", "employed", "employed", True),
        ("internal_retirement", None, "internal_retirement", None),
        ("sick_leave", "employed", "employed", True),
        ("sick_leave", "laid_off", "laid_off", False),
        ("employed", "employed", "employed", True),
    ],
)
def test_a_word_of_the_form_is_held_against_what_the_social_insurer_can_know(
    declared: str, answered: str | None, value: str | None, agrees: bool | None
) -> None:
    """退休 alone leaves the state of employment unknown, since it does not say whose pension; who is 内退 or 病休 is
    insured as employed."""
    said = replace(DECLARED, members=(replace(DECLARED.members[0], employment=declared), *DECLARED.members[1:]))
    record = {"person": "a", "employment": answered, "pension": False, "contract_months": 12,
              "unemployment_benefit": "0.00"}  # fmt: skip
    told = report({"social_insurance": [record]} if answered else {}, ("social_insurance",) if answered else ("dibao",),
                  said)  # fmt: skip
    assert fact(told, "employment").value == value
    compared = [each.agrees for each in told.comparisons if (each.fact, each.person) == ("employment", "a")]
    assert compared == ([] if agrees is None else [agrees])


def test_a_kind_of_employer_that_nobody_said_is_not_told() -> None:
    silent = report({}, ("dibao",), replace(DECLARED, employer_kind=""))
    assert [each.name for each in silent.facts if each.name == "employer_kind"] == []


def test_an_answer_of_an_earlier_round_still_stands() -> None:
    earlier = (Earlier(item="tax", agency="tax", received_on=date(2026, 10, 1), records=(tax("a", "1.00"),)),)
    *_, told = open_inquiry(opening(items=(), earlier=earlier, round=2), initial())
    assert isinstance(told, ReportCompleted)
    assert told.complete
    assert fact(told, "household_income") == Fact(
        name="household_income", value=50_100, provenance="verified:tax", as_of=date(2026, 10, 1)
    )


@for_all(some.sets(some.sampled_from(EVERY_ITEM)))
def test_every_fact_is_one_that_policies_know_and_stands_once_whoever_is_silent(answering: set[str]) -> None:
    told = report({item: [] for item in sorted(answering)}, EVERY_ITEM)
    names = [each.name for each in told.facts]
    assert len(names) == len(set(names))
    assert set(names) <= FACTS.keys()
    assert told.complete == (answering == set(EVERY_ITEM))


@for_all(some.sets(some.sampled_from(EVERY_ITEM)))
def test_silence_never_turns_an_unknown_fact_into_a_known_one(silent: set[str]) -> None:
    everybody = report({item: [] for item in EVERY_ITEM}, EVERY_ITEM)
    fewer = report({item: [] for item in EVERY_ITEM if item not in silent}, EVERY_ITEM)
    known = {each.name: each.value for each in everybody.facts}
    for each in fewer.facts:
        assert each.value is None or each.value == known[each.name]


def test_what_single_documents_ask_for_is_the_households_word_and_untold_where_it_said_nothing() -> None:
    said = {
        "employer_region": "469025",
        "restructuring_kind": "zombie",
        "wage_is_main_income": True,
        "lives_long_term_in_city": False,
    }
    told = report({}, ("dibao",), replace(DECLARED, **said))
    assert {each.name: each.value for each in told.facts if each.name in said} == said
    assert {each.provenance for each in told.facts if each.name in said} == {"declared"}
    silent = report({}, ("dibao",))
    assert [each for each in silent.facts if each.name in said] == []


def test_which_union_a_member_belongs_to_is_asked_and_never_taken_from_who_keeps_the_file() -> None:
    """baisha §三3: who is in a union of another county is out, which the place of the file cannot tell."""

    def union_region(**said: object) -> list[object]:
        told = report({}, ("dibao",), replace(DECLARED, **said))
        return [each.value for each in told.facts if each.name == "union_region"]

    assert union_region(union_member=True, union_region="460105") == ["460105"]
    assert union_region(union_member=True) == []
    assert union_region(union_member=False) == ["440507"]
