"""A lower level's own file over a profile: it adds, narrows and amends, and answers for what it breaks."""

from pathlib import Path

import pytest

from kernel.causes import Cause
from policies.documents import profile
from policies.documents.profile import FOLDER, Profile
from policies.errors import ProfileError
from policies.judgement import engine
from tests.unit.policies.households import LINE, PARAMETERS, SHANTOU, household

SAMPLES = Path(__file__).parents[3] / "samples" / "policies"
RATIO_200 = SAMPLES / "shantou-200-percent.toml"
HEAD = """
over = "shantou-2016"
id = "narrower"
title = "补充意见"
document = "虚构〔2026〕9号"
issued_by = "某区总工会"
issued_on = 2026-01-01
"""


def over_shantou(*texts: str) -> Profile:
    content = (FOLDER / "shantou-2016.toml").read_bytes()
    overlays = [(f"overlay-{at}.toml", (HEAD + text).encode()) for at, text in enumerate(texts, 1)]
    return profile.read("shantou-2016.toml", content, overlays)


def test_an_amended_number_decides_a_household_otherwise_and_cites_the_amendment() -> None:
    amended = profile.load("shantou-2016", [RATIO_200])
    facts = household(household_income=6 * LINE, causes=["illness"], difficulty_found=True)
    before, after = (engine.evaluate(p, facts, PARAMETERS) for p in (SHANTOU, amended))
    assert [before.proposal, after.proposal] == ["none", "2"]
    assert (after.profile, after.categories["2"].clause) == ("shantou-2016", "虚构〔2026〕1号 一")
    within = after.categories["2"].conditions[2]
    assert (within.text, within.facts["near_line_ratio"]) == ("当地最低生活保障线200%以内（含）", "2")
    beyond = engine.evaluate(amended, facts | {"household_income": 6 * LINE + 1}, PARAMETERS)
    assert beyond.proposal == "none"


def test_what_an_overlay_does_not_name_stays_as_it_was() -> None:
    amended = profile.load("shantou-2016", [RATIO_200])
    assert amended.categories["1"] == SHANTOU.categories["1"]
    assert [c.sql for c in amended.categories["2"].conditions] == [c.sql for c in SHANTOU.categories["2"].conditions]
    assert amended.document.measures == SHANTOU.document.measures
    assert [(o.id, o.fictive) for o in amended.overlays] == [("shantou-200-percent", True)]
    assert SHANTOU.overlays == ()


def test_the_version_is_that_of_the_base_and_of_every_overlay_in_its_order() -> None:
    first = '[[numbers]]\nname = "near_line_ratio"\nvalue = "2.00"\n'
    second = '[[numbers]]\nname = "near_line_ratio"\nvalue = "1.80"\n'
    laid = [(), (first,), (second,), (first, second), (second, first)]
    assert len({over_shantou(*texts).version for texts in laid}) == len(laid)
    assert over_shantou().version == SHANTOU.version
    assert over_shantou(first).version == over_shantou(first).version
    assert [over_shantou(*t).numbers["near_line_ratio"] for t in laid] == [15_000, 20_000, 18_000, 18_000, 20_000]


def test_an_overlay_narrows_by_an_exclusion_and_by_a_condition_for_all() -> None:
    narrowed = over_shantou("""
[[exclusions]]
id = "on_the_rural_register"
clause = "二"
text = "农村建档立卡贫困户不列入"
conditions = [{ id = "registered", text = "农村建档立卡", condition = "rural_poverty_register" }]

[[scope]]
id = "member"
clause = "一"
text = "工会会员"
condition = "union_member"
""")
    facts = household(household_income=0, union_member=False)

    def decided(**changes: object) -> tuple[str, tuple[str, ...]]:
        evaluation = engine.evaluate(narrowed, facts | changes, PARAMETERS)
        return evaluation.proposal, evaluation.missing

    assert engine.evaluate(SHANTOU, facts, PARAMETERS).proposal == "1"
    assert decided(rural_poverty_register=True) == ("excluded", ())
    assert decided(rural_poverty_register=False) == ("none", ())
    assert decided(rural_poverty_register=False, union_member=True) == ("1", ())
    assert decided(rural_poverty_register=None) == ("undetermined", ("rural_poverty_register",))
    assert narrowed.exclusions[0].clause == "虚构〔2026〕9号 二"


def test_an_overlay_amends_one_condition_of_a_category_and_adds_another() -> None:
    amended = over_shantou("""
[[categories]]
id = "struck_by_an_event"

[[categories.conditions]]
id = "income_within_3_times"
condition = "income <= dibao_line * heads"

[[categories.conditions]]
id = "member"
text = "工会会员"
condition = "union_member"
""")
    before, after = (p.categories["3"] for p in (SHANTOU, amended))
    assert (after.clause, after.text) == (before.clause, before.text)
    assert [c.id for c in after.conditions] == [*(c.id for c in before.conditions), "member"]
    assert after.conditions[1].sql == "income <= dibao_line * heads"
    assert after.conditions[1].text == before.conditions[1].text


def test_a_list_of_plain_values_is_replaced_and_an_empty_one_empties() -> None:
    amended = over_shantou("targets = []\n[routing]\neveryone = ['warmth_visit']\ncauses = { illness = [] }")
    assert amended.document.targets == ()
    assert amended.document.routing.everyone == ("warmth_visit",)
    causes = dict(SHANTOU.document.routing.causes)
    assert amended.document.routing.causes == causes | {Cause.ILLNESS: ()}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[numbers]]\nname = 'near_line_ratio'\nvalue = 2.5", "form: numbers near_line_ratio value: "),
        ("[[numbers]]\nname = 'near_line_ratio'\nvalue = '11'", "numbers: near_line_ratio: fact.range"),
        ("[[numbers]]\nname = 'limit'\nvalue = '11'", "form: numbers limit: Object missing required field `kind`"),
        ("[[numbers]]\nvalue = '11'", "form: numbers: has no name"),
        ("[[numbers]]\nname = 'a'\n[[numbers]]\nname = 'a'", "form: numbers: a stands there twice"),
        ("[[limits]]\nname = 'a'", "form: limits: is no table of a profile"),
        ("[exit]\nmonths = 0.5", "form: exit months: "),
        ("[exit]\nmoths = 5", "form: exit: Object contains unknown field `moths`"),
        ("prefer = ['1', '2']", "prefer: prefer: must name every category once"),
        ("routing = 1 = 2", "form: file: "),
    ],
)
def test_a_wrong_overlay_is_refused_by_its_own_name(text: str, said: str) -> None:
    with pytest.raises(ProfileError) as refused:
        over_shantou("", text)
    assert str(refused.value).startswith(f"overlay-2.toml: {said}")


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ("incme < 1", "character 1: unknown fact 'incme', in: incme < 1"),
        ("income", "character 1: is not a truth value, in: income"),
        ("1 < income + union_member", "character 14: needs a number, found bool, in: 1 < income + union_member"),
        ("employment = 'layed_off'", "character 15: unknown code 'layed_off', in: employment = 'layed_off'"),
        ("cause_flu", "character 1: unknown fact 'cause_flu', in: cause_flu"),
    ],
)
def test_a_wrong_condition_of_an_overlay_is_refused_with_file_rule_and_place(condition: str, problem: str) -> None:
    text = f"""
[[categories]]
id = "struck_by_an_event"
conditions = [{{ id = "struck", condition = "{condition}" }}]
"""
    with pytest.raises(ProfileError) as refused:
        over_shantou(text)
    assert str(refused.value) == f"overlay-1.toml: categories struck_by_an_event: condition struck, {problem}"


def test_an_overlay_goes_over_its_own_profile_only() -> None:
    with pytest.raises(ProfileError, match=r"yunnan-county-circle.toml: form: over: is for 'yunnan-2017'"):
        profile.load("shantou-2016", [SAMPLES / "yunnan-county-circle.toml"])


def test_a_county_widens_its_circle_by_a_category_of_its_own_after_those_of_the_text() -> None:
    base, wider = (profile.load("yunnan-2017", overlays) for overlays in ([], [SAMPLES / "yunnan-county-circle.toml"]))
    facts = household(
        employment="laid_off",
        household_income=6 * LINE,
        causes=["laid_off"],
        of_the_kind_laid_off=False,
        of_the_event_kind_laid_off=False,
        restructuring_affected=True,
        difficulty_found=True,
        rural_poverty_register=False,
    )
    parameters = PARAMETERS | {"dibao_marginal_ratio": 12_000}

    def decided(law: Profile, **changes: object) -> str:
        return engine.evaluate(law, facts | changes, parameters).proposal

    assert [decided(base), decided(wider)] == ["none", "4"]
    assert decided(wider, household_income=6 * LINE + 1) == "none"
    assert [decided(law, household_income=0) for law in (base, wider)] == ["1", "1"]
    assert list(wider.categories) == [*base.categories, "4"]
    asked = [condition.id for condition in base.document.scope]
    assert [condition.id for condition in wider.categories["4"].conditions[: len(asked)]] == asked


def test_the_rule_to_which_a_text_delegates_admission_is_an_overlay() -> None:
    base = profile.load("qinhuangdao-2017")
    admitted = profile.load("qinhuangdao-2017", [SAMPLES / "qinhuangdao-admission.toml"])
    facts = household(
        household_income=LINE, on_dibao=False, rural_poverty_register=False, can_work=1, employed_members=1
    )
    ignored = {"restructuring_affected": False}

    def decided(law: Profile, **changes: object) -> tuple[str, tuple[str, ...]]:
        evaluation = engine.evaluate(law, facts | ignored | changes, PARAMETERS)
        return evaluation.proposal, evaluation.missing

    assert decided(base) == ("undetermined", ("admission_rule",))
    assert decided(admitted) == ("2", ())
    assert decided(admitted, employment="retired_other") == ("none", ())
    assert decided(admitted, employment=None) == ("undetermined", ("employment",))


def test_the_example_of_the_page_goes_over_its_document() -> None:
    page = (SAMPLES.parents[1] / "docs" / "overlays.md").read_text()
    example = page.split("```toml\n")[1].split("```")[0]
    content = (FOLDER / "shantou-2016.toml").read_bytes()
    amended = profile.read("shantou-2016.toml", content, [("example.toml", example.encode())])
    assert amended.numbers["near_line_ratio"] == 20_000
    assert [rule.clause for rule in amended.exclusions] == ["虚构〔2026〕1号 二"]
