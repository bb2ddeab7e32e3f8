"""Random households, fully known, under each document: the answers of exact arithmetic in plain Python."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.documents import profile
from policies.judgement import engine
from policies.judgement.evaluation import OUTCOMES
from tests.unit.policies.by_hand import DOCUMENTS, Household, Met
from tests.unit.policies.cases import with_admission
from tests.unit.policies.random_households import told, whole_household

LAWS = {name: profile.load(name) for name in profile.names()}
LAWS["qinhuangdao-2017"] = with_admission("qinhuangdao-2017", "TRUE")


@pytest.mark.parametrize("document", profile.names())
@settings(max_examples=20)
@given(seed=st.integers(0, 2**64))
def test_a_household_fully_known_gets_what_exact_arithmetic_says(document: str, seed: int) -> None:
    law, random = LAWS[document], Random(seed)
    for _ in range(50):
        household = whole_household(law, random)
        evaluation = engine.evaluate(law, *told(law, household))
        excluded, met = DOCUMENTS[document](Household(household))
        assert evaluation.excluded is excluded
        assert {o: c.outcome for o, c in evaluation.categories.items()} == {o: OUTCOMES[m] for o, m in met.items()}
        assert evaluation.proposal == ("excluded" if excluded else _first(met))


def _first(met: Met) -> str:
    return next((ordinal for ordinal, is_met in met.items() if is_met), "none")
