"""Lookup tables for the rows of one sheet: unions by name, credit codes by employer, and what a place's law asks."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Final

from chassis.http.principal import Principal
from kernel.organisation import Organisation, Organisations
from services.intake.adapters.roster_cells import word_of
from services.intake.adapters.roster_completion import Surroundings
from services.intake.adapters.roster_lists import Unreadable
from services.intake.adapters.roster_reader import Row, Sheet
from services.intake.resources import Resources

NAMED_MAX: Final = 5
_EMPLOYER, _CODE = "工作单位", "单位统一社会信用代码"


def surroundings(resources: Resources, principal: Principal, sheet: Sheet) -> Surroundings:
    def items_at(region: str) -> tuple[str, ...]:
        law = resources.laws.law_at(region)
        return law.items if law else ()

    return Surroundings(
        today=resources.today(),
        union=unions_by_name(resources.organisations, principal),
        employers=codes_by_employer(sheet.rows),
        items_at=items_at,
    )


def unions_by_name(organisations: Organisations, principal: Principal) -> Callable[[str, str | None], str]:
    """Names within the caller's scope alone: who asks must not learn what others are called."""
    by_name: defaultdict[str, list[Organisation]] = defaultdict(list)
    for organisation in organisations:
        if principal.covers(organisation.path):
            by_name[word_of(organisation.name)].append(organisation)

    def found(written: str, region: str | None) -> str:
        if _is_a_path(written):
            return written
        named = by_name.get(word_of(written), [])
        near = [one for one in named if region is None or one.region == region] or named
        if len(near) == 1:
            return near[0].path
        if named:
            raise Unreadable("union.ambiguous", "、".join(sorted(one.path for one in near)))
        alike = get_close_matches(word_of(written), by_name, NAMED_MAX, 0.5)
        raise Unreadable("union.unknown", "、".join(by_name[name][0].name for name in alike) or "—")

    return found


def _is_a_path(written: str) -> bool:
    return written[:2].isascii() and written[:2].isdigit()


def codes_by_employer(rows: Iterable[Row]) -> dict[str, str]:
    """Of employers whose rows agree: a code that stands once is everybody's who works there."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        employer, code = row.cells.get(_EMPLOYER), row.cells.get(_CODE)
        if employer is not None and code is not None and code.kind == "text":
            codes[employer.text.strip()].add(word_of(code.text))
    return {employer: next(iter(known)) for employer, known in codes.items() if len(known) == 1}
