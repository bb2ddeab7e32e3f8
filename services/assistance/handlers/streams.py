"""The streams of assistance: one kind for each aggregate."""

from typing import Final

from chassis.streams import Streams
from services.assistance.domain.act import ACT
from services.assistance.domain.batch import BATCH
from services.assistance.domain.fund import FUND
from services.assistance.domain.plan import PLAN
from services.assistance.domain.referral import REFERRAL

PLANS: Final = Streams("plan", PLAN)
ACTS: Final = Streams("act", ACT)
FUNDS: Final = Streams("fund", FUND)
BATCHES: Final = Streams("batch", BATCH)
REFERRALS: Final = Streams("referral", REFERRAL)
