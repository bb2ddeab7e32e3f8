"""比对: the rows of one import, so many at a time: known, new, a correction, or held against an open file.

What a row comes to is settled apart from its writing, so that a whole sheet can be looked at before any of it is taken.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Literal, cast

from msgspec import Struct

from chassis.http.principal import Principal
from chassis.use_case import by_person
from kernel.personal import Withheld
from services.intake.adapters.roster_body import CellFlaw
from services.intake.domain.household.states import Open
from services.intake.domain.survey.comparison import Difference, compare
from services.intake.domain.survey.linkage import Match, holders_of, match
from services.intake.domain.survey.row import SurveyRow
from services.intake.handlers.changes import HOUSEHOLDS
from services.intake.handlers.roster_rows import Good, Known, Refused, refused_for, told_of
from services.intake.handlers.roster_writer import Compared, Correction, New, Writer
from services.intake.projections import queries, survey_queries
from services.intake.projections.survey_queries import KnownRow
from services.intake.resources import Resources

FILES_AT_ONCE = 100
"""Files that are open in memory at a time."""
COMPARED_AGAIN = ("elsewhere", "split")
"""Whose file it is may be settled by now."""


class Matched(Struct, frozen=True):
    """A row of people who are in an open file, before it is held against it."""

    row: Good
    match: Match


Settled = Refused | Known | New | Correction | Compared


class Around(Struct, frozen=True):
    """What is on file about the people of a chunk. `taken`: rows of an earlier try of this import; `brought_in`: by the
    importer, of the households below."""

    known: set[str]
    taken: set[str]
    remembered: dict[str, KnownRow]
    claims: dict[str, str]
    files: dict[str, tuple[str, str]]
    under_way: dict[tuple[str, str], str]
    brought_in: frozenset[str]
    elsewhere: frozenset[str]


class Survey:
    """One import. `seen`: households that the sheet speaks of; `ids`: what its rows are known by; `recorded`: whether
    this import, in this try or an earlier one, wrote anything down; `of_others`: people of whom it tells a portal that
    somebody else brought them in."""

    def __init__(self, resources: Resources, principal: Principal, import_id: str) -> None:
        self.resources, self.principal, self.import_id = resources, principal, import_id
        self.writer = Writer(resources, by_person(resources, principal), principal, import_id, resources.today())
        self.seen, self.ids, self.recorded = set[str](), list[str](), False
        self.of_others = dict[str, None]()
        self._first: dict[tuple[str, str], Good] = {}
        """The first row of each applicant."""
        self._members, self._household = set[str](), dict[str, str]()
        self._refused = set[str]()
        """Rows, as they are known, that are of another's household."""

    def held_against_files(self, read: Sequence[Good | Refused]) -> list[Settled]:
        """What each row comes to, in order; nothing is written."""
        around = self._around(read)
        self.ids += [row.household for row in read if row.household is not None]
        return self._compared([self._settle(row, around) for row in read], around)

    def written(self, settled: Sequence[Settled]) -> list[dict[str, Any]]:
        """The result of each row, in order."""
        statuses = list(self._written(settled))
        return [self._result(row, status) for row, status in zip(settled, statuses, strict=True)]

    def _around(self, read: Sequence[Good | Refused]) -> Around:
        named = {name for row in read for name in (row.household, row.spelled) if name is not None}
        good = [row for row in read if isinstance(row, Good)]
        members = {member for row in good for member in row.application.members}
        scope = self.principal.org_path
        with self.resources.store.reading() as sql:
            known = queries.known(sql, named)
            claims = survey_queries.claims_on(sql, members)
            self.recorded |= queries.has_refused(sql, self.import_id)
            files = survey_queries.files(sql, scope, set(claims.values()))
            under_way = survey_queries.under_way(sql, scope, {row.application.members[0] for row in good})
            return Around(
                known=known,
                taken=queries.taken_by(sql, self.import_id, known),
                remembered=survey_queries.known_rows(sql, named),
                claims=claims,
                files=files,
                under_way=under_way,
                brought_in=queries.brought_in(sql, self.principal.subject, {*files, *under_way.values()}),
                elsewhere=queries.elsewhere(sql, members, ""),
            )

    def _settle(self, row: Good | Refused, around: Around) -> Settled | Matched:
        """A row whose household is there already changes nothing, whatever is to be said of it today."""
        first = self._first.setdefault(_applicant(row), row) if isinstance(row, Good) else None
        for name in (row.household, row.spelled):
            if name is not None and name in around.known:
                return self._known(row, name, "taken" if name in around.taken else "unchanged")
        before = around.remembered.get(row.household or "")
        if before is not None and (before.outcome not in COMPARED_AGAIN or isinstance(row, Refused)):
            self.seen.update(before.others)
            return self._remembered(row, before)
        if isinstance(row, Refused):
            return row
        assert first is not None, "a good row has an applicant"
        if first.household != row.household:
            flaw = CellFlaw("本人身份证号", "row.same_applicant", str(first.number))
            return refused_for(self.resources, self.principal, row, told_of(flaw))
        if first is not row and row.household in self._refused:
            return self._of_another(row)
        if first is not row:
            return Known(row.number, row.household, row.notes)
        return self._placed(row, around)

    def _known(self, row: Good | Refused, household: str, status: str) -> Known:
        self.seen.add(household)
        self.recorded |= status != "unchanged"
        return Known(row.number, household, row.notes, status)

    def _remembered(self, row: Good | Refused, before: KnownRow) -> Known:
        ours = before.roster == self.import_id
        self.recorded |= ours
        return self._known(row, before.household, before.outcome if ours else "unchanged")

    def _placed(self, row: Good, around: Around) -> Settled | Matched:
        members, org_path = row.application.members, row.application.org_path
        found = match(members, org_path, holders_of(members, around.claims, around.files))
        application = around.under_way.get(_applicant(row)) if found.kind == "nobody" else None
        about = found.households if application is None else (application,)
        self.seen.update(about)
        if about and not self._may_speak_of(about, around):
            self.of_others[next((one for one in members if around.claims.get(one) in about), members[0])] = None
            return self._of_another(row)
        if found.kind != "nobody":
            return Matched(row, found)
        if application is not None:
            self._household[row.household] = application
            self._members.update(members)
            return Correction(row, application)
        return self._new(row, around)

    def _may_speak_of(self, households: Sequence[str], around: Around) -> bool:
        """A portal of what it brought in itself; whoever works on cases of all that they see."""
        return not self.principal.is_portal_alone or around.brought_in.issuperset(households)

    def _of_another(self, row: Good) -> Refused:
        self._refused.add(row.household)
        flaw = CellFlaw("本人身份证号", "row.of_another")
        return refused_for(self.resources, self.principal, row, told_of(flaw))

    def _new(self, row: Good, around: Around) -> New:
        members = set(row.application.members)
        new = New(row, members & (around.elsewhere | self._members))
        self._members |= members
        return new

    def _compared(self, settled: Sequence[Settled | Matched], around: Around) -> list[Settled]:
        """Each file is read once, and let go of when its row was compared."""
        matched = [one for one in settled if isinstance(one, Matched)]
        outcomes = (
            outcome
            for start in range(0, len(matched), FILES_AT_ONCE)
            for outcome in self._of_files(matched[start : start + FILES_AT_ONCE], around)
        )
        return [next(outcomes) if isinstance(one, Matched) else one for one in settled]

    def _of_files(self, matched: Sequence[Matched], around: Around) -> Iterator[Settled]:
        files = dict(self._open_files({one.match.households[0] for one in matched if one.match.kind == "file"}))
        for one in matched:
            file = files.get(one.match.households[0])
            if one.match.kind == "file" and file is None:  # closed meanwhile, or its data are erased
                yield self._new(one.row, around)
            else:
                yield self._outcome(one, file, around)

    def _open_files(self, ids: set[str]) -> Iterator[tuple[str, Open]]:
        with self.resources.store.reading() as sql:
            for household, loaded in HOUSEHOLDS.load_all(sql, self.resources.codec, ids):
                if isinstance(loaded.state, Open) and not isinstance(loaded.state.case.details, Withheld):
                    yield household, loaded.state

    def _outcome(self, one: Matched, file: Open | None, around: Around) -> Known | Compared:
        row, (household, *others) = one.row, one.match.households
        if one.match.kind == "file" and file is not None:
            differences = compare(file.case, SurveyRow(row.application, row.said), self.writer.today)
            outcome: Literal["changed", "unchanged", "elsewhere", "split"] = "changed" if differences else "unchanged"
        else:
            outcome = cast(Literal["elsewhere", "split"], one.match.kind)
            differences = (Difference(kind=outcome),)
        self._household[row.household] = household
        before = around.remembered.get(row.household)
        if before is not None and (before.outcome, before.household, before.others) == (outcome, household, others):
            return self._remembered(row, before)
        return Compared(
            id=row.household,
            number=row.number,
            sheet_org_path=row.application.org_path,
            version=before.version if before is not None else 0,
            household=household,
            org_path=around.files[household][0],
            outcome=outcome,
            differences=differences,
            others=tuple(others),
            notes=row.notes,
        )

    def _written(self, settled: Sequence[Settled]) -> Iterator[str]:
        """What each row came to."""
        new = self.writer.applications([row for row in settled if isinstance(row, New)])
        corrected = self.writer.corrections([row for row in settled if isinstance(row, Correction)])
        told = self.writer.compared([row for row in settled if isinstance(row, Compared)])
        refused = self.writer.refused([row for row in settled if isinstance(row, Refused)])
        self.recorded |= any((*new, *told, *refused)) or "corrected" in corrected
        news, corrections, outcomes = iter(new), iter(corrected), iter(told)
        for row in settled:
            match row:
                case New():
                    yield "taken" if next(news) else "unchanged"
                case Correction():
                    yield next(corrections)
                case Compared():
                    yield row.outcome if next(outcomes) else "unchanged"
                case Known():
                    yield row.status
                case Refused():
                    yield "refused"

    def _result(self, row: Settled, status: str) -> dict[str, Any]:
        if isinstance(row, Refused):
            return {"row": row.number, "status": status, "errors": row.errors, "notes": []}
        of = row if isinstance(row, Known | Compared) else row.row
        household = self._household.get(of.household, of.household)
        return {"row": of.number, "status": status, "household": household, "errors": [], "notes": of.notes}


def _applicant(row: Good) -> tuple[str, str]:
    return row.application.members[0], row.application.org_path
