"""The agencies' keys over time: each signs with one, and may change it, lose it, or have it taken away."""

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final

from msgspec.structs import replace

from dci.keys import KeyHistory, KnownKey, SigningKey
from kernel.items import Agency

LOCAL: Final = {"tax": "530102", "civil_affairs": "530102"}
"""Kinds of agencies of which one place has an office of its own."""
OFFICES: Final = (*(agency.value for agency in Agency), *(f"{kind}-{place}" for kind, place in LOCAL.items()))
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FAR = timedelta(days=2_000)


@cache
def key_of(agency: str, name: str) -> SigningKey:
    """The same one in every schedule."""
    seed = hashlib.sha256(f"{agency} {name}".encode()).digest()
    return SigningKey.of(agency, name, base64.b64encode(seed).decode())


@cache
def _known(agency: str, name: str) -> KnownKey:
    return key_of(agency, name).known(LONG_AGO)


class Keys:
    def __init__(self, now: datetime) -> None:
        self._known = {office: [_known(office, "1")] for office in OFFICES}
        for agency, known in self._known.items():
            known.append(replace(_known(agency, "future"), valid_from=now + FAR))
        self._count = dict.fromkeys(self._known, 1)
        self.history = self._history()

    def current(self, agency: str) -> SigningKey:
        return key_of(agency, str(self._count[agency]))

    def change(self, agency: str, now: datetime, overlap: timedelta) -> None:
        """A new key from now on; the old one is in force for so much longer, or not at all."""
        old = str(self._count[agency])
        self._count[agency] += 1
        self._known[agency] = [
            replace(one, valid_until=now + overlap) if one.key_id == old else one for one in self._known[agency]
        ] + [replace(_known(agency, str(self._count[agency])), valid_from=now)]
        self.history = self._history()

    def revoked(self, agency: str, now: datetime) -> SigningKey | None:
        """One that is in force no more."""
        over = [one for one in self._known[agency] if one.valid_until is not None and one.valid_until <= now]
        return key_of(agency, over[-1].key_id) if over else None

    def future(self, agency: str) -> SigningKey:
        """One that is known, and not in force for years."""
        return key_of(agency, "future")

    def in_force(self, key: SigningKey, now: datetime) -> bool:
        return any(one.key_id == key.key_id and one.valid_at(now) for one in self._known[key.sender_id])

    def _history(self) -> KeyHistory:
        return KeyHistory(one for known in self._known.values() for one in known)


def in_charge(kind: str, region: str) -> str:
    """The office of this kind of agency that answers for a place."""
    return f"{kind}-{region}" if LOCAL.get(kind) == region else kind
