"""Notice of a consent that an act waits for: which fund, how much is left to its giver, who agrees, what is next.

Without it a giver sees an act that does not move, and nobody to call.
"""

from typing import Any

from kernel.fen import Fen, yuan
from kernel.organisation import Organisations
from services.assistance.domain.commands import Grant
from services.assistance.domain.fund import Fund
from services.assistance.projections.budgets import Allotment

CODE = "keepers_consent_needed"


def notice(organisations: Organisations, fund: Fund, grant: Grant, allotment: Allotment | None) -> dict[str, Any]:
    """As problem documents are written, though nothing is refused: a code, texts and `next` in both languages."""
    keeper = organisations.office(fund.org_path)
    left: Fen = allotment.left if allotment else 0
    amount, phone = yuan(grant.amount), keeper.phone
    return {
        "code": CODE,
        "fund": grant.fund,
        "fund_name": fund.name,
        "amount": amount,
        "left": yuan(left),
        "keeper": {"org_path": keeper.path, "name": keeper.name, "phone": phone},
        "texts": {
            "zh": f"“{fund.name}”由{keeper.name}管理；本单位尚可使用的额度为 {yuan(left)} 元，"
            f"不足本次的 {amount} 元，须经其同意。",
            "en": f"{fund.name} is kept by {keeper.name}; {yuan(left)} yuan of it are allotted to this union and free,"
            f" less than the {amount} of this act, so its keeper has to agree.",
        },
        "next": {
            "zh": f"请联系{keeper.name}（电话 {phone}），由其审核人（非申报人）同意或不同意；"
            "同意之前不占用资金、不查重、不发放。也可撤回，减少金额后重新申报。",
            "en": f"Call {keeper.name} ({phone}): a reviewer there, not who proposed it, agrees or refuses. Until then"
            " nothing is set aside, cleared or paid. Or withdraw it and propose less.",
        },
    }
