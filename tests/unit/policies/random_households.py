"""Random households for any profile: near its limits, with holes, and parameters set or not."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from policies.documents import profile
from policies.documents.profile import Profile
from policies.language.facts import BANDS, Fact
from policies.language.syntax import Among, Compare, Literal, Name, Node, parts_of

SAMPLES = Path(__file__).parents[3] / "samples" / "policies"
LAWS = [
    *(profile.load(name) for name in profile.names()),
    profile.load("qinhuangdao-2017", [SAMPLES / "qinhuangdao-admission.toml"]),
    profile.load("kaifeng-2019", [SAMPLES / "kaifeng-property.toml"]),
]
of_every_profile = pytest.mark.parametrize(
    "law", LAWS, ids=lambda law: "+".join([law.id, *(overlay.id for overlay in law.overlays)])
)
ALTERNATIVES = frozenset(
    {
        "income_per_capita",
        "living_standard_per_capita",
        "living_standard_with_aid_per_capita",
        "relief_total",
        "hardship_expenditure_total",
        "union_aid_total",
        "dibao_marginal_amount",
    }
)
"""Other ways to tell the same, mostly left out: beside the first way they say nothing, or contradict it."""
LINES = [60_000, 95_000, 95_001]
SHARES = [0, 1, 50, 99, 100, 101, 120, 130, 150, 200, 250, 300, 400]


def random_household(profile: Profile, random: Random, unknown: float | None = None) -> dict[str, object]:
    """Facts and parameters by the names that the profile's conditions rest on. `unknown`: the share left out."""
    unknown = random.choice([0.0, 0.0, 0.02, 0.1, 0.4]) if unknown is None else unknown
    line = random.choice(LINES)
    members = random.choice([1, 2, 3, 4, 7])
    names = [name for name in profile.admission.given if name not in profile.numbers]
    drawn = {name: _value(profile, name, random, line, members) for name in names}
    drawn |= {name: value for name, value in (("dibao_line", line), ("members", members)) if name in drawn}
    for ends in BANDS:
        if set(ends) <= drawn.keys():
            drawn |= zip(ends, sorted(drawn[end] for end in ends), strict=True)
    if random.random() < 0.5:
        drawn["hardship_expenditure_per_capita"] = _spent_down_to_a_limit(profile, drawn, random)
    return {name: value for name, value in drawn.items() if value is not None and random.random() >= unknown}


def whole_household(profile: Profile, random: Random) -> dict[str, object]:
    """The same with nothing left out, and nothing told in two ways."""
    drawn = random_household(profile, random, unknown=0)
    return {name: value for name, value in drawn.items() if name not in ALTERNATIVES}


def told(profile: Profile, household: dict[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """The household's facts, and the parameters."""
    facts = {name: value for name, value in household.items() if name not in profile.parameters}
    return facts, {name: value for name, value in household.items() if name in profile.parameters}


def _spent_down_to_a_limit(profile: Profile, drawn: dict[str, Any], random: Random) -> int:
    """Within a few fen of the line, or of another amount that is set."""
    limit = random.choice(
        [drawn[name] for name, kind in profile.parameters.items() if kind.kind == "money" and drawn.get(name)]
    )
    left = drawn["household_income"] // drawn["members"] + drawn["relief_per_capita"]
    return max(0, int(left - limit) + random.randint(-2, 2))


def _value(profile: Profile, name: str, random: Random, line: int, members: int) -> object:
    fact = profile.kinds[name]
    match fact.kind:
        case "bool":
            return random.random() < (0.2 if name.startswith("cause_") else 0.5)
        case "money":
            return _money(name, fact, random, line, members)
        case "ratio":
            return random.choice([11_000, 12_000, 15_000])
        case "count":
            return random.choice([0, 1, 2, 3, 11, 12, 13])
        case "code":
            return random.choice(sorted(fact.codes))
        case _:
            return random.choice([*_regions(profile) * 4, "110105"])


def _money(name: str, fact: Fact, random: Random, line: int, members: int) -> int | None:
    """Mostly a share of the line within two fen."""
    if name in ALTERNATIVES and random.random() < 0.7:
        return None
    total = name.endswith("_total") or name == "household_income"
    near = (members if total else 1) * line * random.choice(SHARES) // 100 + random.randint(-2, 2)
    near = random.choice([near, near, near, 106_000 * (members if total else 1) + random.randint(-1, 1)])
    return near if fact.signed else min(max(near, fact.smallest), fact.largest)


def _regions(profile: Profile) -> list[str]:
    found = {text for condition in profile.admission.conditions for text in _texts(condition.tree)}
    return sorted(text for text in found if text.isdigit())


def _texts(tree: Node) -> set[str]:
    match tree:
        case Literal(value=str() as text):
            return {text}
        case Among(options=options):
            return {str(option.value) for option in options}
        case Name() | Compare() | _:
            return {text for part in parts_of(tree) for text in _texts(part)}
