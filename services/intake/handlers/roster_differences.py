"""差异: what a roster says otherwise than the files; a reviewer takes groups of it into the files, or leaves it.

Each household is decided on in a transaction of its own; one request after the other goes on where the first ended.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from chassis import commands, unit_of_work
from chassis.http.call import Call
from chassis.http.refusals.errors import Problem
from chassis.ids import uuid7
from chassis.store import NewTimer, Transaction, Unit
from chassis.unit_of_work import Change
from chassis.use_case import by_person, response_of
from kernel.errors import DomainError
from services.intake.domain.events import DifferencesDecided
from services.intake.domain.survey.acceptance import Offered, Take, take
from services.intake.errors import TABLE
from services.intake.handlers import accesses
from services.intake.handlers.changes import changes_of, load_seen, signer_of
from services.intake.handlers.roster_rows import id_of
from services.intake.handlers.surveyed_rows import STREAM, SurveyedRow, surveyed
from services.intake.projections import claims, survey_queries
from services.intake.projections.survey_queries import Filters
from services.intake.resources import Resources

HOUSEHOLDS_MAX: Final = 500
"""Of one request; the answer says how many differences still wait."""
TOLD_MAX: Final = 100

Decision = Literal["take", "leave"]


def decide(
    resources: Resources, call: Call, roster: str, decision: Decision, filters: Filters, after: str, reason: str
) -> bytes:
    """`after`: the row behind which to go on, as the answer before named it: those that cannot be taken are passed."""
    request, scope = id_of(resources, "decision", call.key.scope, call.key.body_hash), call.principal.org_path
    with resources.store.reading() as sql:
        if survey_queries.roster(sql, scope, roster) is None:
            raise Problem("not_found")

    def build(_: Transaction) -> Unit:
        """No transaction is open while households are decided on, one by one."""
        with resources.store.reading() as sql:
            if decision == "take":
                accesses.require_searches_left(resources, sql, call.principal)
            rows = survey_queries.rows_to_decide(sql, scope, roster, filters, after, HOUSEHOLDS_MAX)
        refused = [
            told
            for row, differences in rows
            for told in _Row(resources, call, request, row, differences).settled(decision, reason)
        ]
        with resources.store.reading() as sql:
            settled = survey_queries.decided_by(sql, request)
            waiting = survey_queries.waiting(sql, scope, roster, filters)
        return unit_of_work.unit(
            resources.codec,
            by_person(resources, call.principal),
            [],
            key=call.key,
            response=response_of(
                **{name: settled.get(name, 0) for name in ("taken", "left", "stale")},
                waiting=waiting,
                refused=refused[:TOLD_MAX],
                next=rows[-1][0] if len(rows) == HOUSEHOLDS_MAX else None,
            ),
        )

    return commands.through_lane(resources.store, resources.lane, call.key, build)


class _Row:
    """One row of the roster, and its differences that are decided on."""

    def __init__(self, resources: Resources, call: Call, request: str, row: str, differences: Sequence[str]) -> None:
        self._resources, self._call, self._request = resources, call, request
        self._row, self._meant = row, differences
        self._refused = list[dict[str, Any]]()
        self._elsewhere = list[str]()
        """People of whom the caller is told that they are in another file: as a search tells it."""

    def settled(self, decision: Decision, reason: str) -> list[dict[str, Any]]:
        """What could not be taken now, and why."""

        def build(transaction: Transaction) -> Unit:
            self._refused, self._elsewhere = [], []
            return self._taken(transaction, reason) if decision == "take" else self._leave(transaction, reason)

        try:
            commands.guarded(self._resources.store, None, build)
        except (DomainError, Problem) as refused:  # `not_found`: the file went to another union this moment
            return [_not_taken(one, refused.code, refused.params) for one in self._meant]
        accesses.record_searches(self._resources, self._call.principal, self._elsewhere)
        return self._refused

    def _leave(self, transaction: Transaction, reason: str) -> Unit:
        row = self._load(transaction)
        load_seen(transaction, self._call.principal, row.household)
        left = tuple(one for one in self._meant if one not in row.decided)
        if not left:
            return self._unit([])
        return self._unit([self._decided(row, DifferencesDecided(request=self._request, left=left, reason=reason))])

    def _taken(self, transaction: Transaction, reason: str) -> Unit:
        """Guarded by all whom the file claims, before and after: who joins is claimed, who goes is released."""
        row, principal = self._load(transaction), self._call.principal
        said = row.differences().values()
        persons = {one.person for one in said if one.kind == "member_joined" and one.person is not None}
        seen = load_seen(transaction, principal, row.household)
        transaction.lock(claims.keys_of({*seen.state.case.members, *persons}))
        row, loaded = self._load(transaction), load_seen(transaction, principal, row.household)
        differences = row.differences()
        open_still = [one for one in self._meant if one in differences and one not in row.decided]
        command = Take(
            by=signer_of(self._call, loaded),
            importer=row.said.by,
            read_on=row.said.read_on,
            today=self._resources.today(),
            reason=reason,
            sheet_org_path=row.said.sheet_org_path,
            offered=tuple(Offered(one, uuid7(), differences[one]) for one in open_still),
            elsewhere=frozenset(
                person for person, _ in claims.held_elsewhere(transaction.connection, row.household, persons)
            ),
        )
        taken = take(command, loaded.state)
        self._refused = [_not_taken(one, code, {}) for one, code in taken.waiting]
        self._elsewhere = [
            person
            for one, code in taken.waiting
            if code == "person_elsewhere" and (person := differences[one].person) is not None
        ]
        if not taken.taken and not taken.stale:
            return self._unit([])
        decided = DifferencesDecided(request=self._request, taken=taken.taken, stale=taken.stale, reason=reason)
        made = changes_of(self._resources, row.household, loaded, taken.events)
        return claims.folded(transaction, self._unit([*made.changes, self._decided(row, decided)], made.timers))

    def _load(self, transaction: Transaction) -> SurveyedRow:
        return surveyed(transaction.load(f"{STREAM}{self._row}"))

    def _decided(self, row: SurveyedRow, decided: DifferencesDecided) -> Change:
        return Change(f"{STREAM}{self._row}", row.version, row.household, [decided])

    def _unit(self, changes: Sequence[Change], timers: Sequence[NewTimer] = ()) -> Unit:
        context = by_person(self._resources, self._call.principal)
        return unit_of_work.unit(self._resources.codec, context, changes, timers=timers)


def _not_taken(difference: str, code: str, params: Mapping[str, Any]) -> dict[str, Any]:
    told = TABLE[code].told(params)
    texts, then = {"zh": told.zh, "en": told.en}, {"zh": told.next_zh, "en": told.next_en}
    return {"difference": difference, "code": code, "texts": texts, "next": then}
