"""Leads 早发现线索: what an agency tells under law, not consent, of somebody in trouble whom no union knows yet.

baisha §四(七): 健全信息共享机制，切实做到城市困难职工早发现、早介入、早救助.
"""

from typing import Final, Literal

from kernel.items import Item

LeadKind = Literal["unemployment_registered", "serious_illness_settled", "dibao_granted"]

LEAD_KINDS: Final[dict[str, str]] = {
    "unemployment_registered": "登记失业",
    "serious_illness_settled": "大病结算",
    "dibao_granted": "新获低保",
}

ITEM_OF_LEAD: Final[dict[str, Item]] = {
    "unemployment_registered": Item.SOCIAL_INSURANCE,
    "serious_illness_settled": Item.MEDICAL,
    "dibao_granted": Item.DIBAO,
}
"""Whose record it comes with, and so whose agency may tell it."""

LeadOutcome = Literal["contacted", "not_in_need", "not_found", "not_a_worker"]

LEAD_OUTCOMES: Final[dict[str, str]] = {
    "contacted": "已联系上，可申请",
    "not_in_need": "没有困难",
    "not_found": "未找到本人",
    "not_a_worker": "不属职工帮扶范围",
}
"""What a union's visit came to."""
