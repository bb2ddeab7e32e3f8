"""Places for connections: how many one address may hold, and who gives way when more are wanted.

A connection whose caller showed no token yet is a stranger's. Beyond a stranger's share a new one takes the place of
the oldest that keeps us waiting; while all are too young for that it waits unread, and is looked at again when they are
not, whether or not anybody else comes. So a thousand silent sockets cost a
thousand descriptors and no more, and whoever speaks at once is heard, even from the same address.

A token makes nobody a holder of places for good: when there are none left, the subject who holds most of them gives up
one that is not being answered, the one whose last request is the longest ago.
"""

import resource
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from typing import Final, Protocol

from chassis.http.peers import Proxies, peer_of
from chassis.http.shares import OF_ONE_ADDRESS, OF_ONE_STRANGER, part

CONNECTIONS_MAX: Final = 2048
OTHER_FILES: Final = 256
"""Descriptors that a process needs for the rest: its pools, its bus, its files."""
PATIENCE_S: Final = 0.5
"""How long a stranger may keep its place without sending a whole request, when others of its address want it."""


Holder = tuple[str, str]
"""A subject, as shares name it."""


LOOKED_AT: Final = 8
"""Of one holder's connections, before a new one is turned away: a flood of new ones must cost little."""


class Held(Protocol):
    """What is asked of a connection (`connection.py`)."""

    @property
    def host(self) -> str: ...
    def pause(self) -> None: ...
    def go_on(self) -> None: ...
    def has_sent_nothing_for(self, seconds: float) -> bool: ...
    def give_up(self) -> None: ...
    def after(self, seconds: float, then: Callable[[], None]) -> None: ...


class Places:
    """Owned by the event loop: no lock."""

    def __init__(self, most: int, proxies: Proxies) -> None:
        self._most = most
        self._proxies = proxies
        self._peer_of: dict[Held, str] = {}
        self._taken: Counter[str] = Counter()
        self._strangers: defaultdict[str, dict[Held, None]] = defaultdict(dict)
        """By address, oldest first; who is neither here nor waiting is known."""
        self._known: defaultdict[Holder, dict[Held, None]] = defaultdict(dict)
        """By whose token was shown last, the longest ago first; without those of our proxies."""
        self._holder_of: dict[Held, Holder] = {}
        self._waiting: defaultdict[str, dict[Held, None]] = defaultdict(dict)
        self._watched: set[str] = set()
        """Addresses with a timer."""

    def take(self, connection: Held) -> bool:
        """False when there is no place at all. A proxy's share is not counted: it shares out itself."""
        peer, by_proxy = peer_of(connection.host), self._proxies.include(connection.host)
        if not by_proxy and self._taken[peer] >= part(self._most, OF_ONE_ADDRESS):
            return False
        if len(self._peer_of) >= self._most and not (
            self._one_gives_way(self._most_strangers()) or self._largest_holder_gives_way()
        ):
            return False
        self._peer_of[connection] = peer
        self._taken[peer] += 1
        if by_proxy:
            return True
        mine = self._strangers[peer]
        if len(mine) >= part(self._most, OF_ONE_STRANGER) and not self._one_gives_way(mine):
            self._waiting[peer][connection] = None
            connection.pause()
            self._watch(peer, connection)
        else:
            mine[connection] = None
        return True

    def know(self, connection: Held, holder: Holder) -> None:
        """Its caller showed a token."""
        self._stranger_leaves(self._peer_of.get(connection, ""), connection)
        if connection in self._peer_of and not self._proxies.include(connection.host):
            self._forget(connection)
            self._known[holder][connection] = None
            self._holder_of[connection] = holder

    def leave(self, connection: Held) -> None:
        """Also called for one that never had a place."""
        peer = self._peer_of.pop(connection, None)
        if peer is None:
            return
        self._taken[peer] -= 1
        self._forget(connection)
        self._waiting[peer].pop(connection, None)
        self._stranger_leaves(peer, connection)
        if not self._taken[peer]:
            for kept in (self._taken, self._waiting, self._strangers):
                kept.pop(peer, None)

    def _stranger_leaves(self, peer: str, connection: Held) -> None:
        """The newest that waits takes the place: the others had their time."""
        if connection not in self._strangers[peer]:
            return
        del self._strangers[peer][connection]
        if self._waiting[peer]:
            self._newest_goes_on(peer)

    def _newest_goes_on(self, peer: str) -> None:
        newest, _ = self._waiting[peer].popitem()
        self._strangers[peer][newest] = None
        newest.go_on()

    def _watch(self, peer: str, connection: Held) -> None:
        """Looks again every `PATIENCE_S` while some wait."""
        if peer not in self._watched:
            self._watched.add(peer)
            connection.after(PATIENCE_S, lambda: self._look_again(peer))

    def _look_again(self, peer: str) -> None:
        self._watched.discard(peer)
        waiting = self._waiting.get(peer, {})
        while waiting and self._one_gives_way(self._strangers[peer]):
            self._newest_goes_on(peer)
        if waiting:
            self._watch(peer, next(iter(waiting)))

    def _one_gives_way(self, strangers: dict[Held, None]) -> bool:
        for one in strangers:
            if one.has_sent_nothing_for(PATIENCE_S):
                del strangers[one]
                one.give_up()
                return True
        return False

    def _largest_holder_gives_way(self) -> bool:
        """Who holds one alone keeps it unless it is silent, like a stranger's."""
        theirs = max(self._known.values(), key=len, default={})
        patience_s = 0.0 if len(theirs) > 1 else PATIENCE_S
        for one in islice(theirs, LOOKED_AT):
            if one.has_sent_nothing_for(patience_s):
                self._forget(one)
                one.give_up()
                return True
        return False

    def _forget(self, connection: Held) -> None:
        holder = self._holder_of.pop(connection, None)
        if holder is not None:
            del self._known[holder][connection]
            if not self._known[holder]:
                del self._known[holder]

    def _most_strangers(self) -> dict[Held, None]:
        return max(self._strangers.values(), key=len, default={})


def as_many_as_files_may_be_open(most: int) -> int:
    """Raises the process's own limit as far as it may, and says how many connections fit under it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most + OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return most if soft == resource.RLIM_INFINITY else max(1, min(most, soft - OTHER_FILES))
