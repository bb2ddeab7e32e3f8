"""Visits 走访核查: how people of a union look for themselves, and the closed list of what can be seen on a visit.

kaifeng §五(一): 引导社会力量参与信息核查，全面了解城市困难职工真实状况.
"""

from typing import Final, Literal

VisitMethod = Literal["home_visit", "neighbours", "social_organisation"]

VISIT_METHODS: Final[dict[str, str]] = {
    "home_visit": "入户调查",
    "neighbours": "邻里访问",
    "social_organisation": "社会组织核查",
}

VisitFact = Literal[
    "lives_there", "people_living_there", "people_working", "seriously_ill", "vehicles", "conditions_fit"
]

VISIT_FACTS: Final[dict[str, str]] = {
    "lives_there": "实际住在申报的住址",
    "people_living_there": "共同居住人数",
    "people_working": "在业人数",
    "seriously_ill": "重病人数",
    "vehicles": "使用的机动车数",
    "conditions_fit": "生活状况与申报相符",
}

Grade = Literal["direct", "indirect"]

GRADES: Final[dict[str, str]] = {"direct": "直接", "indirect": "间接"}

GRADE_OF: Final[dict[str, Grade]] = {
    "lives_there": "direct",
    "people_living_there": "direct",
    "people_working": "indirect",
    "seriously_ill": "indirect",
    "vehicles": "indirect",
    "conditions_fit": "indirect",
}
"""**Ours**: who goes there sees who lives there; work, illness, whose a car is and money are told or seen from outside,
and stand on record with an agency."""

VISITED: Final = "visited"
"""The provenance of what people found for themselves, beside `verified:<agency>`."""
REQUIRED: Final = "required"
VISIT_BEFORE_APPROVING: Final = "visit_before_approving"
"""The parameter of a place that lets nobody be approved whom nobody has visited. Unset: no document says so. Kaifeng
§五(一) guides society to take part in checking, and orders no visit."""
