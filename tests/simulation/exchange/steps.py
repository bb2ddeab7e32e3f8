"""What may happen in the town: a table of steps, each with how often it comes. A new way of the exchange is a row here,
and a case in `cases.py` that says what has to come of it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from contracts import intake
from dci.codes import Action
from dci.envelope import callback
from dci.messages import Notify, NotifyData, NotifyEvent
from dci.names import record_type
from kernel import resident_id
from kernel.items import AGENCY, Item
from services.verification.domain.rules import why_not_covered
from tests.integration.verification.applications import TODAY, consent, details_of, submitted
from tests.simulation.exchange.keys import OFFICES, in_charge
from tests.simulation.exchange.letters import BAD, UNFIT, Letter, Refused, Said, as_a_standing, restyled
from tests.simulation.exchange.records import ON_FILE
from tests.simulation.exchange.town import FOLLOW, PEOPLE, PLACES, Town
from tests.simulation.invariants import must

HOUSEHOLDS_MAX: Final = 3
ITEMS: Final = tuple(sorted(item.value for item in Item))
SHAPES: Final = "on-search", "txn/on-status", "notify", "on-subscribe"


# --- households ------------------------------------------------------------------------------------------------------


def apply(town: Town) -> None:
    if len(town.homes) == HOUSEHOLDS_MAX:
        return
    household = str(UUID(int=0xA000 + len(town.homes), version=4))
    body = {**PEOPLE[town.tape.below(6)]}
    town.homes[household] = body
    town.mail[household] = []
    town.vault.create(household)
    org_path, region = town.tape.pick(PLACES)
    signed = _consent(town, body)
    town.tell(
        household,
        submitted(
            town.vault, body, org_path=org_path, region=region, consent=signed, items=_items(town), submitted_on=TODAY
        ),
    )


def _items(town: Town) -> tuple[str, ...]:
    """All, all but some, or a few."""
    left_out = town.tape.byte()
    if left_out % 4 == 1:
        return ITEMS[left_out % 11 :][: 2 + left_out % 3]
    return tuple(item for at, item in enumerate(ITEMS) if not (left_out >= 128 and (left_out + at * 7) % 3 == 0))


def _consent(town: Town, body: dict[str, Any]) -> Any:
    """Mostly whole; some name fewer items or persons, or end soon."""
    tokens = tuple(one.token for one in details_of(town.vault, body).members)
    how = town.tape.byte()
    return consent(
        town.vault,
        body,
        signed_on=town.today() - timedelta(days=1),
        valid_until=town.today() + timedelta(days=2 if how >= 216 else 400),
        items=ITEMS[:-4] if how % 16 == 3 else ITEMS,
        persons=tokens[:1] if how % 16 == 5 else () if how % 64 == 7 else tokens,
    )


def another_round(town: Town) -> None:
    household = _somebody(town)
    if household is None:
        return
    body = town.homes[household]
    rounds = town.homes[household].setdefault("rounds", 1) + 1
    town.homes[household] = {**body, "rounds": rounds}
    common: dict[str, Any] = {"round": rounds, "items": _items(town)[town.tape.below(10) :]}
    common |= {"consent": _consent(town, body), "details": details_of(town.vault, body)}
    tokens = tuple(one.token for one in common["details"].members)
    match town.tape.below(3):
        case 0:
            event: Any = intake.ApplicationResubmitted(members=tokens, account="account:x", **common)
        case 1:
            event = intake.ObjectionRaised(objection="异议", **common)
        case _:
            event = intake.RecheckBegun(reasons=("term",), **common)
    town.tell(household, event)


def withdraw_consent(town: Town, household: str | None = None) -> None:
    if household := household or _somebody(town):
        tokens = tuple(one.token for one in details_of(town.vault, town.homes[household]).members)
        town.tell(
            household,
            intake.ConsentWithdrawn(reference="GX", persons=tokens, withdrawn_on=town.today(), reason="不同意"),
        )


def withdraw_or_close(town: Town) -> None:
    if (household := _somebody(town)) is None:
        return
    if town.tape.one_in(2):
        town.tell(household, intake.ApplicationWithdrawn(reason="撤回"))
    else:
        closed = {"org_path": PLACES[0][0], "reason": "income_above_line", "closed_on": town.today(), "members": ()}
        town.tell(household, intake.FileClosed(**closed))


def move(town: Town) -> None:
    if (household := _somebody(town)) is None:
        return
    (to, region), (from_, before) = (PLACES, PLACES[::-1])[town.tape.below(2)]
    town.tell(
        household,
        intake.FileMoved(
            move="m", org_path=to, region=region, profile="p", items=(), from_org_path=from_, from_region=before,
            from_profile="p", moved_on=town.today(),
        ),
    )  # fmt: skip


def erase(town: Town) -> None:
    household = _somebody(town)
    if household is not None:
        if town.tape.one_in(2):  # who wants to be forgotten takes the consent back first
            withdraw_consent(town, household)
        town.vault.destroy(household)
        town.erased.add(household)
        town.note(f"{household[:4]} is erased")


def hear(town: Town) -> None:
    told = [household for household, mail in town.mail.items() if mail]
    if told:
        household = town.tape.pick(told)
        cases = [case for case in town.cases.values() if case.household == household]
        withdrawn = b"ConsentWithdrawn" in town.mail[household][0]
        town.hear(household)
        town.look()
        must(not withdrawn or all(case.ended or case.stopped for case in cases), "a withdrawn consent goes on")


def _somebody(town: Town) -> str | None:
    """Who may still be written about."""
    there = sorted(town.homes.keys() - town.erased)
    return town.tape.pick(there) if there else None


# --- agencies --------------------------------------------------------------------------------------------------------


def deliver(town: Town) -> None:
    for _ in range(min(len(town.deliveries), 1 + town.tape.below(8))):
        town.deliver(town.tape.below(len(town.deliveries)))
        town.look()


def answer(town: Town) -> None:
    letter = _letter(town)
    if letter is None:
        return
    if (how := town.tape.below(8)) == 1:
        _bring(town, letter, as_a_standing(letter), "txn/on-status")
        return
    body = restyled(letter) if how == 2 else letter.body()
    town.letters.append((letter, body))
    _bring(town, letter, body)


def correct(town: Town) -> None:
    """It says that its answer was wrong, and what is right, or takes it back."""
    letter = _letter(town, declines=False, known=True)
    if letter is not None:
        letter = replace(letter, standing=town.tape.pick(["corrected", "corrected", "withdrawn"]))
        body = letter.body()
        town.letters.append((letter, body))
        _bring(town, letter, body)


def again(town: Town) -> None:
    """What was sent before, at any time, at any door."""
    if town.letters:
        letter, body = town.tape.pick(town.letters)
        if town.tape.one_in(4):
            path = town.tape.pick(SHAPES[1:])
            reason = "action_not_served_here" if _is_believed(town, letter) else ""
            town.refused(body, Refused(400 if reason else 401, "ERR", reason), path)
        else:
            _bring(town, letter, body)


def altered(town: Town) -> None:
    """One bit of it is another."""
    if town.letters:
        _, body = town.tape.pick(town.letters)
        at = (town.tape.byte() * 256 + town.tape.byte()) % len(body)
        other = body[:at] + bytes([body[at] ^ (1 << town.tape.below(8))]) + body[at + 1 :]
        before = town.store.position
        status, acked, _ = town.bring(other)
        must(400 <= status < 500 and acked == "ERR", f"an altered byte got {status} {acked}")
        must(town.store.position == before, "an altered byte left something")


def bad(town: Town) -> None:
    letter = _letter(town, declines=False)
    if letter is not None:
        name = town.tape.pick(sorted(BAD))
        write, expected = BAD[name]
        town.note(f"{name}: {letter.asked.item}")
        town.refused(write(letter), expected)


def unfit(town: Town) -> None:
    """Signed and addressed as it should be, and no answer: refused where anybody reads it."""
    letter = _letter(town, declines=False, together=False)
    if letter is None:
        return
    name = town.tape.pick(sorted(UNFIT))
    write, reason = UNFIT[name]
    case = town.cases.get(letter.asked.transaction_id)
    town.note(f"{name}: {letter.asked.item}")
    if case is None or case.stopped or case.household in town.erased:
        town.refused(write(letter), Refused(200, "NACK", "no_such_question"))
    elif case.ended and reason != "answers_another_question":
        foretold = [] if letter.asked.item in case.quarantined else ["AnswerQuarantined"]
        must(town.bring(write(letter)) == (200, "ACK", ""), "after a withdrawal nobody reads, so nobody refuses")
        town.look()
        must(town.names == foretold, f"after a withdrawal it came to {town.names}")
    else:
        town.refused(write(letter), Refused(200, "NACK", reason))


def another_agency(town: Town) -> None:
    """An agency answers what was asked of another."""
    letter = _letter(town, declines=False)
    if letter is not None:
        other = town.tape.pick(sorted({*OFFICES} - {letter.asked.agency}))
        key = town.keys.current(other)
        if town.keys.in_force(key, town.instant):
            town.refused(letter.body(key=key), Refused(200, "NACK", "no_such_question"))


def old_key(town: Town) -> None:
    """A key that is in force no more, or not yet."""
    letter = _letter(town, declines=False)
    if letter is None:
        return
    future = town.tape.one_in(3)
    agency = letter.asked.agency
    key = town.keys.future(agency) if future else town.keys.revoked(agency, town.instant)
    if key is not None:
        town.note(f"a key of before, or of later: {agency}")
        town.refused(letter.body(key=key), Refused(401, "ERR", "key_unknown_or_not_in_force"))


def _letter(town: Town, *, declines: bool = True, together: bool = True, known: bool = False) -> Letter | None:
    """To a question that the agency holds; now and then to all it was asked of a household at once."""
    if not town.held:
        return None
    asked = town.held[town.tape.pick(sorted(town.held)[-250:] if known else _worth_answering(town))]
    both = [
        one for one in town.held.values() if (one.transaction_id, one.agency) == (asked.transaction_id, asked.agency)
    ]
    questions = both if together and town.tape.one_in(2) else [asked]
    said = tuple(Said(one, _told(town, one, declines)) for one in sorted(questions, key=lambda one: one.item))
    key = town.keys.current(asked.agency)
    if not town.keys.in_force(key, town.instant):
        return None
    ago = timedelta(hours=town.tape.pick([0, 0, 0, 1, 72]))
    return Letter(said, key, town.instant, f"m-{town.steps}", told_ago=ago)


def _worth_answering(town: Town) -> list[str]:
    """Mostly what is open; now and then whatever was asked once."""
    held = sorted(town.held)
    open_ = [reference for reference in held if town.cases[town.held[reference].transaction_id].waits_for(reference)]
    return held[-250:] if not open_ or town.tape.one_in(4) else open_


def _told(town: Town, asked: Any, declines: bool) -> dict[str, int] | None:
    how = town.tape.byte()
    if declines and how >= 236:
        return None
    if how < 40:
        return {}
    count = len(ON_FILE[Item(asked.item)])
    return {person: (how + at) % count for at, person in enumerate(asked.tokens) if (how + at) % 5}


def _is_believed(town: Town, letter: Letter) -> bool:
    return letter.is_good_at(town.instant) and town.keys.in_force(letter.key, town.instant)


def _bring(town: Town, letter: Letter, body: bytes, path: str = "on-search") -> None:
    town.note(f"{letter.asked.agency} answers {[said.item for said in letter.said]}")
    if _is_believed(town, letter):
        town.taken(letter, body, path)
    else:
        town.refused(body, Refused(401, "ERR", ""), path)


def push(town: Town) -> None:
    """An agency tells of a person of its own accord; now and then the same again, or of somebody not known."""
    if town.pushes and town.tape.one_in(4):
        push, body = town.tape.pick(town.pushes)
        if (town.instant - push["at"]).total_seconds() < 290 and push["key"] == town.keys.current(
            push["agency"]
        ).key_id:
            must(town.bring(body, "notify") == (200, "ACK", ""), "a push again")
            town.look()
            known = [one for one in _whom(town, push) if one not in push["kept"]]
            must(town.names.count("AgencyPushed") == len(known), f"a push again left {town.names}")
            push["kept"] |= set(known)
        return
    item = Item(town.tape.pick(ITEMS))
    body_ = PEOPLE[town.tape.below(7)]
    number = town.tape.pick(body_["members"])["id_number"]
    agency = in_charge(AGENCY[item].value, town.tape.pick(PLACES)[1])
    person = town.vault.token("person", resident_id.parse(number, town.today()).number)
    key = town.keys.current(agency)
    if not town.keys.in_force(key, town.instant):
        return
    record = {"id_number": number, **town.tape.pick(ON_FILE[item])}
    told = NotifyEvent(
        reference_id="r-1",
        timestamp=town.instant,
        data=NotifyData(reg_record_type=record_type(item.value), reg_records=record),
    )
    body = callback(
        Action.NOTIFY,
        Notify(transaction_id=f"push-{town.steps}", notify_event=[told]),
        key,
        message_id=f"p-{town.steps}",
        receiver_id="verification",
        now=town.instant,
    )
    push = {"item": item.value, "person": person, "agency": agency, "at": town.instant, "key": key.key_id}
    push["kept"] = set(_whom(town, push))
    town.pushes.append((push, body))
    must(town.bring(body, "notify") == (200, "ACK", ""), "a push")
    town.look()
    kept = town.names.count("AgencyPushed")
    must(kept == len(push["kept"]), f"a push about {push['kept']} left {town.names}")
    must({*town.names} <= {"AgencyPushed", *FOLLOW}, f"a push left {town.names}")


def _whom(town: Town, push: dict[str, Any]) -> list[str]:
    """The households whose consent covers it at this moment."""
    found = []
    for household, stream in town.store.about.get(push["person"], {}).items():
        case = town.cases[stream]
        if case.ended or household in town.erased:
            continue
        opened = case.opened
        if in_charge(AGENCY[Item(push["item"])].value, case.region) != push["agency"]:
            continue
        if why_not_covered(opened.consent, push["item"], opened.persons, town.today()) is None:
            found.append(household)
    return found


def change_key(town: Town) -> None:
    agency = town.tape.pick(OFFICES)
    town.change_key(agency, town.tape.pick([timedelta(0), timedelta(hours=1), timedelta(days=3)]))
    town.note(f"{agency} has another key")


def outage(town: Town) -> None:
    """An office goes down, or comes back."""
    office = town.tape.pick(OFFICES)
    town.down ^= {office}
    town.note(f"{office} is {'down' if office in town.down else 'there again'}")


# --- time ------------------------------------------------------------------------------------------------------------


def time(town: Town) -> None:
    """It may step back a little, as clocks do."""
    seconds = town.tape.pick([1, 20, 120, 120, 600, 3_600, 3_600, 40_000, 86_400, 4 * 86_400, 16 * 86_400, -20])
    town.passes(timedelta(seconds=seconds))
    if town.tape.one_in(2):
        town.ring()


STEPS: Final[tuple[tuple[int, Callable[[Town], None]], ...]] = (
    (8, apply),
    (24, hear),
    (40, deliver),
    (76, answer),
    (4, outage),
    (14, correct),
    (16, again),
    (6, altered),
    (12, bad),
    (8, unfit),
    (4, another_agency),
    (5, old_key),
    (8, push),
    (3, change_key),
    (8, another_round),
    (3, withdraw_consent),
    (1, withdraw_or_close),
    (2, move),
    (2, erase),
    (12, time),
)
"""In 256."""
HAPPENS: Final = [step for often, step in STEPS for _ in range(often)]
assert len(HAPPENS) == 256, len(HAPPENS)
