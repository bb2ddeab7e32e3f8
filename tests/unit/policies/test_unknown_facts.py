"""Under no profile does an unknown fact or parameter turn into a refusal, an exclusion or a pass.

As in `test_ten_thousand_households`, hypothesis looks for a seed of random households that breaks the rule.
"""

from collections.abc import Iterator
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from policies.documents.profile import Profile
from policies.judgement import engine
from policies.judgement.evaluation import Evaluation
from policies.language.facts import ABOUT_A_CAUSE
from tests.unit.policies.random_households import of_every_profile, told, whole_household

seeds = given(seed=st.integers(0, 2**64))


@of_every_profile
@settings(max_examples=15)
@seeds
def test_filling_in_an_unknown_never_changes_what_was_determined(law: Profile, seed: int) -> None:
    for holes, truth in _pairs(law, Random(seed)):
        before, after = _decided(law, holes), _decided(law, truth)
        assert before.excluded in (None, after.excluded)
        assert before.proposal == "undetermined" or after.proposal in (before.proposal, *before.undecided)
        for ordinal, category in before.categories.items():
            assert category.outcome in ("undetermined", after.categories[ordinal].outcome)
        assert (before.proposal == "undetermined" or bool(before.undecided)) == bool(before.missing)


@of_every_profile
@settings(max_examples=15)
@seeds
def test_what_is_not_missing_changes_nothing(law: Profile, seed: int) -> None:
    for holes, truth in _pairs(law, Random(seed)):
        before = _decided(law, holes)
        others = {name: value for name, value in truth.items() if _as_missing(name) not in before.missing}
        assert _decided(law, others | holes).proposal == before.proposal


@of_every_profile
def test_a_hole_often_leaves_open_what_the_whole_household_decides(law: Profile) -> None:
    random = Random(7)
    pairs = [pair for _ in range(20) for pair in _pairs(law, random)]
    # Where admission is not loaded nothing but an exclusion is ever decided: the holes then open few.
    assert sum(_decided(law, holes).proposal != _decided(law, truth).proposal for holes, truth in pairs) > 10


def _pairs(law: Profile, random: Random) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    """Households with holes, and the same without. A finding that was not made is no hole."""
    for _ in range(25):
        truth = whole_household(law, random)
        holes = set(random.sample(sorted(truth), random.choice([1, 1, 2, 5])))
        yield {n: v for n, v in truth.items() if n not in holes or law.kinds[n].is_a_finding}, truth


def _decided(law: Profile, household: dict[str, object]) -> Evaluation:
    return engine.evaluate(law, *told(law, household))


def _as_missing(name: str) -> str:
    return "causes" if name.startswith("cause_") else name


@of_every_profile
@settings(max_examples=15)
@seeds
def test_nothing_is_left_open_that_every_way_to_fill_it_in_decides_alike(law: Profile, seed: int) -> None:
    """LAW_FAULTS F1c, F4. Of truths alone, each filled in both ways."""
    random = Random(seed)
    for _ in range(10):
        truth = whole_household(law, random)
        truths = sorted(name for name, value in truth.items() if isinstance(value, bool) and _may_be_a_hole(law, name))
        holes = set(random.sample(truths, 3))
        holes |= {name for name in truth if _cause_of(name) in holes}  # of a cause not told
        known = {name: value for name, value in truth.items() if name not in holes}
        filled = [dict(zip(sorted(holes), ways, strict=True)) for ways in product((True, False), repeat=len(holes))]
        outcomes = [_decided(law, known | one) for one in filled]
        for ordinal, category in _decided(law, known).categories.items():
            if category.outcome == "undetermined" and law.categories[ordinal].conditions:
                assert len({one.categories[ordinal].outcome for one in outcomes}) > 1, (ordinal, holes, known)


def _may_be_a_hole(law: Profile, name: str) -> bool:
    return not law.kinds[name].is_a_finding and not name.startswith(ABOUT_A_CAUSE)


def _cause_of(name: str) -> str:
    """The cause that a finding is about; any other name as it is."""
    return name.replace("of_the_kind_", "cause_").replace("of_the_event_kind_", "cause_")
