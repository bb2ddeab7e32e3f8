"""One application of invented people, for the API's description; the county code 440590 is assigned to nobody."""

from typing import Any, Final

EXAMPLE: Final[dict[str, Any]] = {
    "region": "440507",
    "org_path": "44/4405/440507/longhu-dianzi",
    "previous_household": None,
    "members": [
        {
            "name": "陈测试",
            "id_number": "440590198001010009",
            "relation": "self",
            "can_work": True,
            "employment": "laid_off",
            "school_stage": None,
            "monthly_income": "600.00",
            "health": "healthy",
            "disability": False,
        }
    ],
    "declared": {
        "on_dibao": False,
        "relief_monthly": "0.00",
        "hardship_expenditure_monthly": "350.00",
        "causes": ["laid_off"],
        "primary_cause": "laid_off",
        "union_member": True,
        "migrant_worker": False,
        "single_parent": False,
        "sudden_event": False,
        "contract_months": None,
        "restructuring_affected": False,
    },
    "consent": {
        "reference": "GX-0001",
        "signed_on": "2026-11-01",
        "valid_until": "2027-10-31",
        "items": [
            "hukou",
            "social_insurance",
            "tax",
            "business_registration",
            "marriage",
            "real_estate",
            "dibao",
            "medical",
            "student",
            "disability",
        ],
        "signatories": [0],
    },
    "contact": {"phone": "19900000000", "address": "汕头市龙湖区虚构路1号"},
    "account": {"bank": "虚构银行汕头分行", "number": "9999990000000000000"},
    "employer": {"name": "汕头市虚构实业有限公司", "credit_code": "91440590900001009D", "kind": "enterprise"},
    "needs": ["living_subsidy"],
}
