"""One plan as its people see it: measures opened, the helper masked, months without anybody's income."""

from datetime import date
from functools import partial
from typing import Any

import msgspec

from chassis.http.principal import Principal
from kernel.fen import yuan
from kernel.masked_name import masked_name
from kernel.personal import Withheld
from policies.explanation.measures import called
from policies.parameters import table as parameters_table
from services.assistance.domain.commands import MonthJudged
from services.assistance.domain.plan.relief_and_exit import is_under_help
from services.assistance.domain.plan.states import STATUS, Approved, Closed, Helper
from services.assistance.handlers import scope
from services.assistance.handlers.judgement import judged, law_of
from services.assistance.projections import queries
from services.assistance.resources import Resources


def plan(resources: Resources, principal: Principal, household: str) -> dict[str, Any]:
    """Raises Problem `not_found`."""
    with resources.store.transaction() as transaction:
        loaded = scope.plan(transaction, principal, household)
        acts = queries.of(transaction.connection, "acts", "household", household)
        referrals = queries.of(transaction.connection, "referrals", "household", household)
        state = loaded.state
        book_of = partial(parameters_table.book_of, transaction.connection)
        months = (
            ()
            if isinstance(state, Closed)
            else judged(law_of(resources, state.file), state, resources.today(), book_of).months
        )
    return {
        "household": household,
        "status": STATUS[type(state)],
        "version": loaded.version,
        "org_path": state.file.org_path,
        "profile": state.file.profile,
        "category": state.file.category,
        "members": list(state.file.members),
        "measures": [{**one, "name_zh": called(one["id"], one["aid_kind"])} for one in _opened(state.measures)],
        "chosen": _opened(state.chosen) if isinstance(state, Approved) else [],
        "chosen_before": list(state.chosen_before) if not isinstance(state, Closed) else [],
        "helper": _masked(state.helper),
        "acts": acts,
        "referrals": referrals,
        "months": [_month(month, state.file.opened_on) for month in months],
        "findings": sorted(state.follow_up.findings),
        "relief_reached": state.follow_up.relief_reached,
        "exit_proposed": state.follow_up.exit_proposed,
    }


def _opened(values: Any) -> Any:
    return [] if isinstance(values, Withheld) else msgspec.to_builtins(values)


def _masked(helper: Helper | None) -> dict[str, str] | None:
    if helper is None:
        return None
    name = "" if isinstance(helper.name, Withheld) else masked_name(helper.name)
    phone = "" if isinstance(helper.phone, Withheld) else f"***{helper.phone[-4:]}"
    return {"unit": helper.unit, "name": name, "phone": phone}


def _month(month: MonthJudged, opened_on: date) -> dict[str, Any]:
    """A month that began before the file opened counts for nothing, whatever its figures say."""
    counts = is_under_help(month.proof.month, opened_on)
    return {
        "month": month.proof.month,
        "line": None if month.proof.line is None else yuan(month.proof.line),
        "counts_for_exit": month.counts_for_exit if counts else False,
        "reaches_relief": month.reaches_relief if counts else False,
        "secured": list(month.proof.secured),
    }
