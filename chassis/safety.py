"""Refusing unsafe settings: what a production process must not be started with, and what to type instead.

The embedded default (`jiekun up`, demo, tests) needs only what makes it run.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

MASTER_KEY_BYTES = 32
MAKE_A_KEY = "head -c 32 /dev/urandom > master.key && chmod 600 master.key"
WELL_KNOWN = frozenset({"", "admin", "changeme", "jiekun", "password", "postgres", "secret", "test"})


class Given(Protocol):
    """What is looked at of `chassis.settings.Settings`, which asks here while it is made."""

    @property
    def environment(self) -> str: ...
    @property
    def debug(self) -> bool: ...
    @property
    def cors_origins(self) -> Collection[str]: ...
    @property
    def database_url(self) -> str: ...
    @property
    def migration_url(self) -> str | None: ...
    @property
    def vault_url(self) -> str: ...
    @property
    def master_key_file(self) -> Path | None: ...
    @property
    def bus(self) -> str: ...
    @property
    def kafka_bootstrap_servers(self) -> str | None: ...
    @property
    def clock_offset_file(self) -> Path | None: ...
    @property
    def issuer(self) -> str: ...
    @property
    def jwks_file(self) -> Path: ...


def breaches(settings: Given) -> list[str]:
    """Why this process must not start; empty when it may."""
    found = list(incomplete(settings))
    if settings.environment == "production":
        found += [*unsafe_switches(settings), *unsafe_master_key(settings), *unsafe_passwords(settings)]
    return found


def incomplete(settings: Given) -> Iterator[str]:
    if settings.bus == "kafka" and not settings.kafka_bootstrap_servers:
        yield "JIEKUN_BUS is kafka: type JIEKUN_KAFKA_BOOTSTRAP_SERVERS=host:9092, or JIEKUN_BUS=direct"


def unsafe_switches(settings: Given) -> Iterator[str]:
    if settings.clock_offset_file is not None:
        yield "production runs on real time: type `unset JIEKUN_CLOCK_OFFSET_FILE`"
    if settings.debug:
        yield "debug shows insides to strangers: type JIEKUN_DEBUG=false"
    if "*" in settings.cors_origins:
        yield "any web site could call this API: type JIEKUN_CORS_ORIGINS='[\"https://portal.example\"]'"
    if urlsplit(settings.issuer).scheme != "https":
        yield "tokens of an http issuer can be forged on the way: type JIEKUN_ISSUER=https://..."
    if not settings.jwks_file.is_file():
        yield f"no issuer keys in {settings.jwks_file}: type JIEKUN_JWKS_FILE=/path/of/jwks.json"


def unsafe_master_key(settings: Given) -> Iterator[str]:
    path = settings.master_key_file
    if path is None or not path.is_file():
        yield f"no master key: type `{MAKE_A_KEY}`, then JIEKUN_MASTER_KEY_FILE=/path/of/master.key"
        return
    key = path.read_bytes()
    if len(key) != MASTER_KEY_BYTES:
        yield f"the master key has {len(key)} bytes, not {MASTER_KEY_BYTES}: type `{MAKE_A_KEY}`"
    elif len(set(key)) < MASTER_KEY_BYTES // 2 or key.isascii():
        # 32 random bytes are neither text (1 in 2^32) nor a repeated pattern.
        yield f"the master key is a default or a phrase, not random bytes: type `{MAKE_A_KEY}`"


def unsafe_passwords(settings: Given) -> Iterator[str]:
    urls = {"DATABASE_URL": settings.database_url, "VAULT_URL": settings.vault_url}
    if settings.migration_url is not None:
        urls["MIGRATION_URL"] = settings.migration_url
    for name, url in urls.items():
        parts = urlsplit(url)
        if (parts.password or "") in WELL_KNOWN or parts.password == parts.username:
            better = f"postgresql://{parts.username or 'role'}:A-LONG-RANDOM-ONE@host:5432/database"
            yield f"JIEKUN_{name} has no password or a default one: type JIEKUN_{name}={better}"
