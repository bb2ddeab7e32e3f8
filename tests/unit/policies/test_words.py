"""Whatever a rule may speak of has a name that a household understands."""

import re

from policies.explanation import words
from policies.language.facts import FACTS
from tests.unit.policies.random_households import LAWS

CODED = {name: fact.codes for name, fact in FACTS.items() if fact.codes and name != "primary_cause"}


def test_every_fact_parameter_and_number_has_a_chinese_name() -> None:
    named = {(law.id, name): words.name(law, name) for law in LAWS for name in law.kinds}
    assert [key for key, name in named.items() if not re.search("[一-鿿]", name)] == []


def test_every_code_has_a_chinese_name() -> None:
    assert {code for codes in CODED.values() for code in codes} - set(words.CODES) == set()


def test_values_are_said_with_their_units() -> None:
    law = LAWS[0]
    said = [
        words.value(law, "household_income", "1200.50"),
        words.value(law, "members", 3),
        words.value(law, "contract_months", 12),
        words.value(law, "union_member", False),
        words.value(law, "employment", "laid_off"),
        words.value(law, "primary_cause", "laid_off"),
        words.value(law, "hukou_region", "469025"),
        words.value(law, "on_dibao", None),
    ]
    assert said == ["1200.50元", "3人", "12个月", "否", "下岗", "下岗失业", "469025", "未知"]
