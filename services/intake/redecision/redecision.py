"""Every past decision under another law: the facts known then, the parameters of its day as known at `as_of`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec

from chassis.service import Service
from kernel import calendar
from kernel.personal import Withheld
from policies.documents.profile import Profile
from policies.errors import FactError
from policies.judgement import comparison
from policies.judgement.comparison import Answers, Known, Values
from services.intake.redecision import history
from services.intake.redecision.asked_law import AskedLaw
from services.intake.redecision.books import Books
from services.intake.redecision.history import Proposed
from services.intake.redecision.tally import Changed, Listener, Tally
from services.intake.resources import Resources


@dataclass
class Redecided:
    """`erased`: facts whose key was destroyed; `unusable`: facts that are no values any more; both stay undecided."""

    tally: Tally
    documents: dict[str, int]
    erased: int = 0
    unusable: int = 0

    def to_dict(self) -> dict[str, Any]:
        return {
            "decisions": self.tally.counted + self.erased + self.unusable,
            "decided_under": dict(sorted(self.documents.items())),
            "erased": self.erased,
            "unusable": self.unusable,
            **self.tally.to_dict(),
        }


def redecide(service: Service[Resources], law: AskedLaw, as_of: date, region: str, listener: Listener) -> Redecided:
    """`region`: first digits; empty: everywhere. Nothing is written here; that it ran: `runs.py`."""
    done = Redecided(Tally(listener.changed), {})
    until = calendar.start_of(as_of + timedelta(days=1))
    books, read = Books(service, until), 0
    for chunk in history.decisions(service, until, region):
        _chunk(law, chunk, books, done)
        read += len(chunk)
        listener.progress(read)
    return done


def _chunk(law: AskedLaw, chunk: list[Proposed], books: Books, done: Redecided) -> None:
    open_ones = [one for one in chunk if not isinstance(one.event.facts, Withheld)]
    done.erased += len(chunk) - len(open_ones)
    laws = {region: law.at(region) for region in sorted({one.region for one in open_ones})}
    for version in dict.fromkeys(each.version for each in laws.values()):
        own = [one for one in open_ones if laws[one.region].version == version]
        _group(laws[own[0].region], own, books, done)


def _group(law: Profile, open_ones: list[Proposed], books: Books, done: Redecided) -> None:
    """Decisions of places where one law would hold."""
    known = [known_of(one, books.in_force(one.region, one.event.judged_on)) for one in open_ones]
    usable, answers = usable_answers(law, open_ones, known)
    done.unusable += len(open_ones) - len(usable)
    for place, (one, now) in enumerate(zip(usable, answers.proposals, strict=True)):
        was = one.event.proposal
        turn = comparison.turn(was, now)
        done.documents[one.event.profile] = done.documents.get(one.event.profile, 0) + 1
        done.tally.count(one.region, was, now, turn, one.person)
        if turn != "same":
            because = comparison.causes(law, was, _said(one, law), now, answers.values(place))
            day = one.event.judged_on.isoformat()
            done.tally.explain(Changed(one.household, one.region, day, was, now, one.person, turn, because))


def usable_answers(law: Profile, asked: list[Proposed], known: list[Known]) -> tuple[list[Proposed], Answers]:
    """One batch; falls back to one by one when it fails validation, and leaves out those that fail by themselves."""
    try:
        return asked, comparison.answers(law, known)
    except FactError:
        fit = [place for place, one in enumerate(known) if _is_usable(law, one)]
        return [asked[place] for place in fit], comparison.answers(law, [known[place] for place in fit])


def known_of(one: Proposed, in_force: Mapping[str, Any]) -> Known:
    assert not isinstance(one.event.facts, Withheld)
    return {**one.event.facts, "region": one.region}, in_force


def _said(one: Proposed, law: Profile) -> Values:
    """The conditions of another document are not comparable, even where they have the same name."""
    trace = one.event.trace
    if isinstance(trace, Withheld) or one.event.profile != law.id:
        return {}
    return comparison.said_in(msgspec.json.decode(trace))


def _is_usable(law: Profile, household: Known) -> bool:
    try:
        comparison.answers(law, [household])
    except FactError:
        return False
    return True
