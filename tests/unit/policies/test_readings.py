"""A reading sorts the causes: those of the kind, those that are not, those that wait. The conditions do the same."""

import pytest

from kernel.causes import Cause
from policies.documents import profile
from policies.judgement import engine
from tests.unit.policies.cases import household, parameters

SORTED = [
    ("shantou-2016", "other_causes", "2"),
    ("shantou-2016", "other_causes_of_an_event", "3"),
    ("yunnan-2017", "other_causes", "2"),
    ("yunnan-2017", "other_causes_of_an_event", "3"),
    ("kaifeng-2019", "illness_schooling_and_the_like", "2"),
    ("kaifeng-2019", "other_causes_of_an_expenditure", "3"),
    ("qinhuangdao-2017", "other_causes", "3"),
]
"""Document, reading, and the category in which it decides."""
ABOVE = {"2": 285_001, "3": 400_000}
"""Above the line of three heads, and well above it."""


@pytest.mark.parametrize(("document", "reading", "category"), SORTED)
def test_each_cause_is_sorted_as_the_reading_says(document: str, reading: str, category: str) -> None:
    """LAW_FAULTS X9: what is not of 其他原因 of shantou §三(一) is on record, like everywhere else."""
    law = profile.load(document)
    said = {one.id: one.reading for one in law.document.readings}[reading]
    income = {"household_income": ABOVE[category], "hardship_expenditure_total": ABOVE[category]}
    for cause in Cause:
        facts = {**household(document), **income, "causes": [cause], "difficulty_found": True}
        outcome = engine.evaluate(law, facts, parameters(document)).categories[category].outcome
        assert outcome == _told(said, cause), cause


def _told(reading: str, cause: Cause) -> str:
    """What the reading says of a cause: a lesser illness is the code `illness`, a serious one the code of its own."""
    of_the_kind, _, rest = reading.removeprefix("of the kind: ").partition("; ")
    no, sep, waits = rest.partition("plainly not; ")
    if not sep:
        no, waits = "", rest
    words = {"schooling": "child_schooling", "a lesser illness": "illness"}
    for written, code in words.items():
        if code == cause and written in no:
            return "not_met"
        if code == cause and written in of_the_kind:
            return "met"
    if cause == Cause.SERIOUS_ILLNESS and "illness" in _names(of_the_kind):
        return "met"  # an illness, too
    names = [(_names(of_the_kind), "met"), (_names(no), "not_met"), (_names(waits), "undetermined")]
    return next(outcome for codes, outcome in names if cause in codes)


def _names(words: str) -> set[str]:
    return set(words.replace(",", " ").replace(";", " ").replace("(", " ").split())
