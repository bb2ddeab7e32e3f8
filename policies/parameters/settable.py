"""Which parameters can be set in a place: those that the documents in force there name, and terms that no text sets."""

import re
from datetime import date, timedelta
from typing import Final, cast

from kernel.aid_kinds import AidKind
from kernel.answer_ages import AGE_DAYS_MAX, AGES, MISSING, STAND_INS
from kernel.answer_terms import ANSWER_TERMS, REMINDED_BEFORE
from kernel.fen import FEN_MAX
from kernel.task_terms import TASK_TERMS, WORKING_DAYS_MAX
from kernel.visits import REQUIRED, VISIT_BEFORE_APPROVING
from policies.documents import regions
from policies.documents.profile import Profile
from policies.documents.regions import Table
from policies.errors import FactError
from policies.language.facts import Fact, ParameterKind
from policies.language.validation import check, parsed

_PLAIN: Final = re.compile(r"(?!-0(\.0*)?$)-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
"""An amount or a multiple as it is written in a law: no blank, plus, exponent, leading nought or minus nought."""

TERMS: Final = {
    "notice_working_days": Fact("count", 365, smallest=1),
    "notice_sheets_min": Fact("count", 20, smallest=0),
    "helper_days": Fact("count", 365, smallest=1),
    "recheck_months": Fact("count", 60, smallest=1),
    "contact_attempts": Fact("count", 30, smallest=1),
    "import_stop_rows": Fact("count", 100_000, smallest=1),
    "import_stop_percent": Fact("count", 100),
    **{name: Fact("count", WORKING_DAYS_MAX, smallest=1) for name in (*TASK_TERMS, *ANSWER_TERMS)},
    REMINDED_BEFORE: Fact("count", WORKING_DAYS_MAX),
}
"""How long a notice lasts, and how soon a helper is named, in working days; how many sheets of
it must hang before a file opens; after how many months an open file is
checked again; on how many days nobody was reached before a household counts as 失联; from how many likely duplicates,
and above which share of its new rows, an import stops; within how many working days what waits for a person is done and
an agency answers, and how long before that it is reminded (0: never): no document says."""

ALLOWED: Final = "allowed"
_YES_OR_NO: Final = Fact("code", codes=frozenset({ALLOWED, "not_allowed"}))


def closing_of(reason: str) -> str:
    """The parameter that lets files be closed for a reason that no clause of a document names."""
    return f"closing_{reason}"


WITHOUT_CLAUSE: Final = ("moved_away", "unreachable", "own_wish")
"""调离, 失联, 自愿退出. That nobody is left to have a file (死亡) needs no rule."""
CLOSINGS: Final = {closing_of(reason): _YES_OR_NO for reason in WITHOUT_CLAUSE}


def cap_of(aid_kind: str) -> str:
    """The parameter that bounds one act of the kind; where it is unset, nothing but the fund does."""
    return f"aid_cap_{aid_kind}"


ANSWERS: Final = {
    **{name: Fact("count", AGE_DAYS_MAX, smallest=1) for name in AGES},
    **{name: Fact("code", codes=frozenset(STAND_INS)) for name in MISSING},
}
"""How old an agency's answer may be, in days, and what may stand in for a missing one: no document says."""
VISITS: Final = {VISIT_BEFORE_APPROVING: Fact("code", codes=frozenset({REQUIRED, "not_required"}))}
"""Whether a household is approved only when two people of the union have visited it: no document says."""
CAPS: Final = {cap_of(kind): Fact("money", FEN_MAX, smallest=1) for kind in AidKind}


def kind_of(name: str, place: str, value: str | int | None, held: Table | None = None) -> ParameterKind:
    """The parameter's kind, when `value` (as written) is one that every document in force at the place can read.

    `value` None says nothing about kinds: it unsets. `held`: an installation's own table. Raises `FactError`.
    """
    facts = in_place(place, held).get(name)
    if not facts:
        raise FactError(name, "fact.unknown_name")
    if facts[0].kind in ("money", "ratio") and isinstance(value, str) and not _PLAIN.fullmatch(value):
        raise FactError(name, "fact.type")
    for fact in facts:
        if value is not None:
            check(name, fact, parsed(name, fact, value))
    return cast(ParameterKind, facts[0].kind)  # a profile that declares another does not load


AHEAD_DAYS_MAX: Final = 366 * 2
"""How far ahead a value may be set (ours): what is announced, and no slip of the pen that nobody meets for decades."""


def days_of(place: str, today: date, held: Table | None = None) -> tuple[date, date]:
    """From when a value may hold there, earliest and latest: nothing there is judged before the first document."""
    documents = laws_at(place, held or regions.table())
    return min(law.document.issued_on for law in documents), today + timedelta(days=AHEAD_DAYS_MAX)


def in_place(place: str, held: Table | None = None) -> dict[str, list[Fact]]:
    """Name -> what each document there takes it for; of a province, the documents of all its places."""
    found: dict[str, list[Fact]] = {name: [fact] for name, fact in (TERMS | CLOSINGS | ANSWERS | VISITS | CAPS).items()}
    for law in laws_at(place, held or regions.table()):
        for name, fact in law.parameters.items():
            found.setdefault(name, []).append(fact)
    return found


def laws_at(place: str, held: Table) -> list[Profile]:
    """What holds in the place, and what holds somewhere in it; where nothing does yet, all that holds anywhere."""
    above = held.place_of(place)
    there = [each for each in held.places if each is above or each.prefix.startswith(place)]
    return [held.law(each.profile, each.prefix) for each in there or held.places]
