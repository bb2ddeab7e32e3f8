"""What a reviewer reads of a proposal: its conditions, and beside them what is seen of property."""

from cli import grounds


def test_property_beyond_a_limit_is_told_beside_the_proposed_category_and_what_is_within_is_not() -> None:
    condition = {"text": "低于低保线", "value": True, "facts": {"household_income": "600.00"}}
    trace = {
        "categories": {"1": {"clause": "四(一)", "outcome": "met", "conditions": [condition]}},
        "evidence": [
            {"id": "houses_within_limit", "clause": "五(一)", "value": False, "facts": {"houses": 3, "houses_max": 2}},
            {"id": "cars_within_limit", "clause": "五(一)", "value": None, "facts": {"cars": 2, "cars_max": None}},
            {"id": "deposits_within_limit", "clause": "五(一)", "value": True, "facts": {}},
        ],
    }
    assert grounds.lines({"category": "1", "trace": trace})[2:] == [
        "佐证（不自行作出结论）：",
        "  否 房产套数在当地限额内（五(一)）〔家庭名下房产 3，当地允许的房产套数 2〕",
        "  不明 小汽车数在当地限额内（五(一)）〔其中小汽车 2，当地允许的小汽车数 不明〕",
    ]


def test_a_document_that_looks_at_no_property_tells_its_conditions_alone() -> None:
    told = {"categories": {"1": {"clause": "三(一)", "outcome": "met", "conditions": []}}}
    assert grounds.lines({"category": "1", "trace": told}) == ["类别 1（三(一)）：符合"]
