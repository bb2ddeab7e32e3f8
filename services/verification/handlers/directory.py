"""The directory at work: who is asked, where they are found, and how two people change it."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, Final
from urllib.parse import urlsplit

from psycopg import Connection

from chassis import commands
from chassis.clock import real_now
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.store import Loaded, Transaction, Unit
from chassis.streams import Streams
from chassis.use_case import response_of, unit_of_command
from dci.keys import UnknownKey, UnknownSender
from kernel import organisation
from kernel.answer_terms import ANSWER_WORKING_DAYS, term_of
from kernel.errors import DomainError
from kernel.items import CHINESE, Item
from services.verification.domain import directory as domain
from services.verification.domain.directory import Candidate, Office
from services.verification.domain.events import OfficeProposed
from services.verification.domain.rules import agency_of
from services.verification.projections import directory, parameters, timeliness
from services.verification.resources import Resources

OFFICES: Final = Streams("office", domain.OFFICE)
AHEAD_DAYS_MAX: Final = 366 * 2
Decide = Callable[[Loaded[domain.State]], list[object]]


def in_charge(
    resources: Resources, connection: Connection[Any], items: Collection[str], region: str, day: date
) -> dict[str, str]:
    """Item -> the office that answers it there on that day. What was set goes before the file, office by office."""
    first = resources.exchange.offices
    since = directory.set_by(connection, first, day)
    of_the_file = [office for code, office in first.items() if code not in since]
    around = domain.places_around(region)
    candidates = [
        Candidate(item, place, office.code)
        for office in of_the_file
        for item, place in office.claims
        if item in items and place in around
    ]
    found = domain.in_charge([*candidates, *directory.candidates(connection, items, region, day)])
    return {item: found.get(item, agency_of(item)) for item in items}


def url_of(resources: Resources, connection: Connection[Any], office: str, day: date) -> str:
    return _offices(resources, connection, [office], day)[office].url


def names_of(resources: Resources, connection: Connection[Any], offices: Collection[str], day: date) -> dict[str, str]:
    """Code -> how people call it; the code itself of one that nobody knows any more."""
    known = _offices(resources, connection, offices, day)
    return {code: known[code].name if code in known else code for code in offices}


def answers_somewhere(resources: Resources, connection: Connection[Any], office: str, item: str) -> bool:
    """Whether it may tell of the item at all; of whom, is the place's to say."""
    if any(item == claimed for claimed, _ in _claims_of_the_file(resources, office)):
        return True
    return directory.claims_of(connection, office, item)


def propose(resources: Resources, call: Call, wanted: OfficeProposed) -> bytes:
    """It holds when somebody else has confirmed it. Nothing that was asked already is asked elsewhere."""
    today = resources.today()
    if not 0 <= (wanted.first_day - today).days <= AHEAD_DAYS_MAX:
        raise DomainError("office.day_too_far", today=today.isoformat())
    return _carried_out(resources, call, wanted, lambda loaded: domain.propose(wanted, loaded.state), "proposed")


def confirm(resources: Resources, call: Call, wanted: OfficeProposed) -> bytes:
    """As it was proposed: `office.not_proposed`, `office.confirmed_by_another`."""

    def decide(loaded: Loaded[domain.State]) -> list[object]:
        return domain.confirm(wanted, call.principal.subject, _proposer(loaded, wanted.first_day), loaded.state)

    return _carried_out(resources, call, wanted, decide, "changed")


def _carried_out(resources: Resources, call: Call, wanted: OfficeProposed, decide: Decide, news: str) -> bytes:
    def build(transaction: Transaction) -> Unit:
        loaded = OFFICES.load(transaction, wanted.office)
        _require_fit(resources, transaction.connection, call.principal, wanted, loaded.state)
        change = OFFICES.change(wanted.office, loaded, OFFICES.of(wanted.office), decide(loaded))
        answer = response_of(office=wanted.office, **{"from": wanted.first_day.isoformat(), news: bool(change.events)})
        return unit_of_command(resources, call, [change] if change.events else [], answer)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def _require_fit(
    resources: Resources,
    connection: Connection[Any],
    principal: Principal,
    wanted: OfficeProposed,
    state: domain.State,
) -> None:
    """Its own and its earlier places within the caller's reach, its keys known, nobody else's place taken."""
    claimed = domain.claims(wanted.answers)
    before = state.places() or {place for _, place in _claims_of_the_file(resources, wanted.office)}
    for place in sorted({place for _, place in claimed} | before):
        if not reaches(principal.org_path, place):
            raise Problem("office.out_of_reach", place=place or "全国", office=wanted.office)
    if not _is_known(resources, wanted.office):
        raise DomainError("office.without_key", office=wanted.office)
    if resources.settings.environment != "embedded" and urlsplit(wanted.url).scheme != "https":
        raise DomainError("office.url_open", office=wanted.office)
    other = directory.in_the_way(connection, wanted.office, wanted.first_day, claimed) or _of_the_file_in_the_way(
        resources, connection, wanted, claimed
    )
    if other:
        raise DomainError("office.place_taken", other=other)


def _of_the_file_in_the_way(
    resources: Resources, connection: Connection[Any], wanted: OfficeProposed, claimed: Collection[tuple[str, str]]
) -> str:
    others = [code for code in resources.exchange.offices if code != wanted.office]
    set_since = directory.set_by(connection, others, wanted.first_day)
    taken = (code for code in others if code not in set_since and _claims_of_the_file(resources, code) & set(claimed))
    return next(taken, "")


def reaches(org_path: str, place: str) -> bool:
    """A federation says who answers in its own province, prefecture or county; a union below it says nothing."""
    own = organisation.place_of(org_path)
    return org_path == organisation.county_of(org_path) and place.startswith(own)


def _is_known(resources: Resources, office: str) -> bool:
    """Whether any key of this sender stands in the agencies file: without one nothing it says is believed."""
    try:
        resources.exchange.keys.key(office, "", real_now())
    except UnknownSender:
        return False
    except UnknownKey:
        pass
    return True


def _proposer(loaded: Loaded[domain.State], first_day: date) -> str | None:
    proposed = [one for one in loaded.recorded if isinstance(one.event, OfficeProposed)]
    return next((one.envelope.actor for one in reversed(proposed) if one.event.first_day == first_day), None)


def _claims_of_the_file(resources: Resources, office: str) -> frozenset[tuple[str, str]]:
    entry = resources.exchange.offices.get(office)
    return entry.claims if entry else frozenset()


def _offices(
    resources: Resources, connection: Connection[Any], offices: Collection[str], day: date
) -> dict[str, Office]:
    first = {code: entry for code, entry in resources.exchange.offices.items() if code in offices}
    since = directory.in_force(connection, offices, day)
    return first | {code: Office(code, entry.name, entry.url) for code, entry in since.items()}


def answering(resources: Resources, region: str, day: date) -> dict[str, Any]:
    """Who answers each item in a county on a day, and within how many working days."""
    items = [item.value for item in Item]
    with resources.store.reading() as connection:
        offices = in_charge(resources, connection, items, region, day)
        names = names_of(resources, connection, set(offices.values()), day)
        terms = parameters.in_force(connection, [term_of(item) for item in items], region, day)
    return {
        "region": region,
        "on": day.isoformat(),
        "items": [
            {
                "item": item,
                "item_zh": CHINESE[Item(item)],
                "office": office,
                "office_zh": names[office],
                "working_days": int(terms.get(term_of(item), ANSWER_WORKING_DAYS)),
            }
            for item, office in offices.items()
        ],
    }


def shown(one: directory.Entry, reader: Principal) -> dict[str, Any]:
    """Who proposed it is told within the province alone: elsewhere nobody can confirm it."""
    return {
        "office": one.office,
        "name": one.name,
        "url": one.url,
        "answers": one.answers,
        "from": one.first_day.isoformat(),
        "source": one.source,
        "by": one.by if _is_in_province(reader, one) else None,
    }


def _is_in_province(reader: Principal, entry: directory.Entry) -> bool:
    province = reader.org_path.split("/")[0]
    return all(place.startswith(province) for each in entry.answers for place in each["places"])


def to_call(resources: Resources, caller: Principal) -> dict[str, Any]:
    with resources.store.reading() as connection:
        found = timeliness.to_call(connection, caller.org_path)
        names = names_of(resources, connection, {one.agency for one in found}, resources.today())
    return {
        "items": [
            {
                "office": one.agency,
                "office_zh": names[one.agency],
                "questions": one.questions,
                "asked_on": one.asked_on.isoformat(),
                "due_on": one.due_on.isoformat(),
            }
            for one in found
        ]
    }
