"""Under no profile does an unknown fact or parameter turn into a refusal, an exclusion or a pass."""

from random import Random

from policies.documents.profile import Profile
from policies.judging import engine
from policies.judging.evaluation import Evaluation
from tests.unit.policies.random_households import ALTERNATIVES, of_every_profile, random_household, told


@of_every_profile
def test_filling_in_an_unknown_never_changes_what_was_determined(law: Profile) -> None:
    opened = 0
    for before, after in ((_decided(law, holes), _decided(law, truth)) for holes, truth in _pairs(law)):
        assert before.excluded in (None, after.excluded)
        assert before.proposal in ("undetermined", after.proposal)
        for ordinal, category in before.categories.items():
            assert category.outcome in ("undetermined", after.categories[ordinal].outcome)
        assert (before.proposal == "undetermined") == bool(before.missing)
        opened += before.proposal != after.proposal
    # Where admission is not loaded nothing but an exclusion is ever decided: the holes then open few.
    assert opened > 10


@of_every_profile
def test_what_is_not_missing_changes_nothing(law: Profile) -> None:
    for holes, truth in _pairs(law):
        before = _decided(law, holes)
        others = {name: value for name, value in truth.items() if _as_missing(name) not in before.missing}
        assert _decided(law, others | holes).proposal == before.proposal


def _pairs(law: Profile) -> list[tuple[dict[str, object], dict[str, object]]]:
    """Households with holes, and the same without. A finding that was not made is no hole."""
    random = Random(7)
    pairs: list[tuple[dict[str, object], dict[str, object]]] = []
    for _ in range(250):
        drawn = random_household(law, random, unknown=0)
        truth = {name: value for name, value in drawn.items() if name not in ALTERNATIVES}
        holes = set(random.sample(sorted(truth), random.choice([1, 1, 2, 5])))
        pairs.append(({n: v for n, v in truth.items() if n not in holes or law.kinds[n].is_an_act}, truth))
    return pairs


def _decided(law: Profile, household: dict[str, object]) -> Evaluation:
    return engine.evaluate(law, *told(law, household))


def _as_missing(name: str) -> str:
    return "causes" if name.startswith("cause_") else name
