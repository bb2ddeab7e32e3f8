"""Which single change of a fact, a parameter or a number of the text would make a category of a refusal.

Every comparison of a profile is linear in each single amount, so the amounts at which one turns are found by
solving it, not by trying; each candidate is then decided as a household of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from policies.documents.profile import Profile
from policies.judgement.engine import concluded, is_met
from policies.language.derived import DERIVED
from policies.language.facts import BANDS, PER_HEAD_MAX, Fact
from policies.language.one_household import Row, value_of
from policies.language.syntax import Among, Compare, Name, Node, parts_of


@dataclass(frozen=True)
class Flip:
    """`name` changed from `before` to `after` (the engine's units) and nothing else: `becomes` is then proposed.

    `clause`: of the rule that the change overcomes. `share`: how large the change is, for comparing (`_share`).
    """

    name: str
    before: object
    after: object
    clause: str
    becomes: str
    share: Fraction


def flips(profile: Profile, known: Mapping[str, object], row: Row) -> list[Flip]:
    """The smallest change each way of each known name that makes a category, smallest first.

    An unknown is never a change: filling it in cannot turn what is decided.
    """
    found = [
        flip
        for name in profile.admission.given
        if known.get(name) is not None
        for values in _ways(profile, known, row, name)
        if (flip := _first(profile, known, row, name, values)) is not None
    ]
    return sorted(found, key=lambda flip: (flip.share, flip.name, str(flip.after)))


def _first(profile: Profile, known: Mapping[str, object], row: Row, name: str, values: Iterable[object]) -> Flip | None:
    for value in values:
        changed = profile.admission.one(_with(known, name, value))
        becomes = concluded(profile, changed)[2]
        if becomes in profile.categories:
            share = _share(profile.kinds[name], known[name], value, row)
            return Flip(name, known[name], value, _overcome(profile, row, changed, becomes), becomes, share)
    return None


def _with(known: Mapping[str, object], name: str, value: object) -> dict[str, object]:
    """One thing changed. A band is one answer: an end that moves past the other takes it along, for nobody has more at
    least than at most."""
    changed = {**known, name: value}
    for ends in BANDS:
        least, most = map(changed.get, ends)
        if name in ends and isinstance(least, int) and isinstance(most, int) and least > most:
            changed |= dict.fromkeys(ends, value)
    return changed


def _ways(profile: Profile, known: Mapping[str, object], row: Row, name: str) -> Iterator[Iterable[object]]:
    """Each a list of values in the order of their distance, of which the first that will do is wanted."""
    fact, now = profile.kinds[name], known[name]
    match fact.kind:
        case "bool":
            yield [not now]
        case "code" | "region":
            codes = fact.codes if fact.kind == "code" else _regions_beside(profile, name, row)
            yield from ([code] for code in sorted(codes - {str(now)}))
        case _:
            assert isinstance(now, int)
            turning = sorted(_turning_values(profile, known, row, name, now))
            yield [value for value in turning if value > now]
            yield [value for value in reversed(turning) if value < now]


def _turning_values(profile: Profile, known: Mapping[str, object], row: Row, name: str, now: int) -> set[int]:
    """The values around which some comparison changes its answer."""
    fact = profile.kinds[name]
    smallest = -fact.largest if fact.signed else fact.smallest
    values: set[int] = set()
    for at, beside in _neighbours(known, name, now):
        here = row if at == now else profile.admission.scaled(_with(known, name, at))
        there = profile.admission.scaled(_with(known, name, beside))
        for comparison in _comparisons(profile):
            before, after = _distance(comparison, here), _distance(comparison, there)
            if before is None or after is None or before == after:
                continue
            root = at - before * (beside - at) // (after - before)
            values |= {value for value in range(root - 2, root + 3) if smallest <= value <= fact.largest}
    return values


def _neighbours(known: Mapping[str, object], name: str, now: int) -> Iterator[tuple[int, int]]:
    """Two values of each stretch along which all is linear: an end of a band moves alone on its own side of the other
    end, and with it beyond. They are solved with and never judged, so no bound holds them."""
    away = -1 if name in (least for least, _ in BANDS) else 1
    yield now, now + away
    for ends in BANDS:
        for other in set(ends) - {name} if name in ends else ():
            if isinstance(end := known.get(other), int):
                yield end, end - away


def _comparisons(profile: Profile) -> Iterator[Compare]:
    trees = [condition.tree for condition in profile.admission.conditions]
    trees += [tree for name in profile.admission.derived for tree in DERIVED[name].trees]
    return (node for tree in trees for node in _nodes(tree) if isinstance(node, Compare))


def _distance(comparison: Compare, row: Row) -> int | None:
    left, right = value_of(comparison.left, row), value_of(comparison.right, row)
    numbers = type(left) is int and type(right) is int
    return left - right if numbers and isinstance(left, int) and isinstance(right, int) else None


def _regions_beside(profile: Profile, name: str, row: Row) -> set[str]:
    """The regions that conditions hold this fact against: no other can let a household in."""
    beside: set[object] = set()
    for condition in profile.admission.conditions:
        for node in _nodes(condition.tree):
            match node:
                case Among(item=Name(text=text), options=options) if text == name:
                    beside |= {option.value for option in options}
                case Compare(left=Name(text=text), right=other) | Compare(left=other, right=Name(text=text)) if (
                    text == name
                ):
                    beside.add(value_of(other, row))
    return {region for region in beside if isinstance(region, str)}


def _nodes(tree: Node) -> Iterator[Node]:
    yield tree
    for part in parts_of(tree):
        yield from _nodes(part)


def _overcome(profile: Profile, before: Row, after: Row, becomes: str) -> str:
    """The clause of what stood in the way and no longer does: an exclusion, admission, or the category's own."""
    for rule in profile.exclusions:
        if is_met(rule, before) is not is_met(rule, after):
            return rule.clause
    category = profile.categories[becomes]
    for condition in (*(profile.admission_rule or ()), *category.conditions):
        if before[condition.column] is not after[condition.column]:
            return condition.clause
    return category.clause


def _share(fact: Fact, before: object, after: object, row: Row) -> Fraction:
    """Money in lines of the household (of one person, where it is per head), a ratio in lines, a number of people or
    months as a part of itself; any other change counts as one."""
    if not isinstance(before, int) or not isinstance(after, int) or fact.kind in ("bool", "code", "region"):
        return Fraction(1)
    distance = abs(after - before)
    line, heads = row.get("dibao_line"), row.get("heads")
    match fact.kind:
        case "money" if isinstance(line, int) and isinstance(heads, int):
            return Fraction(distance, line * (1 if fact.largest == PER_HEAD_MAX else heads))
        case "ratio":
            return Fraction(distance, 10_000)
        case _:
            return Fraction(distance, max(abs(before), abs(after)))
