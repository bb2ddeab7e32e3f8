"""Ten thousand random households under each profile: one by one and as frames, with the same answers.

A batch is drawn by its seed: hypothesis looks for a seed that disagrees, and the first household of its batch is
what one is shown.
"""

from random import Random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.documents.profile import Profile
from policies.judgement import engine
from policies.judgement.evaluation import OUTCOMES, Evaluation
from tests.unit.policies.random_households import of_every_profile, random_household, told

BATCH = 500
TYPES = {"bool": pl.Boolean(), "code": pl.String(), "region": pl.String()}


@of_every_profile
@settings(max_examples=20)
@given(seed=st.integers(0, 2**64))
def test_a_frame_and_single_households_get_the_same_answers_under_every_profile(law: Profile, seed: int) -> None:
    random = Random(seed)
    households = [random_household(law, random) for _ in range(BATCH)]
    many = engine.evaluate_frame(law, pl.DataFrame(households, schema=_schema(law)))
    ones = [_answers(engine.evaluate(law, *told(law, household))) for household in households]
    rows = [
        (row["excluded"], row["proposal"], {o: OUTCOMES[row[f"category {o}"]] for o in law.categories})
        for row in many.iter_rows(named=True)
    ]
    differing = [each for each in zip(households, ones, rows, strict=True) if each[1] != each[2]]
    assert differing[:1] == []


@of_every_profile
def test_the_random_households_reach_every_answer(law: Profile) -> None:
    random = Random(1)
    households = [random_household(law, random) for _ in range(6 * BATCH)]
    many = engine.evaluate_frame(law, pl.DataFrame(households, schema=_schema(law)))
    reached = set(many["proposal"].unique())
    excludes = {"excluded"} if law.exclusions else set()
    decides = set() if law.admission_rule is None else {*law.categories, "none"}
    assert reached == {"undetermined"} | excludes | decides
    for ordinal, category in law.categories.items():
        if not category.conditions and law.admission_rule is None:
            continue  # whoever is admitted, by a rule that is not there
        assert set(many[f"category {ordinal}"].unique()) == {True, False, None}


def _answers(evaluation: Evaluation) -> tuple[object, str, dict[str, str]]:
    outcomes = {ordinal: category.outcome for ordinal, category in evaluation.categories.items()}
    return evaluation.excluded, evaluation.proposal, outcomes


def _schema(law: Profile) -> dict[str, pl.DataType]:
    names = [name for name in law.admission.given if name not in law.numbers]
    return {name: TYPES.get(law.kinds[name].kind, pl.Int64()) for name in names}
