"""The fourteen items, a page each. `page.py`: what stands on one; `reader.py`: how an answer is read.

See docs/domain.md#verification-items.
"""

from typing import Final

from kernel.items import Item
from services.verification.domain.items import (
    business_registration,
    dibao,
    disability,
    finance,
    housing_fund,
    hukou,
    marriage,
    medical,
    real_estate,
    rural_register,
    social_insurance,
    student,
    tax,
    vehicle,
)
from services.verification.domain.items.page import Page

ITEMS: Final[dict[Item, Page]] = {
    Item.HUKOU: hukou.PAGE,
    Item.SOCIAL_INSURANCE: social_insurance.PAGE,
    Item.RURAL_REGISTER: rural_register.PAGE,
    Item.TAX: tax.PAGE,
    Item.DIBAO: dibao.PAGE,
    Item.MEDICAL: medical.PAGE,
    Item.STUDENT: student.PAGE,
    Item.MARRIAGE: marriage.PAGE,
    Item.DISABILITY: disability.PAGE,
    Item.REAL_ESTATE: real_estate.PAGE,
    Item.VEHICLE: vehicle.PAGE,
    Item.BUSINESS_REGISTRATION: business_registration.PAGE,
    Item.FINANCE: finance.PAGE,
    Item.HOUSING_FUND: housing_fund.PAGE,
}
"""In the order in which a report tells what they prove."""
