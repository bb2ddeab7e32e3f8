"""Completion of a row: what its cells leave unsaid follows from what they say, or is taken as the form tells; the rest
is missing. All that was not written in the sheet is told, so that a person sees what was assumed.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from msgspec import Struct

from contracts.roster_columns import COLUMNS, Column
from contracts.roster_words import CONDITIONS, MIGRANT
from kernel import resident_id
from kernel.age import ADULT_AGE, age_on
from kernel.fen import a_month_of, fen, yuan
from kernel.identifier import InvalidIdentifier
from kernel.items import Item
from services.intake.adapters.roster_cells import word_of
from services.intake.adapters.roster_lists import Unreadable
from services.intake.adapters.roster_reader import Row

CONSENT_FOR: Final = timedelta(days=364)
"""A year, its first day with it: for how long a consent holds of which the sheet tells its first day alone."""
UNNUMBERED: Final = "未编号"
_CAN: Final = ("employed", "laid_off", "unemployed", "flexible", "internal_retirement")
_CANNOT: Final = ("retired_on_public_pension", "retired_other", "retired", "student")
_WORKING_AGE: Final = 16
_NEEDED: Final = ("org_path", "region")
_HEADER: Final = {column.field: column.header for column in COLUMNS if column.field}


def _union_by_path(written: str, region: str | None) -> str:
    return written


class Surroundings(Struct, frozen=True):
    """What a row is read by beside its own cells.

    `union`: the path of one that is told by path or name, and region; raises `Unreadable`. `employers`: credit code by
    name, as the sheet's other rows have it. `items_at`: what must be verified in a region.
    """

    today: date
    union: Callable[[str, str | None], str] = _union_by_path
    employers: Mapping[str, str] = {}
    items_at: Callable[[str], tuple[str, ...]] = lambda region: ()


class Completion:
    """`values` by field; one whose cell is bad is there as None. `assumed`: fields that no cell says, of which
    `followed` are those that other cells of the sheet imply; `flaws`: (field, code, words).
    """

    def __init__(self, row: Row, values: dict[str, Any], given: list[int], around: Surroundings) -> None:
        self.values, self.assumed, self.flaws = values, set[str](), list[tuple[str, str, str]]()
        self.given, self.followed = given, set[str]()
        self._row, self._around, self._written = row, around, frozenset(values)

    def complete(self, defaults: Mapping[str, str | None]) -> None:
        """`defaults`: by field, what was given with the upload."""
        for field, value in self._followed(defaults):
            if value is not None and field not in self.values:
                self.values[field] = value
                self.assumed.add(field)
                self.followed.add(field)
        for column in COLUMNS:
            if column.field and column.field not in self.values and self._is_of_somebody(column.field):
                self._settle(column)
        self._contradictions()

    def _followed(self, defaults: Mapping[str, str | None]) -> Iterator[tuple[str, Any]]:
        """What follows, in an order in which the one may rest on the other."""
        yield from defaults.items()
        yield "region", self._region()
        for place in self.given:
            yield from self._of_a_member(f"members.{place}")
        yield "declared.migrant_worker", self._says("members.0.employment", MIGRANT) or None
        yield "declared.causes", self._causes()
        yield "employer.credit_code", self._around.employers.get(self.values.get("employer.name") or "")
        yield from self._consent()

    def _region(self) -> str | None:
        """The union's. Its name is looked up first, in the region where the row names one."""
        if self.values.get("org_path") is None:
            return None
        try:
            self.values["org_path"] = self._around.union(self.values["org_path"], self.values.get("region"))
        except Unreadable as unknown:
            self.values["org_path"] = None
            self.flaws.append(("org_path", unknown.code, unknown.words))
            return None
        steps = self.values["org_path"].split("/")
        return steps[2] if len(steps) > 2 else None

    def _of_a_member(self, at: str) -> Iterator[tuple[str, Any]]:
        values = self.values
        yield f"{at}.monthly_income", _a_month(values.get(f"{at}.yearly_income"))
        if values.get(f"{at}.impairment") is not None:
            values[f"{at}.impairment"], values[f"{at}.impairment_level"] = values[f"{at}.impairment"]
        health = self._row.cells.get(_HEADER[f"{at}.health"])
        values[f"{at}.condition"] = CONDITIONS.get(word_of(health.text)) if health is not None else None
        yield f"{at}.disability", self._is_impaired(at) or None
        yield f"{at}.can_work", self._can_work(at)

    def _is_impaired(self, at: str) -> bool:
        return self.values.get(f"{at}.impairment") is not None or self.values.get(f"{at}.condition") == "disabled"

    def _can_work(self, at: str) -> bool | None:
        """None: nobody can tell."""
        employment, age = self.values.get(f"{at}.employment"), self._age(at)
        if employment in _CAN or employment in _CANNOT:
            return employment in _CAN
        return False if age is not None and age < _WORKING_AGE else None

    def _age(self, at: str) -> int | None:
        try:
            born = resident_id.parse(self.values.get(f"{at}.id_number") or "", self._around.today).birth_date
        except InvalidIdentifier:
            return None
        return age_on(born, self._around.today)

    def _causes(self) -> list[str] | None:
        """The main one, then the further ones."""
        main, further = self.values.get("declared.primary_cause"), self.values.get("declared.further_causes")
        return None if main is None else [main, *(cause for cause in further or () if cause != main)]

    def _consent(self) -> Iterator[tuple[str, Any]]:
        """For columns that are not there: by the form, the day alone says that every adult signed on it, for all that
        is needed and for a year. An empty cell of a column that is there says that nobody did.
        """
        signed = self.values.get("consent.signed_on")
        if signed is None:
            return
        adults = [place for place in self.given if (self._age(f"members.{place}") or 0) >= ADULT_AGE]
        followed = {
            "consent.reference": f"{UNNUMBERED} {signed}",
            "consent.valid_until": (date.fromisoformat(signed) + CONSENT_FOR).isoformat(),
            "consent.items": list(self._around.items_at(self.values.get("region") or "")) or [*Item],
            "consent.signatories": adults or [0],
        }
        yield from ((field, value) for field, value in followed.items() if _HEADER[field] not in self._row.has)

    def _settle(self, column: Column) -> None:
        """A field of which nothing was said; what stands for it and cannot be read is a flaw already."""
        if column.or_else in self.values:
            return
        unsaid_union = column.field == "declared.union_member" and self.values.get("declared.migrant_worker") is True
        must_be_said = column.required or column.field in _NEEDED or column.field.endswith(".can_work") or unsaid_union
        stands_empty = column.stands_for_nothing_else and column.header in self._row.has
        if must_be_said or stands_empty:
            self.flaws.append((column.field, "cell.missing", ""))
        else:
            self.values[column.field] = column.otherwise
            if column.otherwise not in (None, []):
                self.assumed.add(column.field)

    def _contradictions(self) -> None:
        """Two cells of a row that cannot both be so."""
        values = self.values
        if self._says("members.0.employment", MIGRANT) and values.get("declared.migrant_worker") is False:
            self._contradicts("declared.migrant_worker", "members.0.employment")
        for at in (f"members.{place}" for place in self.given):
            if self._is_impaired(at) and values.get(f"{at}.disability") is False:
                self._contradicts(f"{at}.disability", f"{at}.impairment")
            both = f"{at}.yearly_income", f"{at}.monthly_income"
            if self._written.issuperset(both) and _a_month(values[both[0]]) != _amount(values[both[1]]):
                self.flaws.append((both[0], "income.year_differs", ""))
        further = values.pop("declared.further_causes", None) or []
        if not set(further) <= set(values.get("declared.causes") or further):
            self._contradicts("declared.causes", "declared.further_causes")

    def _contradicts(self, field: str, other: str) -> None:
        self.flaws.append((field, "cell.contradicts", _HEADER[other]))

    def _says(self, field: str, word: str) -> bool:
        cell = self._row.cells.get(_HEADER[field])
        return cell is not None and word_of(cell.text) == word

    def _is_of_somebody(self, field: str) -> bool:
        return not field.startswith("members.") or int(field.split(".")[1]) in self.given


def _a_month(year: str | None) -> str | None:
    """Yuan of a year to yuan of a month; None for what is no amount, which the form says."""
    try:
        return None if year is None else yuan(a_month_of(fen(year)))
    except ValueError:
        return None


def _amount(month: str | None) -> str | None:
    try:
        return None if month is None else yuan(fen(month))
    except ValueError:
        return month
