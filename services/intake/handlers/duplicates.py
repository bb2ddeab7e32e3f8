"""疑似重复: two households that may be one are found by their marks, shown with reasons, told apart by a person."""

from collections import defaultdict
from typing import Any, Final

from chassis import commands
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.store import Loaded, Timer, Transaction, Unit
from chassis.streams import Streams
from chassis.unit_of_work import Change
from chassis.use_case import by_timer, response_of, unit_of_command, unit_of_effect
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain import duties
from services.intake.domain.commands import Signer
from services.intake.domain.events import IdentityForgotten, SaidOfTwo
from services.intake.domain.household.states import ENDED, NotApplied, State, status_of
from services.intake.domain.identity import pair as pairs
from services.intake.domain.identity.likeness import WEIGHTS, Likeness, likeness
from services.intake.domain.identity.marks import sought_by
from services.intake.handlers import identity_marks, names
from services.intake.handlers.changes import load
from services.intake.handlers.roster_rows import id_of
from services.intake.projections import identity_queries, queries
from services.intake.projections.identity_queries import Pair
from services.intake.resources import Resources

PAIRS: Final = Streams("identity-pair", pairs.PAIR)

SAID: Final[dict[str, tuple[str, str]]] = {
    "number": ("身份证号仅一位不同或相邻两位互换", "ID numbers differ by one digit, or two neighbours changed places"),
    "name": ("姓名相同", "the same name"),
    "name_and_birth": ("姓名和出生日期相同", "the same name and day of birth"),
    "phone": ("联系电话相同", "the same phone"),
    "account": ("收款账户相同", "the same payee account"),
}
"""Each signal, as a person is told it."""


def on_sought(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    """Looks at whoever shares a mark, and again at those who did before: what was corrected lapses.

    Whose key was destroyed is met here for the last time.
    """
    household, connection = timer.subject, transaction.connection
    loaded = load(transaction, household)
    context = by_timer(resources, timer, loaded)
    mine = identity_queries.marks_of(connection, [household]).get(household)
    if mine is None:
        return None  # its way is over
    if _is_erased(loaded.state):
        return unit_of_effect(resources, context, [_forgotten(household)])
    known = {_other_than(household, one) for one in identity_queries.of_household(connection, household)}
    shared: dict[str, set[str]] = defaultdict(set)
    for mark, other in identity_queries.sharing(connection, household, sought_by(mine)):
        shared[other].add(mark)
    changes = []
    for other, theirs in sorted(identity_queries.marks_of(connection, sorted({*shared, *known})).items()):
        found = likeness(mine, theirs, frozenset(shared.get(other, ())))
        if found.is_proposed and _is_erased(load(transaction, other).state):
            changes.append(_forgotten(other))
        elif found.is_proposed or other in known:
            changes.append(_looked_at(resources, transaction, household, other, found))
    return unit_of_effect(resources, context, changes)


def on_unmarked(resources: Resources, transaction: Transaction, timer: Timer) -> Unit | None:
    """An upgrade found it without marks: it is marked as it is now, unless a change of its own was faster."""
    household = timer.subject
    loaded = load(transaction, household)
    if identity_queries.marks_of(transaction.connection, [household]) or status_of(loaded.state) in ENDED:
        return None
    marks = identity_marks.marked_as(resources, household, identity_marks.UNMARKED, loaded.state)
    timers = identity_marks.timers(resources, household, marks)
    return unit_of_effect(resources, by_timer(resources, timer, loaded), marks, timers)


def _forgotten(household: str) -> Change:
    return Change(f"identity-forgotten-{household}", 0, household, [IdentityForgotten()])


def _looked_at(resources: Resources, transaction: Transaction, household: str, other: str, found: Likeness) -> Change:
    households = _in_order(household, other)
    pair = id_of(resources, "pair", *households)
    loaded = PAIRS.load(transaction, pair)
    return PAIRS.change(pair, loaded, household, pairs.find(households, found, loaded.state))


def _in_order(household: str, other: str) -> tuple[str, str]:
    return (household, other) if household < other else (other, household)


def _other_than(household: str, one: Pair) -> str:
    return one.other if one.one == household else one.one


def decide(resources: Resources, call: Call, pair: str, decision: SaidOfTwo, reason: str) -> bytes:
    """By a reviewer who sees one of the two at least; whoever applied for either does not."""

    def build(transaction: Transaction) -> Unit:
        row = identity_queries.by_id(transaction.connection, pair)
        if row is None:
            raise Problem("not_found")
        both = [load(transaction, household) for household in (row.one, row.other)]
        if not any(_covers(call.principal, one.state) for one in both):
            raise Problem("not_found")
        loaded = PAIRS.load(transaction, pair)
        if call.expected is not None and call.expected != loaded.version:
            raise DomainError("stale_version", version=loaded.version, happened=[])
        happened = pairs.decide(_signer(call, both), decision, reason, loaded.state)
        answer = response_of(pair=pair, decision=decision, version=loaded.version + len(happened))
        return unit_of_command(resources, call, [PAIRS.change(pair, loaded, row.one, happened)], answer)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def listed(
    resources: Resources, principal: Principal, status: str, after: str, limit: int
) -> tuple[list[Pair], dict[str, queries.Household], dict[str, str | None]]:
    """Pairs, their households by id, and the masked names of those in the caller's scope."""
    with resources.store.reading() as connection:
        rows = identity_queries.listed(connection, principal.org_path, principal.subject, status, after, limit)
        households = {of: queries.one(connection, of) for row in rows for of in (row.one, row.other)}
    seen = [of for of, row in households.items() if principal.covers(row.org_path)]
    return rows, households, dict(names.of(resources, seen))


def shown(
    resources: Resources,
    principal: Principal,
    row: Pair,
    households: dict[str, queries.Household],
    masked: dict[str, str | None],
) -> dict[str, Any]:
    """Across scopes only whom to call is told, and that a file is there: never which, nor of whom."""
    sees_both = all(principal.covers(households[of].org_path) for of in (row.one, row.other))
    return {
        "pair": row.pair,
        "version": row.version,
        "status": row.status,
        "score": row.score,
        "urgent": row.urgent,
        "since": row.since.isoformat(),
        "decided_by": row.decided_by,
        "households": [_side(resources, principal, households[of], masked) for of in (row.one, row.other)],
        "reasons": [
            {
                "signal": one.kind,
                "weight": WEIGHTS[one.kind],
                "zh": SAID[one.kind][0],
                "en": SAID[one.kind][1],
                "members": list(one.persons) if sees_both else [],
            }
            for one in row.signals
        ],
    }


def _side(
    resources: Resources, principal: Principal, row: queries.Household, masked: dict[str, str | None]
) -> dict[str, Any]:
    office, seen = resources.organisations.office(row.org_path), principal.covers(row.org_path)
    return {
        "household": row.household if seen else None,
        "org_path": row.org_path if seen else None,
        "status": row.status if seen else None,
        "name": masked.get(row.household),
        "office": {"name": office.name, "phone": office.phone},
    }


def _is_erased(state: State) -> bool:
    return not isinstance(state, NotApplied) and isinstance(state.case.details, Withheld)


def _covers(principal: Principal, state: State) -> bool:
    return not isinstance(state, NotApplied) and principal.covers(state.case.org_path)


def _signer(call: Call, both: list[Loaded[State]]) -> Signer:
    acts = ((one.envelope.actor, one.event) for loaded in both for one in loaded.recorded)
    return duties.signer(call.principal.subject, acts)
