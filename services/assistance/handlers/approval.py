"""A person approves the plan: referrals go out, aid is proposed with its budget committed, all or nothing."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from chassis import commands, lock_keys
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.ids import uuid7
from chassis.store import Loaded, NewTimer, Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import response_of, unit_of_command
from contracts.assistance import Measure
from kernel.calendar import add_working_days, opening_hour
from kernel.fen import Fen
from kernel.period import Period
from services.assistance.domain import referral
from services.assistance.domain.commands import ApprovePlan, Grant
from services.assistance.domain.plan.decisions import REFERRAL, approve, measure_of, of_an_open_file
from services.assistance.handlers import scope
from services.assistance.handlers.proposals import Proposed, Receiving, Wanted, proposal
from services.assistance.handlers.streams import PLANS, REFERRALS
from services.assistance.resources import Resources

REFERRAL_WORKING_DAYS: Final = 15
"""How long an agency has to answer a referral (ours; no text sets a term)."""


class Aid(msgspec.Struct, frozen=True, kw_only=True):
    """Money for one approved measure."""

    measure: str
    fund: str
    amount: Fen
    period: Period


def approve_plan(
    resources: Resources,
    call: Call,
    household: str,
    measures: tuple[str, ...],
    aid: Sequence[Aid],
) -> bytes:
    def build(transaction: Transaction) -> Unit:
        seen = scope.plan(transaction, call.principal, household, call.expected).state
        for one in aid:
            scope.fund_for(transaction, one.fund, seen.file.org_path)
        transaction.lock([lock_keys.household(household), *(lock_keys.fund(one.fund) for one in aid)])
        loaded = scope.plan(transaction, call.principal, household, call.expected)
        command = ApprovePlan(measures=measures, paid=tuple(one.measure for one in aid))
        approved = approve(command, loaded.state)
        due_on = add_working_days(resources.today(), REFERRAL_WORKING_DAYS)
        chosen = [measure_of(loaded.state, id) for id in measures]
        before = of_an_open_file(loaded.state).chosen_before
        referred = [one for one in chosen if one.means == REFERRAL and one.id not in before]
        referrals = [_referral(transaction, household, one, due_on) for one in referred]
        acts = [_act(resources, transaction, call.principal, household, loaded, one) for one in aid]
        return unit_of_command(
            resources,
            call,
            [PLANS.change(household, loaded, household, approved), *referrals, *(act.change for act in acts)],
            timers=[_overdue(household, _id(sent), due_on) for sent in referrals],
            response=response_of(
                household=household,
                version=loaded.version + len(approved),
                acts=[act.told["act"] for act in acts],
                awaiting_consent=[act.told for act in acts if "consent" in act.told],
                referrals=[_id(sent) for sent in referrals],
            ),
        )

    return commands.guarded(resources.store, call.key, build)


def _referral(transaction: Transaction, household: str, measure: Measure, due_on: date) -> Change:
    id = uuid7()
    sent = referral.send(id, measure.id, measure.refer_to or measure.leads[0], due_on)
    return REFERRALS.change(id, REFERRALS.load(transaction, id), household, sent)


def _act(
    resources: Resources,
    transaction: Transaction,
    principal: Principal,
    household: str,
    plan: Loaded[scope.Seen],
    aid: Aid,
) -> Proposed:
    measure = measure_of(plan.state, aid.measure)
    assert measure.aid_kind is not None, "a money measure names its aid kind"
    grant = Grant(
        kind=measure.aid_kind,
        period=aid.period,
        amount=aid.amount,
        fund=aid.fund,
        beneficiaries=measure.beneficiaries,
    )
    receiving = Receiving(household, of_an_open_file(plan.state).file)
    return proposal(resources, transaction, principal, receiving, Wanted(principal.org_path, grant))


def _overdue(household: str, id: str, due_on: date) -> NewTimer:
    data = {"referral": id, "due_on": due_on.isoformat()}
    return NewTimer(opening_hour(due_on + timedelta(days=1)), "referral_overdue", household, data)


def _id(change: Change) -> str:
    return change.stream.partition("-")[2]
