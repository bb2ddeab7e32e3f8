"""Causes of hardship 致困原因: the ten of shantou §三(二), and four that other texts name.

A household has one main cause and up to three further. An employer's arrears are a fact of the employer.

See docs/domain.md#causes-of-hardship.
"""

from enum import StrEnum
from typing import Final


class Cause(StrEnum):
    NO_LABOUR_CAPACITY = "no_labour_capacity"
    ABLE_BUT_UNEMPLOYED = "able_but_unemployed"
    LAID_OFF = "laid_off"
    NO_SOCIAL_INSURANCE = "no_social_insurance"
    BENEFITS_NOT_DELIVERED = "benefits_not_delivered"
    SERIOUS_ILLNESS = "serious_illness"
    NATURAL_DISASTER = "natural_disaster"
    ACCIDENT = "accident"
    CHILD_SCHOOLING = "child_schooling"
    OTHER = "other"
    ILLNESS = "illness"
    DISABILITY = "disability"
    SINGLE_PARENT = "single_parent"
    SUDDEN_EVENT = "sudden_event"


CHINESE: Final[dict[Cause, str]] = {
    Cause.NO_LABOUR_CAPACITY: "无劳动能力",
    Cause.ABLE_BUT_UNEMPLOYED: "有劳动能力而未就业",
    Cause.LAID_OFF: "下岗失业",
    Cause.NO_SOCIAL_INSURANCE: "未参加社会保险",
    Cause.BENEFITS_NOT_DELIVERED: "社会保险待遇落实不到位",
    Cause.SERIOUS_ILLNESS: "重（特）大疾病",
    Cause.NATURAL_DISASTER: "自然灾害",
    Cause.ACCIDENT: "意外事故、意外伤害",
    Cause.CHILD_SCHOOLING: "子女上学",
    Cause.OTHER: "其他",
    Cause.ILLNESS: "患病",
    Cause.DISABILITY: "残疾",
    Cause.SINGLE_PARENT: "单亲",
    Cause.SUDDEN_EVENT: "突发事件",
}
