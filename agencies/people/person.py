"""One fictive person: what the application says of them, before it becomes JSON."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import msgspec

from agencies.people.identity import Numbers
from agencies.people.names import full_name
from kernel.fen import yuan

PENSION_AGE = 60


class Person(msgspec.Struct):
    """Income in fen a month; `employment`, `school_stage`, `health` in the application's words."""

    name: str
    id_number: str
    birth: date
    relation: str
    can_work: bool
    employment: str
    school_stage: str | None = None
    income: int = 0
    health: str = "healthy"
    disability: bool = False

    def age(self, today: date) -> int:
        before_birthday = (today.month, today.day) < (self.birth.month, self.birth.day)
        return today.year - self.birth.year - before_birthday

    def as_member(self, written: str | None = None) -> dict[str, Any]:
        """The member of an application; `written` is another way to write the ID number."""
        return {
            "name": self.name,
            "id_number": written or self.id_number,
            "relation": self.relation,
            "can_work": self.can_work,
            "employment": self.employment,
            "school_stage": self.school_stage,
            "monthly_income": yuan(self.income),
            "health": self.health,
            "disability": self.disability,
        }


def adult(rng: Random, numbers: Numbers, relation: str, family: str, age: int, today: date) -> Person:
    """An adult with no work yet; old people draw a public pension half of the time."""
    birth = _birth(rng, age, today)
    old = age >= PENSION_AGE
    pensioner = old and rng.random() < 0.5
    return Person(
        name=full_name(rng, family),
        id_number=numbers.id_number(birth, rng.choice("MF")),
        birth=birth,
        relation=relation,
        can_work=not old,
        employment="retired_on_public_pension" if pensioner else "none" if old else "unemployed",
    )


def child(rng: Random, numbers: Numbers, family: str, age: int, today: date) -> Person:
    """A child at the school stage of its age; below six at none."""
    birth = _birth(rng, age, today)
    stage = school_stage(age)
    return Person(
        name=full_name(rng, family),
        id_number=numbers.id_number(birth, rng.choice("MF")),
        birth=birth,
        relation="child",
        can_work=False,
        employment="student" if stage else "none",
        school_stage=stage,
    )


def school_stage(age: int) -> str | None:
    for limit, stage in ((6, None), (12, "primary"), (15, "junior"), (18, "senior"), (23, "college")):
        if age < limit:
            return stage
    return None


def _birth(rng: Random, age: int, today: date) -> date:
    """A day that makes the person exactly `age` years old today."""
    last = date(today.year - age, today.month, min(today.day, 28))
    return date.fromordinal(last.toordinal() - rng.randrange(360))
