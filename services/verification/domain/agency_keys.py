"""The keys of one sender: each change proposed by one person, and made when another confirms it, as the law is.

The agencies file is the first version of a sender's keys. A key id is never used for a second key, and what was in
the past stays as it was, but for a revocation, which may reach back.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import asdict, replace

from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from kernel.subject import is_same
from services.verification.domain.events import AgencyKeyProposed, AgencyKeySet


class State(Struct, frozen=True):
    """By key id: as it stands, and what waits for a second person."""

    keys: Mapping[str, AgencyKeySet] = {}
    waiting: Mapping[str, AgencyKeyProposed] = {}


def adopt(keys: tuple[AgencyKeySet, ...], state: State) -> list[object]:
    """The first version of a sender: later ones are changed by people alone."""
    return [] if state.keys else list(keys)


def adopt_ours(key: AgencyKeySet, state: State) -> list[object]:
    """A key of ours that is new is set by whoever gave it to us: that is the installation."""
    standing = state.keys.get(key.key_id)
    if standing is not None and standing.public_key != key.public_key:
        raise ValueError(f"JIEKUN_DCI_KEY_FILE: the key id {key.key_id} was another key's")
    return [] if standing else [key]


def propose(wanted: AgencyKeyProposed, now: datetime, state: State) -> list[object]:
    """What stands, or waits, changes nothing; another word takes the place of what waits."""
    if state.waiting.get(wanted.key_id) == wanted:
        return []
    standing = state.keys.get(wanted.key_id)
    if wanted.key_id not in state.waiting and standing == _as_set(wanted):
        return []
    _require_fit(wanted, standing, now)
    return [wanted]


def confirm(wanted: AgencyKeyProposed, by: str, proposed_by: str | None, now: datetime, state: State) -> list[object]:
    """By somebody else, who writes the same once more."""
    waiting = state.waiting.get(wanted.key_id)
    if waiting is None and state.keys.get(wanted.key_id) == _as_set(wanted):
        return []
    if waiting != wanted:
        raise DomainError("key.not_proposed", key=wanted.key_id)
    if proposed_by is not None and is_same(by, proposed_by):
        raise DomainError("key.confirmed_by_another", key=wanted.key_id)
    return [_as_set(wanted)]


def _require_fit(wanted: AgencyKeyProposed, standing: AgencyKeySet | None, now: datetime) -> None:
    if wanted.valid_until is not None and wanted.valid_until <= wanted.valid_from:
        raise DomainError("key.times")
    if standing is None:
        if wanted.valid_from < now:
            raise DomainError("key.reaches_back")
        return
    same = (standing.algorithm, standing.public_key, standing.valid_from)
    if same != (wanted.algorithm, wanted.public_key, wanted.valid_from):
        raise DomainError("key.another", key=wanted.key_id)
    if wanted.valid_until != standing.valid_until and not _is_ahead(wanted.valid_until, standing.valid_until, now):
        raise DomainError("key.reaches_back")
    if standing.revoked_from is not None and (wanted.revoked_from or now) > standing.revoked_from:
        raise DomainError("key.revoked", key=wanted.key_id)


def _is_ahead(wanted: datetime | None, standing: datetime | None, now: datetime) -> bool:
    """Whether neither the end that is wished for nor the one that stands is over."""
    return all(end is None or end >= now for end in (wanted, standing))


def _as_set(proposed: AgencyKeyProposed) -> AgencyKeySet:
    return AgencyKeySet(**asdict(proposed))


def initial() -> State:
    return State()


def evolve(state: State, event: object) -> State:
    match event:
        case AgencyKeyProposed():
            return replace(state, waiting={**state.waiting, event.key_id: event})
        case AgencyKeySet():
            rest = {key_id: one for key_id, one in state.waiting.items() if key_id != event.key_id}
            return State({**state.keys, event.key_id: event}, rest)
    raise UnknownEvent(event)


AGENCY_KEYS = Decider(initial, evolve)
"""The decider that streams are folded with."""
