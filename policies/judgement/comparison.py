"""The same households under two laws: what each is answered, and which condition of which clause makes the difference.

Pure, and many at once: `redecide` and `simulate` are made of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import polars as pl

from policies.documents.profile import Profile
from policies.errors import FactError
from policies.judgement.evaluation import OUTCOMES
from policies.judgement.frames import checked_frame
from policies.language.conditions import Condition
from policies.language.one_household import kleene
from policies.language.proposal import EXCLUDED, NONE, PROPOSAL, UNDETERMINED

Turn = Literal["same", "gains", "loses", "moves", "unsettled"]
Key = tuple[str, str]
"""A rule (a category's ordinal, an exclusion's id, `admission`) and the id of one of its conditions."""
Values = Mapping[Key, bool | None]
Known = tuple[Mapping[str, Any], Mapping[str, Any]]
"""The facts and the parameters of one household, in our own units."""

ADMISSION = "admission"
PLACE = "#"


@dataclass(frozen=True, slots=True)
class Cause:
    """One condition that decides: `met`, `not_met` or `undetermined`; `was` None where nobody had asked it."""

    rule: str
    clause: str
    condition: str
    text: str
    was: str | None
    now: str


@dataclass(frozen=True)
class Answers:
    """Of many households, by their place."""

    profile: Profile
    frame: pl.DataFrame

    @cached_property
    def proposals(self) -> list[str]:
        return self.frame[PROPOSAL].to_list()

    def values(self, place: int) -> Values:
        row = self.frame.row(place, named=True)
        return {(rule, one.id): row[one.column] for rule, conditions in _rules(self.profile) for one in conditions}


def answers(profile: Profile, households: Sequence[Known]) -> Answers:
    """Raises `FactError` when a fact or parameter of any of them is no value of its kind."""
    given = {name: dtype for name, dtype in profile.admission.given.items() if name not in profile.numbers}
    places = pl.Series(PLACE, range(len(households)))  # a frame of no columns would have no rows
    frame = pl.DataFrame([places, *(_column(profile, name, dtype, households) for name, dtype in given.items())])
    checked = checked_frame(profile.admission.given, profile.kinds, profile.numbers, frame, keep=(PLACE,))
    answered = profile.admission.many(checked.lazy())
    for layer in profile.conclusions:
        answered = answered.with_columns(layer)
    return Answers(profile, answered.collect())


def said_in(trace: Mapping[str, Any]) -> Values:
    """What a stored trace says of each condition; the oldest ones have those of the categories alone."""
    rules = {
        **trace.get("exclusions", {}),
        ADMISSION: {"conditions": trace.get("admission", ())},
        **trace["categories"],
    }
    return {(rule, one["id"]): one["value"] for rule, told in rules.items() for one in told["conditions"]}


def turn(was: str, now: str) -> Turn:
    """What the change is to the household. gains: a category where there was none; moves: another one, or another
    refusal; loses: refused where it was not; unsettled: no longer to be told."""
    if was == now:
        return "same"
    if now == UNDETERMINED:
        return "unsettled"
    if _admits(now) != _admits(was):
        return "gains" if _admits(now) else "loses"
    return "loses" if was == UNDETERMINED else "moves"


def causes(profile: Profile, was: str, before: Values, now: str, after: Values) -> list[Cause]:
    """Of the rules that decide under `profile`, the conditions that came out otherwise than in `before`.

    Where none did (another document was asked, or the rule that refused is gone) all that decide are named.
    """
    deciding = list(_deciding(profile, was, before, now, after))
    turned = [(key, one) for key, one in deciding if key in before and before[key] != after[key]]
    return [
        Cause(
            rule=key[0],
            clause=one.clause,
            condition=one.id,
            text=one.text,
            was=OUTCOMES[before[key]] if key in before else None,
            now=OUTCOMES[after[key]],
        )
        for key, one in turned or deciding
    ]


def _deciding(profile: Profile, was: str, before: Values, now: str, after: Values) -> Iterator[tuple[Key, Condition]]:
    exclusions = {rule.id for rule in profile.exclusions}
    another_document = not before or was not in profile.categories
    refused_at_the_door = kleene("AND", [value for (rule, _), value in after.items() if rule == ADMISSION]) is False

    def _turned(key: Key) -> bool:
        return key in before and before[key] != after[key]

    for rule, conditions in _rules(profile):
        values = {(rule, one.id): after[rule, one.id] for one in conditions}
        met = kleene("AND", list(values.values()))
        for (key, value), one in zip(values.items(), conditions, strict=True):
            if rule in exclusions:
                decides = met is True if now == EXCLUDED else was == EXCLUDED and value is not True
                decides = decides or (now == UNDETERMINED and met is None and (value is None or _turned(key)))
            elif now == UNDETERMINED:
                decides = met is None and (value is None or _turned(key))
            elif rule == ADMISSION:
                decides = value is False if now == NONE else _is_whoever_is_admitted(profile, now)
            elif now == NONE:
                decides = value is False and not refused_at_the_door and (another_document or rule == was)
            elif now == EXCLUDED:
                decides = False
            else:
                decides = rule == now or (rule == was and not another_document and value is not True)
            if decides:
                yield key, one


_NO_CATEGORY = (NONE, EXCLUDED, UNDETERMINED)


def _admits(proposal: str) -> bool:
    return proposal not in _NO_CATEGORY


def _is_whoever_is_admitted(profile: Profile, proposal: str) -> bool:
    return proposal in profile.categories and not profile.categories[proposal].conditions


def _rules(profile: Profile) -> Iterator[tuple[str, tuple[Condition, ...]]]:
    """Name and conditions of everything that decides."""
    for exclusion in profile.exclusions:
        yield exclusion.id, exclusion.conditions
    yield ADMISSION, profile.admission_rule or ()
    for ordinal, category in profile.categories.items():
        yield ordinal, category.conditions


def _column(profile: Profile, name: str, dtype: pl.DataType, households: Sequence[Known]) -> pl.Series:
    if name in profile.parameters:
        values = [facts.get(name) if set_to.get(name) is None else set_to[name] for facts, set_to in households]
    else:
        values = [facts.get(name) for facts, _ in households]
    if dtype == pl.Int64 and bool in set(map(type, values)):  # Polars would read a number from it
        raise FactError(name, "fact.type")
    try:
        return pl.Series(name, values, pl.String() if isinstance(dtype, pl.Enum) else dtype)
    except (TypeError, OverflowError, pl.exceptions.PolarsError):
        raise FactError(name, "fact.type") from None  # theirs says the value, which may be personal
