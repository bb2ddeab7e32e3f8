"""A profile that must not be used is refused when it is loaded, naming file, rule and place."""

import pytest

from policies.documents import profile
from policies.documents.profile import FOLDER, Profile, read
from policies.errors import ProfileError
from tests.unit.policies.households import household

SHANTOU = (FOLDER / "shantou-2016.toml").read_text()
WITHIN = "income < dibao_line * heads"


def amended(old: str, new: str) -> Profile:
    assert old in SHANTOU
    return read("amended.toml", SHANTOU.replace(old, new, 1).encode())


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ("incme < dibao_line * heads", "unknown fact 'incme'"),
        ("income", "is not a truth value"),
        ("income < migrant_worker", "money is compared with bool"),
        ("NOT income", "NOT needs truth values"),
        ("income + migrant_worker < 1", "needs a number, found bool"),
        ("employment = 'layed_off'", "unknown code 'layed_off'"),
        ("employment IN ('employed', 'student ')", "unknown code 'student '"),
        ("primary_cause <> 'flu'", "unknown code 'flu'"),
        ("region = '4405'", "unknown code '4405'"),
        ("hukou_region <> '964025'", "unknown code '964025'"),
        ("union_region IN ('469025', 'baisha')", "unknown code 'baisha'"),
        ("cause_flu", "unknown fact 'cause_flu'"),
        ("migrant_worker = 'yes'", "needs a coded fact, found bool"),
        ("dibao_marginal_limit > 1", "dibao_marginal_limit needs the parameter 'dibao_marginal_amount'"),
        ("employment < 'employed'", "< needs numbers"),
        ("migrant_worker < union_member", "< needs numbers"),
        ("employment = employer_kind", "code is compared with code"),
        ("members IN ('1')", "needs a coded fact, found count"),
        ("'a' = 'a'", "a text stands only beside a coded fact"),
        ("heads > 3", "heads is only a factor: count with members"),
        ("cause_illness", "cause_illness is named through illness"),
        ("household_income * household_income > 1", "may not fit 64 bits"),
        ("income / 2 > 1", "unexpected '/ 2 > 1'"),
        ("income * 1.5 > 1", "unexpected '1.5 > 1'"),
        ("COALESCE(union_member, TRUE)", "expected end, found '('"),
        ("union_member IS NULL", "expected end, found 'IS'"),
        ("read_csv('x') = 1", "expected end, found '('"),
        ("income < (SELECT 1)", "expected ), found '1'"),
        ("union_member AND", "expected a fact or a value, found 'the end'"),
        ("1 < members < 3", "expected end, found '<'"),
        ("", "expected a fact or a value, found 'the end'"),
    ],
)
def test_a_wrong_condition_is_refused_with_its_place(condition: str, problem: str) -> None:
    with pytest.raises(ProfileError) as refused:
        amended(f'condition = "{WITHIN}"', f'condition = "{condition}"')
    assert refused.value.file == "amended.toml"
    assert refused.value.rule == "categories below_the_line_after_relief"
    assert refused.value.place.startswith("condition income_below_the_line, character ")
    assert refused.value.problem == f"{problem}, in: {condition}"


def test_the_place_counts_characters_from_one() -> None:
    with pytest.raises(ProfileError, match="character 8: unknown fact 'dibo'"):
        amended(f'condition = "{WITHIN}"', 'condition = "income<dibo*heads"')


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('ordinal = "2"', 'ordinal = "1"', "categories: 1: stands there 2 times"),
        ('prefer = ["1", "2", "3"]', 'prefer = ["1", "2"]', "must name every category once"),
        ('everyone = ["hospital_insurance"', 'everyone = ["hospital"', "names 'hospital'"),
        ('other = ["government_relief"]', "", "leads the cause 'other' nowhere"),
        ('cause = "laid_off"', 'cause = "layed_off"', "form: causes layed_off cause: "),
        ('aid_kind = "dibao"', 'aid_kind = "dibbao"', "form: measures dibao aid_kind: "),
        ('refer_to = "civil_affairs"', 'refer_to = "town_hall"', "form: measures dibao refer_to: "),
        ('issued_by = "汕头市总工会"', 'issued_by = "汕头市总工会"\nissuer = "x"', "unknown field `issuer`"),
        ('value = "1.50"', 'value = "1.50001"', "numbers: near_line_ratio: fact.ratio_places"),
        ('value = "1.50"', 'value = "11"', "numbers: near_line_ratio: fact.range"),
        ('codes = ["living_standard", "income"]', "codes = []", "a coded parameter lists its codes"),
        (
            'kind = "count"\nclause = ""',
            'kind = "bool"\nclause = ""',
            "parameters exit_months kind: Invalid enum value",
        ),
        ('kind = "count"\nclause = ""', 'kind = "region"\nclause = ""', "parameters exit_months kind: Invalid enum"),
        ('id = "shantou-2016"', 'id = "shantou', "amended.toml: form: file"),
    ],
)
def test_loose_ends_and_wrong_forms_are_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(ProfileError, match=said):
        amended(old, new)


def test_a_profile_that_is_not_there_says_which_are() -> None:
    with pytest.raises(ProfileError, match="shantou-2016"):
        profile.load("shantou-2099")


def test_an_exclusion_beats_every_category_and_an_undetermined_one_leaves_everything_open() -> None:
    from policies.judgement import engine

    exclusion = """
[[exclusions]]
id = "on_the_rural_register"
clause = "三"
text = "…"
conditions = [{ id = "registered", text = "…", condition = "rural_poverty_register" }]

[[categories]]
ordinal = "1"
"""
    excluding = amended('[[categories]]\nordinal = "1"\n', exclusion)

    def decided(registered: bool | None) -> tuple[object, ...]:
        facts = household(household_income=0, rural_poverty_register=registered)
        evaluation = engine.evaluate(excluding, facts, {"dibao_line": 95_000})
        return evaluation.excluded, evaluation.proposal, evaluation.missing

    assert decided(True) == (True, "excluded", ())
    assert decided(False) == (False, "1", ())
    assert decided(None) == (None, "undetermined", ("rural_poverty_register",))
