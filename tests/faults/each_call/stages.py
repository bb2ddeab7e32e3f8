"""The whole way: the stages in their order."""

from collections.abc import Callable

from tests.faults.each_call import aid_stages, application_stages, fund_stages, outside_stages
from tests.faults.each_call.journey import Journey

STAGES: tuple[Callable[[Journey], None], ...] = (
    fund_stages.establish_fund,
    fund_stages.allot_fund,
    fund_stages.ask_for_more,
    fund_stages.confirm_more,
    application_stages.set_parameters,
    application_stages.confirm_parameters,
    application_stages.apply,
    application_stages.approve,
    application_stages.notice_ends,
    application_stages.record_number,
    aid_stages.name_helper,
    aid_stages.approve_plan,
    aid_stages.propose_again,
    aid_stages.withdraw_held,
    fund_stages.ask_keeper,
    fund_stages.keeper_refuses,
    fund_stages.ask_keeper_again,
    outside_stages.report_aid,
    fund_stages.keeper_agrees,
    outside_stages.correct_report,
    outside_stages.withdraw_report,
    aid_stages.close_batch,
    aid_stages.read_bank_file,
    aid_stages.record_results,
    outside_stages.report_late,
    application_stages.apply_and_withdraw,
    application_stages.import_roster,
    application_stages.return_for_papers,
    application_stages.resubmit,
    application_stages.approve_other,
    application_stages.object_to_notice,
    application_stages.approve_again,
    application_stages.opening_is_blocked,
    application_stages.drop_member,
    aid_stages.nobody_answers_a_referral,
    aid_stages.record_months,
    aid_stages.find_difficulty_over,
    aid_stages.close_file,
    aid_stages.forget_answers,
)
