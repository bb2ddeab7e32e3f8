"""A refusal is explained: what is in the way, by its clause, and the smallest single change that would do."""

import json
from random import Random

import pytest

from policies.documents import profile
from policies.documents.profile import Profile
from policies.explanation import refusal
from policies.explanation.what_if import what_would_change_it
from policies.judgement import engine
from tests.unit.policies.cases import with_exclusion
from tests.unit.policies.households import LINE, PARAMETERS, SHANTOU, household
from tests.unit.policies.random_households import SAMPLES, of_every_profile, random_household, told
from tests.unit.policies.test_property import LIMITS, OWNS_NOTHING, POOR, RULED

LAW = "《汕头市总工会关于进一步做好困难职工解困脱困工作的实施意见》（汕工〔2016〕48号）"
CONDITIONS = {**household(household_income=6 * LINE, causes=["illness"], hardship_expenditure_total=5 * LINE)}


def test_a_case_worker_reads_why_and_what_would_change_it() -> None:
    explained = refusal.explain(SHANTOU, CONDITIONS, PARAMETERS)
    income = "家庭月收入5700.00元，家庭人口3人，当地最低生活保障线950.00元，人均月收入1900.00元"
    assert explained.chinese() == [
        f"对照{LAW}，本户现在不符合困难职工的条件。",
        f"第1类“低保线以下”（三(一)）：不符合“家庭人均收入低于当地最低生活保障线”。现有情况：{income}。",
        f"第2类“低保边缘”（三(一)）：不符合“当地最低生活保障线150%以内（含）”。现有情况：{income}。",
        "第3类“意外致困”（三(一)）：不符合“遭受突发事件、意外伤害、重大疾病或其他原因”。现有情况："
        "没有致困原因“突发事件”“意外事故、意外伤害”“重（特）大疾病”“自然灾害”“无劳动能力”“有劳动能力而未就业”"
        "“下岗失业”“未参加社会保险”“社会保险待遇落实不到位”“其他”。",
        "如果家庭人口由3人变为4人，其他情况不变，则符合第2类“低保边缘”（三(一)）。",
        "如果当地最低生活保障线由950.00元变为1266.67元（增加316.67元），其他情况不变，则符合第2类“低保边缘”（三(一)）。",
        "如果家庭月收入由5700.00元变为4275.00元（减少1425.00元），其他情况不变，则符合第2类“低保边缘”（三(一)）。",
        "如果文件规定的“150%以内（含）”由1.5倍变为2倍，其他情况不变，则符合第2类“低保边缘”（三(一)）。",
        "如果致困原因增加“意外事故、意外伤害”或“自然灾害”或“重（特）大疾病”或“突发事件”，其他情况不变，"
        "则符合第3类“意外致困”（三(一)）。",
    ]


def test_the_same_as_data() -> None:
    explained = refusal.explain(SHANTOU, CONDITIONS, PARAMETERS).to_dict()
    assert list(explained) == [
        "profile",
        "version",
        "proposal",
        "obstacles",
        "flips",
        "missing",
        "undecided",
        "chinese",
    ]
    assert (explained["profile"], explained["proposal"], explained["missing"]) == ("shantou-2016", "none", [])
    assert [(o["kind"], o["ordinal"], o["value"]) for o in explained["obstacles"]] == [
        ("category", "1", False),
        ("category", "2", False),
        ("category", "3", False),
    ]
    assert [c["id"] for o in explained["obstacles"] for c in o["conditions"]] == [
        "income_below_the_line",
        "income_within_150_percent",
        "struck",
    ]
    assert explained["flips"][:5] == [
        {"name": "members", "from": 3, "to": 4, "clause": "三(一)", "becomes": "2"},
        {"name": "dibao_line", "from": "950.00", "to": "1266.67", "clause": "三(一)", "becomes": "2"},
        {"name": "household_income", "from": "5700.00", "to": "4275.00", "clause": "三(一)", "becomes": "2"},
        {"name": "near_line_ratio", "from": "1.5", "to": "2", "clause": "三(一)", "becomes": "2"},
        {"name": "causes", "from": ["illness"], "to": ["illness", "accident"], "clause": "三(一)", "becomes": "3"},
    ]
    assert json.dumps(explained) == json.dumps(refusal.explain(SHANTOU, CONDITIONS, PARAMETERS).to_dict())


def test_what_every_category_asks_is_said_once() -> None:
    retired = household(employment="retired_other", household_income=0)
    sentences = refusal.explain(SHANTOU, retired, PARAMETERS).chinese()
    assert sentences[1:3] == [
        "各类都要求（三(一)）：不符合“建立困难职工档案的在职人员，以及加入工会组织的农民工家庭”。"
        "现有情况：就业状态退休（其他），农民工：否，工会会员：是。",
        "第1类“低保线以下”（三(一)）：自身的各项条件都符合。",
    ]
    assert sentences[-1] == (
        "如果就业状态由“退休（其他）”变为“在职”或“灵活就业”或“内退”或“下岗”或“病休”或“失业”，其他情况不变，"
        "则符合第1类“低保线以下”（三(一)）。"
    )


def test_a_finding_that_would_let_a_household_in_is_told_as_a_finding() -> None:
    refused = household(
        causes=["laid_off"],
        of_the_kind_laid_off=False,
        of_the_event_kind_laid_off=False,
        household_income=4 * LINE,
        difficulty_found=True,
    )
    flips = refusal.explain(SHANTOU, refused, PARAMETERS).flips
    found = [flip for flip in flips if flip.name in ("of_the_kind_laid_off", "of_the_event_kind_laid_off")]
    assert list(what_would_change_it(SHANTOU, found)) == [
        "如果审核人认定“下岗失业”与突发事件、意外伤害、重大疾病同类（写明理由），其他情况不变，则符合第3类“意外致困”（三(一)）。",
        "如果审核人认定“下岗失业”属于所列同类原因（写明理由），其他情况不变，则符合第2类“低保边缘”（三(一)）。",
    ]


def test_a_finding_that_is_still_to_be_made_is_asked_for() -> None:
    open_to_a_finding = household(causes=["laid_off"], household_income=4 * LINE, difficulty_found=True)
    explained = refusal.explain(SHANTOU, open_to_a_finding, PARAMETERS)
    assert explained.missing == ("of_the_event_kind_laid_off", "of_the_kind_laid_off")
    assert "审核人认定“下岗失业”属于所列同类原因（写明理由）。" in explained.chinese()[-1]


def test_an_open_category_before_the_one_that_is_met_is_told_and_refuses_nobody() -> None:
    struck = household(causes=["accident", "other"], household_income=4 * LINE, difficulty_found=True)
    explained = refusal.explain(SHANTOU, struck, PARAMETERS)
    assert (explained.proposal, explained.undecided) == ("3", ("2",))
    assert explained.chinese()[1:] == [
        "是否同时符合第2类“低保边缘”尚不能判断，还需要查清：审核人认定“其他”属于所列同类原因（写明理由）。符合一类即可认定。"
    ]


def test_an_undetermined_household_is_told_what_is_missing_and_nothing_is_promised() -> None:
    explained = refusal.explain(SHANTOU, household(household_income=None), PARAMETERS)
    assert (explained.proposal, explained.flips, explained.missing) == ("undetermined", (), ("household_income",))
    sentences = explained.chinese()
    assert sentences[0] == f"对照{LAW}，现在还不能判断本户是否符合条件。"
    assert sentences[-1] == "还需要查清：家庭月收入。未查清之前不作不符合处理。"


def test_where_no_single_change_would_do_it_says_so() -> None:
    far = household(household_income=20 * LINE, employment="student", union_member=False)
    explained = refusal.explain(SHANTOU, far, PARAMETERS)
    assert explained.flips == ()
    assert explained.chinese()[-1] == "没有哪一项单独的变化能使本户符合条件。"


def test_a_household_that_is_met_is_told_its_category() -> None:
    explained = refusal.explain(SHANTOU, household(household_income=0), PARAMETERS)
    assert (explained.proposal, explained.flips) == ("1", ())
    assert explained.chinese() == [f"对照{LAW}，本户符合第1类“低保线以下”。"]


def test_an_overlay_is_named_beside_the_document() -> None:
    amended = profile.load("shantou-2016", [SAMPLES / "shantou-200-percent.toml"])
    facts = household(household_income=6 * LINE + 300, causes=["illness"], hardship_expenditure_total=5 * LINE)
    sentences = refusal.explain(amended, facts, PARAMETERS).chinese()
    overlay = "《关于提高困难职工家庭收入上限的补充意见》（虚构〔2026〕1号）（虚构示例）"
    assert sentences[0] == f"对照{LAW}和{overlay}，本户现在不符合困难职工的条件。"
    assert "第2类“低保边缘”（虚构〔2026〕1号 一）：不符合“当地最低生活保障线200%以内（含）”" in sentences[2]


def test_an_exclusion_is_told_with_its_clause_and_what_would_lift_it() -> None:
    baisha = profile.load("baisha-2020")
    facts: dict[str, object] = {
        "members": 3,
        "household_income": 3 * 106_000,
        "relief_total": 0,
        "hardship_expenditure_total": 0,
        "employment": "employed",
        "employer_kind": "enterprise",
        "employer_region": "469025",
        "union_region": "469025",
        "hukou_region": "469025",
        "rural_poverty_register": False,
        "migrant_worker": False,
        "wage_is_main_income": True,
        "union_member": True,
        "causes": [],
    }
    parameters = {"dibao_line": 110_000, "low_income_standard": 120_000, "expenditure_poverty_standard": 90_000}
    explained = refusal.explain(baisha, facts, parameters)
    [excluded] = [o for o in explained.obstacles if o.kind == "exclusion"]
    assert (explained.proposal, excluded.clause, excluded.value) == ("excluded", "三5", True)
    nearest = explained.to_dict()["flips"][0]
    assert nearest == {
        "name": "household_income",
        "from": "3180.00",
        "to": "3179.99",
        "clause": "三5",
        "becomes": "1",
    }
    assert explained.chinese()[1].startswith(
        f"属于不予列入的情形“{excluded.text}”（三5）。现有情况：家庭月收入3180.00元"
    )
    assert explained.chinese()[-1].endswith("则符合第1类“低保或低收入”（三）。"), "a category stands in its own clause"
    elsewhere = refusal.explain(baisha, facts | {"household_income": 0, "hukou_region": "110105"}, parameters)
    assert [(f.name, f.after) for f in elsewhere.flips] == [("hukou_region", "469025")]


def test_a_delegated_admission_is_open_until_its_rule_is_there_and_then_explained_with_its_clause() -> None:
    facts = household(household_income=10 * LINE, causes=["accident"], hardship_expenditure_total=10 * LINE)
    facts |= {"on_dibao": False, "restructuring_affected": False, "can_work": 1, "employed_members": 1}
    facts |= {"rural_poverty_register": False, "wage_is_main_income": True, "lives_long_term_in_city": True}
    base = profile.load("qinhuangdao-2017")
    admitted = profile.load("qinhuangdao-2017", [SAMPLES / "qinhuangdao-admission.toml"])
    before = refusal.explain(base, facts, PARAMETERS)
    assert (before.proposal, before.missing) == ("undetermined", ("admission_rule",))
    explained = refusal.explain(admitted, facts, PARAMETERS)
    assert explained.proposal == "none"
    assert ("admission", "虚构〔2026〕2号 二") in [(o.kind, o.clause) for o in explained.obstacles]
    lower = next(flip for flip in explained.flips if flip.name == "household_income")
    assert (lower.after, lower.clause) == (9 * LINE, "虚构〔2026〕2号 二")


IN_BANKS = {"deposits_at_least": 16_000_000, "deposits_at_most": 20_000_000}


def test_what_is_in_banks_is_brought_within_the_limit_by_its_upper_end() -> None:
    explained = refusal.explain(RULED, POOR | OWNS_NOTHING | IN_BANKS, LIMITS)
    assert explained.proposal == "excluded"
    assert [(flip.name, flip.before, flip.after, flip.clause) for flip in explained.flips] == [
        ("members", 3, 4, "虚构〔2026〕4号 一"),
        ("deposits_at_most", 20_000_000, 15_000_000, "虚构〔2026〕4号 一"),
        ("deposits_per_head_max", 5_000_000, 6_666_667, "虚构〔2026〕4号 一"),
    ]
    assert explained.chinese()[-2].startswith(
        "如果家庭存款及证券的上限由200000.00元变为150000.00元（减少50000.00元），其他情况不变，"
    )


@pytest.mark.parametrize(
    ("beyond", "flips"),
    [
        ("deposits_at_least > 10000000", {"deposits_at_least": 10_000_000}),
        ("deposits_at_most > 18000000", {"deposits_at_most": 18_000_000}),
        ("deposits_at_least > 10000000 OR deposits_at_most > 18000000", {"deposits_at_most": 10_000_000}),
        (
            "deposits_at_least + deposits_at_most > 30000000",
            {"deposits_at_least": 10_000_000, "deposits_at_most": 15_000_000},
        ),
        (
            "deposits_at_least + deposits_at_most < 50000000",
            {"deposits_at_least": 25_000_000, "deposits_at_most": 34_000_000},
        ),
    ],
)
def test_an_end_of_a_band_that_moves_past_the_other_takes_it_along(beyond: str, flips: dict[str, int]) -> None:
    law = with_exclusion("kaifeng-2019", beyond)
    facts = POOR | OWNS_NOTHING | IN_BANKS
    found = refusal.explain(law, facts, LIMITS).flips
    assert {flip.name: flip.after for flip in found} == flips
    assert {_proposal(law, facts, LIMITS, flip.name, flip.after) for flip in found} == {"1"}


@of_every_profile
def test_every_change_promised_does_it_and_none_nearer_would(law: Profile) -> None:
    random = Random(2)
    promised = [name for refused in _refused(law, random, 40) for name in _kept_promises(law, *refused, random)]
    # Without the rule that admits, leaving an exclusion leads to an open question and to no category.
    assert (not promised) == (law.admission_rule is None)


def test_every_change_promised_does_it_for_who_is_refused_for_what_it_owns() -> None:
    random = Random(3)
    promised: list[str] = []
    for _ in range(40):
        owned = random.sample(sorted(OWNS_NOTHING), 2)
        facts = POOR | OWNS_NOTHING | {name: random.choice((3, 361, 1_000_001, 20_000_001)) for name in owned}
        facts |= _taken_along(facts, "deposits_at_least", facts["deposits_at_least"])
        if engine.evaluate(RULED, facts, LIMITS).proposal == "excluded":
            promised += _kept_promises(RULED, facts, LIMITS, random)
    assert {"members", "houses", "house_area_m2", "firms_led", "firm_capital", "deposits_at_most"} <= set(promised)
    assert {"houses_max", "vehicles_max", "firms_led_max", "firm_capital_max", "deposits_per_head_max"} <= set(promised)


def _kept_promises(law: Profile, facts: dict[str, object], parameters: dict[str, object], random: Random) -> list[str]:
    """What is promised to do it once changed; each change does, and none nearer would."""
    promised = refusal.explain(law, facts, parameters).flips
    for name in facts | parameters:
        if name not in law.kinds:
            continue  # `causes`, whose promises are told of the list
        flips = {flip.after: flip.becomes for flip in promised if flip.name == name}
        assert {after: _proposal(law, facts, parameters, name, after) for after in flips} == flips
        if law.kinds[name].kind in ("money", "count", "ratio"):
            _none_nearer(law, facts, parameters, name, set(flips), random)
    return [flip.name for flip in promised]


def _refused(law: Profile, random: Random, wanted: int) -> list[tuple[dict[str, object], dict[str, object]]]:
    found: list[tuple[dict[str, object], dict[str, object]]] = []
    while len(found) < wanted:
        facts, parameters = told(law, random_household(law, random))
        if engine.evaluate(law, facts, parameters).proposal in ("none", "excluded"):
            found.append((facts, parameters))
    return found


def _none_nearer(
    law: Profile,
    facts: dict[str, object],
    parameters: dict[str, object],
    name: str,
    promised: set[object],
    random: Random,
) -> None:
    now, fact = (facts | parameters)[name], law.kinds[name]
    assert isinstance(now, int)
    numbers = [value for value in promised if isinstance(value, int)]
    floor = max((v for v in numbers if v < now), default=-fact.largest - 1 if fact.signed else fact.smallest - 1)
    ceiling = min((v for v in numbers if v > now), default=fact.largest + 1)
    tries = {
        floor + 1,
        ceiling - 1,
        now - 1,
        now + 1,
        now // 2,
        now * 2,
        *(random.randint(0, 4 * now + 9) for _ in "abc"),
    }
    for value in tries:
        if floor < value < ceiling:
            assert _proposal(law, facts, parameters, name, value) not in law.categories, (name, now, value, promised)


def _proposal(law: Profile, facts: dict[str, object], parameters: dict[str, object], name: str, value: object) -> str:
    if name in law.parameters:
        return engine.evaluate(law, facts, parameters | {name: value}).proposal
    return engine.evaluate(law, facts | {name: value} | _taken_along(facts, name, value), parameters).proposal


def _taken_along(facts: dict[str, object], name: str, value: object) -> dict[str, object]:
    """Banks tell one band, which has no upper end below its lower one."""
    least, most = facts.get("deposits_at_least"), facts.get("deposits_at_most")
    if name == "deposits_at_most" and isinstance(least, int) and isinstance(value, int):
        return {"deposits_at_least": min(least, value)}
    if name == "deposits_at_least" and isinstance(most, int) and isinstance(value, int):
        return {"deposits_at_most": max(most, value)}
    return {}
