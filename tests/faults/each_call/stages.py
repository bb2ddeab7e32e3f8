"""The whole way: the stages in their order."""

from collections.abc import Callable

from tests.faults.each_call import applying, helping
from tests.faults.each_call.journey import Journey

STAGES: tuple[Callable[[Journey], None], ...] = (
    helping.establish_fund,
    applying.set_parameters,
    applying.apply,
    applying.approve,
    applying.notice_ends,
    applying.record_number,
    helping.name_helper,
    helping.approve_plan,
    helping.propose_again,
    helping.withdraw_held,
    helping.close_batch,
    helping.read_bank_file,
    helping.record_results,
    helping.report_late,
    applying.apply_and_withdraw,
    applying.import_roster,
    applying.return_for_papers,
    applying.resubmit,
    applying.approve_other,
    applying.object_to_notice,
    applying.approve_again,
    applying.opening_is_blocked,
    applying.drop_member,
    helping.nobody_answers_a_referral,
    helping.record_months,
    helping.find_difficulty_over,
    helping.close_file,
    helping.forget_answers,
)
