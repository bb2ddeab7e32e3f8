"""Today's households under changed parameters or an amended document: what each would be, and how many where."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from chassis.service import Service
from kernel import calendar
from kernel.personal import Withheld
from policies.documents.profile import Profile
from policies.judgement import comparison
from policies.judgement.comparison import Known
from policies.parameters.typed import typed
from services.intake.redecision import history
from services.intake.redecision.asked_law import AskedLaw
from services.intake.redecision.books import Books
from services.intake.redecision.history import Proposed
from services.intake.redecision.redecision import known_of, usable_answers
from services.intake.redecision.tally import Changed, Listener, Tally
from services.intake.resources import Resources

Place = tuple[str, str, str]
"""Profile, region and answer."""


@dataclass
class Simulated:
    """`not_judged`: applied, but no report yet; `counts`: households by place, before and after."""

    tally: Tally
    not_judged: int = 0
    erased: int = 0
    unusable: int = 0
    before: Counter[Place] = field(default_factory=Counter)
    after: Counter[Place] = field(default_factory=Counter)

    def to_dict(self) -> dict[str, Any]:
        return {
            "today": self.tally.counted + self.erased + self.unusable + self.not_judged,
            "not_judged": self.not_judged,
            "erased": self.erased,
            "unusable": self.unusable,
            **self.tally.to_dict(),
            "counts": [
                {
                    "profile": profile,
                    "region": region,
                    "answer": answer,
                    "before": self.before[profile, region, answer],
                    "after": self.after[profile, region, answer],
                }
                for profile, region, answer in sorted(self.before | self.after)
            ],
        }


@dataclass(frozen=True)
class Trial:
    """What is tried on `day` in `region` (first digits; empty: everywhere).

    `set_to`: parameters as typed. `amended` takes the place of the document of its own id, of no other.
    """

    day: date
    region: str
    set_to: Mapping[str, str]
    amended: AskedLaw | None

    def amendment_of(self, now: Profile, region: str) -> "Amendment":
        amended = self.amended
        then = amended.at(region) if amended is not None and amended.id == now.id else now
        return Amendment(now, then, typed(then, self.set_to))


class Amendment(NamedTuple):
    """The document of a place as it is and as it is tried, and the parameters that would be others."""

    now: Profile
    then: Profile
    changed: Mapping[str, object]


def simulate(service: Service[Resources], trial: Trial, listener: Listener) -> Simulated:
    done, read = Simulated(Tally(listener.changed)), 0
    books = Books(service, calendar.start_of(trial.day + timedelta(days=1)))
    laws = service.resources.laws

    @cache
    def amendment(profile: str, region: str) -> Amendment:
        return trial.amendment_of(laws.law(profile, region), region)

    for chunk in history.present(service, trial.region):
        judged = [one for one in chunk if isinstance(one, Proposed)]
        open_ones = [one for one in judged if not isinstance(one.event.facts, Withheld)]
        done.not_judged += len(chunk) - len(judged)
        done.erased += len(judged) - len(open_ones)
        for place in sorted({_place(one) for one in open_ones}):
            own = [one for one in open_ones if _place(one) == place]
            _group(amendment(*place), own, books, trial.day, done)
        read += len(chunk)
        listener.progress(read)
    return done


def _group(amendment: Amendment, households: list[Proposed], books: Books, day: date, done: Simulated) -> None:
    """Households of one document and region."""
    now, then, changed = amendment
    known = {one.household: known_of(one, books.in_force(one.region, day)) for one in households}
    usable, before = usable_answers(now, households, list(known.values()))
    by_both, after = usable_answers(then, usable, [_with(known[one.household], changed) for one in usable])
    if len(by_both) < len(usable):
        usable, before = by_both, comparison.answers(now, [known[one.household] for one in by_both])
    done.unusable += len(households) - len(usable)
    for place, (one, was, becomes) in enumerate(zip(usable, before.proposals, after.proposals, strict=True)):
        turn = comparison.turn(was, becomes)
        done.before[now.id, one.region, was] += 1
        done.after[now.id, one.region, becomes] += 1
        done.tally.count(one.region, was, becomes, turn)
        if turn != "same":
            because = comparison.causes(then, was, before.values(place), becomes, after.values(place))
            done.tally.explain(Changed(one.household, one.region, day.isoformat(), was, becomes, "", turn, because))


def _place(one: Proposed) -> tuple[str, str]:
    return one.event.profile, one.region


def _with(known: Known, changed: Mapping[str, object]) -> Known:
    facts, in_force = known
    return facts, {**in_force, **changed}
