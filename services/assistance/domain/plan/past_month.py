"""As it was: how many a file had, and where it was kept, in a month that is over.

The texts compare each month's figure per head 家庭人均 with the line of the place 当地低保标准: of that month, whoever
came or went, and wherever the file was taken since. Like the line, both are asked on the month's first day (ours).
"""

from kernel.period import Month, month_beginning
from services.assistance.domain.plan.states import Live


def heads(live: Live, month: Month) -> int:
    """Who joined, left or died later was no member yet, or one still."""
    day = month_beginning(month)
    return len(live.file.members) - sum(more for since, more in live.follow_up.joined if since > day)


def region(live: Live, month: Month) -> str:
    """Where the first of the moves after that day took it away from; where it is, when none did."""
    day = month_beginning(month)
    return next((left for since, left in live.follow_up.moved if since > day), live.file.region)
