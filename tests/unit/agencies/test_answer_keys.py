"""The answer keys against the profiles at the limits, where a population of plausible households seldom stands.

What the profile leaves undetermined the key leaves to a person, and the other way round.
"""

from random import Random

import pytest

from agencies import answer_keys
from agencies.answer_keys.qinhuangdao import NO_GROUP
from agencies.answer_keys.situation import Situation
from kernel.causes import Cause
from kernel.closed_lists import EMPLOYMENT, EMPLOYMENT_UNSAID
from policies.documents import profile
from policies.judgement.engine import evaluate
from policies.judgement.evaluation import Evaluation

LINE, NEAR, LOW_INCOME, POVERTY = 60_000, 90_000, 82_500, 60_000
LIMITS = (LINE, NEAR, LOW_INCOME, 3 * LINE, 106_000)
PARAMETERS = {
    "dibao_line": LINE,
    "dibao_marginal_ratio": 15_000,
    "low_income_standard": LOW_INCOME,
    "expenditure_poverty_standard": POVERTY,
}
BAISHA, ELSEWHERE = "469025", "460105"
DRAWN = 1_000


@pytest.mark.parametrize("document", answer_keys.DOCUMENTS)
def test_the_key_says_what_the_profile_says(document: str) -> None:
    law = profile.load(document)
    for situation in map(drawn, range(DRAWN)):
        said = answer(evaluate(law, facts(situation), PARAMETERS), law.document.prefer)
        assert said == answer_keys.answer(document, situation), situation


def answer(judged: Evaluation, prefer: tuple[str, ...]) -> str:
    """The proposal; of a document that leaves admission to another rule, the group that would be proposed."""
    if "admission_rule" not in judged.missing:
        return judged.proposal
    reached = [ordinal for ordinal in prefer if judged.categories[ordinal].outcome == "met"]
    return reached[0] if reached else NO_GROUP


def drawn(seed: int) -> Situation:
    rng = Random(seed)
    members = rng.randint(1, 4)
    can_work = rng.randint(0, members)
    income = rng.choice(LIMITS) * members + rng.randint(-1, 1)
    to_the_line = max(income - LINE * members, 0)
    return Situation(
        members=members,
        can_work=can_work,
        at_work=rng.randint(0, can_work),
        income=income,
        relief=rng.choice((0, 10_000)),
        hardship=rng.choice((0, to_the_line, to_the_line + 1, income)),
        on_dibao=rng.random() < 0.4,
        causes=tuple(str(cause) for cause in rng.sample(list(Cause), rng.randint(1, 2))),
        employment=rng.choice(sorted(EMPLOYMENT.keys() - EMPLOYMENT_UNSAID)),
        contract_months=rng.choice((11, 12)),
        restructuring=rng.random() < 0.3,
        migrant_worker=rng.random() < 0.4,
        union_member=rng.random() < 0.7,
        long_term_in_city=rng.random() < 0.8,
        lives_on_wages=rng.random() < 0.8,
        rural_register=rng.random() < 0.2,
        union_region=rng.choice((BAISHA, BAISHA, ELSEWHERE)),
        hukou_region=rng.choice((BAISHA, BAISHA, ELSEWHERE)),
        employer_region=rng.choice((BAISHA, BAISHA, ELSEWHERE)),
        employer_kind=rng.choice(("enterprise", "enterprise", "state_run_enterprise")),
        line=LINE,
        near_line=NEAR,
        low_income=LOW_INCOME,
        poverty=POVERTY,
    )


def facts(situation: Situation) -> dict[str, object]:
    return {
        "members": situation.members,
        "can_work": situation.can_work,
        "employed_members": situation.at_work,
        "household_income": situation.income,
        "relief_total": situation.relief,
        "hardship_expenditure_total": situation.hardship,
        "on_dibao": situation.on_dibao,
        "causes": list(situation.causes),
        "employment": situation.employment,
        "contract_months": situation.contract_months,
        "restructuring_affected": situation.restructuring,
        "migrant_worker": situation.migrant_worker,
        "union_member": situation.union_member,
        "lives_long_term_in_city": situation.long_term_in_city,
        "wage_is_main_income": situation.lives_on_wages,
        "rural_poverty_register": situation.rural_register,
        "union_region": situation.union_region,
        "hukou_region": situation.hukou_region,
        "employer_region": situation.employer_region,
        "employer_kind": situation.employer_kind,
        "dibao_line": situation.line,
    }
