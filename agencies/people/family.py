"""A family around its applicant: spouse, children, an old parent; who fits the cause of hardship."""

from __future__ import annotations

from datetime import date
from random import Random

from agencies.people.identity import Numbers
from agencies.people.names import surname
from agencies.people.person import Person, adult, child

STUDENT_AGES = (6, 22)
PRESCHOOL_AGES = (1, 5)


def family(rng: Random, numbers: Numbers, today: date, causes: tuple[str, ...]) -> list[Person]:
    """The applicant first. With `child_schooling` exactly one child is at school, else perhaps one."""
    name = surname(rng)
    single = "single_parent" in causes
    needs_student = "child_schooling" in causes
    age = rng.randrange(44, 56) if needs_student else rng.randrange(26, 56)

    members = [adult(rng, numbers, "self", name, age, today)]
    couple = not single and (needs_student or rng.random() < 0.7)
    if couple:
        members.append(adult(rng, numbers, "spouse", surname(rng), age - rng.randrange(0, 4), today))
    if needs_student or (age >= 34 and (single or (couple and rng.random() < 0.3))):
        members.append(child(rng, numbers, name, _student_age(rng, age), today))
    if (single and len(members) == 1) or (couple and age < 45 and rng.random() < 0.3):
        members.append(child(rng, numbers, name, rng.randint(*PRESCHOOL_AGES), today))
    if rng.random() < 0.3:
        members.append(adult(rng, numbers, "parent", name, age + rng.randrange(22, 32), today))

    _give_work(rng, members, causes)
    _make_ill(rng, members, causes)
    return members


def _student_age(rng: Random, parent_age: int) -> int:
    lowest, highest = STUDENT_AGES
    return rng.randint(lowest, min(highest, parent_age - 20))


def _give_work(rng: Random, members: list[Person], causes: tuple[str, ...]) -> None:
    applicant = members[0]
    if "laid_off" in causes:
        applicant.employment = "laid_off"
    elif "able_but_unemployed" in causes:
        applicant.employment = "unemployed"
    else:
        applicant.employment = rng.choice(("employed", "employed", "flexible"))
    for member in members[1:]:
        if member.relation == "spouse" and rng.random() < 0.4:
            member.employment = rng.choice(("employed", "flexible"))


def _make_ill(rng: Random, members: list[Person], causes: tuple[str, ...]) -> None:
    """Somebody is ill when the cause is an illness or an accident; somebody disabled when it is that."""
    grown = [member for member in members if member.relation != "child"]
    if "serious_illness" in causes:
        rng.choice(grown).health = "seriously_ill"
    elif "illness" in causes or "accident" in causes:
        rng.choice(grown).health = "ill"
    if "disability" in causes:
        rng.choice(grown).disability = True
