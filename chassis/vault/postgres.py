"""The vault in its own PostgreSQL database."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from chassis import database
from chassis.vault import Box, UnknownKey, VaultUnreachable, ciphers
from kernel.personal import Withheld

CACHE_S = 60.0
CACHE_MAX = 50_000


class PostgresVault:
    """`may_open=False` is the ledger's side: it makes keys and tokens and reads no key back.

    Such a side seals only under keys it made itself, within 60 s: one new key id for each report.
    """

    def __init__(self, url: str, master: bytes, *, may_open: bool = True) -> None:
        self._pool = database.pool(url, 1, 4)
        self._master = master
        self._master_id = ciphers.master_id(master)
        self.may_open = may_open
        self._cache: dict[str, tuple[float, bytes | None]] = {}
        try:
            self._pepper = self._load_pepper()
        except BaseException:
            self.close()  # nobody else can: they never get this vault
            raise

    def create(self, key_id: str) -> None:
        if self._cached([key_id]).get(key_id) is not None:
            return
        key = ciphers.new_key()
        wrapped = ciphers.wrap(self._master, key_id, key)
        try:
            with self._connection() as connection:
                made = connection.execute(
                    "INSERT INTO keys (key_id, wrapped, master_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                    (key_id, wrapped, self._master_id),
                ).rowcount
        except psycopg.errors.CheckViolation:
            raise UnknownKey(key_id) from None
        if made:
            self._remember(key_id, key)

    def fetch(self, key_ids: Iterable[str]) -> None:
        self._find(key_ids)

    def seal(self, key_id: str, plaintext: bytes, aad: bytes) -> Box:
        key = self._find([key_id]).get(key_id)
        if key is None:
            raise UnknownKey(key_id)
        return ciphers.seal(key, key_id, plaintext, aad)

    def open(self, box: Box, aad: bytes) -> bytes | Withheld:
        if not self.may_open:
            return Withheld.SEALED
        found = self._find([box.kid])
        if box.kid not in found:
            raise UnknownKey(box.kid)
        key = found[box.kid]
        return Withheld.ERASED if key is None else ciphers.open_box(key, box, aad)

    def token(self, kind: str, value: str) -> str:
        return ciphers.token(self._pepper, kind, value)

    def secret(self, purpose: str, id: str) -> bytes:
        """Derived key: 32 bytes, the same at each asking; nobody stores it, and without the pepper nobody knows it."""
        return ciphers.secret(self._pepper, purpose, id)

    def keyed_hash(self, data: bytes) -> str:
        return ciphers.keyed_hash(self._pepper, data)

    def ping(self) -> None:
        with self._connection() as connection:
            connection.execute("SELECT 1")

    def close(self) -> None:
        self._pool.close()

    def _load_pepper(self) -> bytes:
        with self._connection() as connection:
            connection.execute(
                "INSERT INTO pepper (wrapped, master_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                (ciphers.wrap(self._master, "pepper", ciphers.new_key()), self._master_id),
            )
            row = connection.execute("SELECT wrapped, master_id FROM pepper").fetchone()
        assert row is not None
        return self._unwrap("pepper", *row)

    def _find(self, key_ids: Iterable[str]) -> dict[str, bytes | None]:
        """The keys, None for a destroyed one; an id of which the vault knows nothing is not in the answer.

        Answers come from here and never from a second look into the cache, which may have expired meanwhile.
        """
        wanted = set(key_ids)
        found = self._cached(wanted)
        missing = list(wanted - found.keys())
        if not missing or not self.may_open:
            return found
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT key_id, wrapped, master_id FROM keys WHERE key_id = ANY(%(ids)s)"
                " UNION ALL SELECT key_id, NULL, NULL FROM destroyed WHERE key_id = ANY(%(ids)s)",
                {"ids": missing},
            ).fetchall()
        for key_id, wrapped, master_id in rows:
            found[key_id] = None if wrapped is None else self._unwrap(key_id, wrapped, master_id)
            self._remember(key_id, found[key_id])
        return found

    def _unwrap(self, key_id: str, wrapped: bytes, master_id: str) -> bytes:
        if master_id != self._master_id:
            raise VaultUnreachable(f"{key_id} lies under master {master_id}, this process has {self._master_id}")
        return ciphers.unwrap(self._master, key_id, wrapped)

    def _cached(self, key_ids: Iterable[str]) -> dict[str, bytes | None]:
        now = time.monotonic()
        return {
            key_id: entry[1] for key_id in key_ids if (entry := self._cache.get(key_id)) is not None and entry[0] > now
        }

    def _remember(self, key_id: str, key: bytes | None) -> None:
        if len(self._cache) >= CACHE_MAX:
            self._cache.clear()
        self._cache[key_id] = (time.monotonic() + CACHE_S, key)

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with self._pool.connection() as connection:
                yield connection
        except psycopg.OperationalError as error:  # a pool's time-out is one, too
            raise VaultUnreachable(type(error).__name__) from error
