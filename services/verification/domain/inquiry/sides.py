"""Contradictions of an inquiry: which answers stand side by side, and what follows when a person has chosen."""

from typing import Any

import msgspec

from kernel.errors import UnknownEvent
from kernel.personal import Withheld
from services.verification.domain import events
from services.verification.domain.contradictions import differences, with_the_other_right
from services.verification.domain.inquiry.states import Contradiction, Reported, Stopped, Told, Waiting
from services.verification.domain.item_states import Answered, Standing
from services.verification.domain.rules import office_of

replace = msgspec.structs.replace
Opened = Waiting | Reported | Stopped


def newly_contradicted(state: Waiting | Reported) -> list[events.AgenciesContradicted]:
    """What agencies say against one another and is not before a person yet."""
    known = {(one.fact, one.person) for one in state.contradictions.values() if one.settled is None}
    found = [one for one in differences(state.items) if (one.fact, one.person) not in known]
    return [
        events.AgenciesContradicted(
            contradiction=f"{state.opened.round}.{len(state.contradictions) + number}",
            items=one.items,
            difference=events.Differing(one.fact, one.person),
        )
        for number, one in enumerate(found, 1)
    ]


def contradicted(state: Opened) -> tuple[str, ...]:
    """The items of which nobody has said which answer stands: the next round asks them anew."""
    waiting = (one.items for one in state.contradictions.values() if one.settled is None)
    return tuple(dict.fromkeys(item for items in waiting for item in items))


def contradicted_by_itself(state: Opened, event: events.AnswerContradicted) -> Opened:
    """A third answer stands beside the two, as long as nobody has chosen between them."""
    name = f"{state.opened.round}.{event.item}"
    known, first = state.contradictions.get(name), state.items[event.item]
    if not isinstance(first, Answered):
        return state
    open_sides = known.sides if known is not None and known.settled is None else None
    sides = open_sides or (Told(event.item, event.agency, first.received_on, first.records),)
    another = Told(event.item, event.agency, event.received_on, event.records)
    return _with(state, name, Contradiction(items=(event.item,), sides=(*sides, another)))


def contradicted_by_another(state: Opened, event: events.AgenciesContradicted) -> Opened:
    if isinstance(event.difference, Withheld):
        return state  # erased: nobody sees it, and nobody settles it
    one = event.difference
    sides = tuple(_about(one.person, item, state) for item in event.items)
    told = Contradiction(items=event.items, sides=sides, fact=one.fact, person=one.person)
    return _with(state, event.contradiction, told)


def settled(state: Opened, event: events.ContradictionSettled) -> Opened:
    """The side that was chosen counts; what counted before is known as a repeat when it is told again."""
    found = state.contradictions.get(event.contradiction)
    if found is None:
        return state
    items, put_aside = dict(state.items), list[tuple[str, Any]]()
    for item, standing in _chosen(found, event.stands, state.items).items():
        before = items[item]
        if isinstance(before, Answered) and before.records != standing.records:
            put_aside.append((item, before.records))
        items[item] = standing
    after = replace(state, items=items, others=(*state.others, *put_aside))
    return _with(after, event.contradiction, replace(found, proposed=None, settled=event))


def amended(state: Opened, name: str, **changes: Any) -> Opened:
    found = state.contradictions.get(name)
    return state if found is None else _with(state, name, replace(found, **changes))


def _chosen(found: Contradiction, stands: int, items: dict[str, Standing]) -> dict[str, Answered]:
    """Of one agency the chosen answer whole; of two the other's, with what it says of this person corrected."""
    chosen = found.sides[stands - 1]
    if not found.fact:
        return {chosen.item: Answered(chosen.received_on, chosen.records, "settled")}
    standing = {item: items[item] for item in found.items}
    return {
        item: Answered(told.received_on, _records(found, item, chosen.item, told.records), "settled")
        for item, told in standing.items()
        if isinstance(told, Answered)
    }


def _records(
    found: Contradiction, item: str, right: str, records: tuple[events.Record, ...] | Withheld
) -> tuple[events.Record, ...] | Withheld:
    if item == right or isinstance(records, Withheld):
        return records
    return with_the_other_right(found.fact, item, found.person, records)


def _about(person: str, item: str, state: Opened) -> Told:
    """Only what was answered is contradicted."""
    standing = state.items[item]
    if not isinstance(standing, Answered):
        raise UnknownEvent(standing)
    records = standing.records
    of_them = records if isinstance(records, Withheld) else tuple(one for one in records if one["person"] == person)
    return Told(item, office_of(state.opened, item), standing.received_on, of_them)


def _with(state: Opened, name: str, contradiction: Contradiction) -> Opened:
    return replace(state, contradictions={**state.contradictions, name: contradiction})
