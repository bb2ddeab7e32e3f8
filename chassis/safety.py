"""Refusing unsafe settings: what a production process must not be started with, and what to type instead.

The embedded default (`jiekun up`, demo, tests) needs only what makes it run.
"""

import json
import os
from collections.abc import Collection, Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import parse_qs, urlsplit

MASTER_KEY_BYTES = 32
MAKE_A_KEY = "head -c 32 /dev/urandom > master.key && chmod 600 master.key"
PASSWORD_CHARACTERS_MIN = 16
PASSWORD_DISTINCT_MIN = 8
UNENCRYPTED = frozenset({"disable", "allow"})
"""Values of libpq's `sslmode` that send passwords and data in the clear though the server could encrypt."""
OF_THIS_MACHINE: Final[tuple[IPv4Network | IPv6Network, ...]] = tuple(
    map(ip_network, ("127.0.0.0/8", "169.254.0.0/16", "0.0.0.0/8", "::1/128", "fe80::/10", "::/128"))
)


class Given(Protocol):
    """What is looked at of `chassis.settings.Settings`, which asks here while it is made."""

    @property
    def service(self) -> str: ...
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
    def blobs_folder(self) -> Path | None: ...
    @property
    def webhook_networks(self) -> Collection[IPv4Network | IPv6Network]: ...
    @property
    def bus(self) -> str: ...
    @property
    def kafka_bootstrap_servers(self) -> str | None: ...
    @property
    def clock_offset_file(self) -> Path | None: ...
    @property
    def issuer(self) -> str: ...
    @property
    def audience(self) -> str: ...
    @property
    def agencies_file(self) -> Path | None: ...
    @property
    def dci_sender_uri(self) -> str | None: ...
    @property
    def jwks_file(self) -> Path: ...


def breaches(settings: Given) -> list[str]:
    """Why this process must not start; empty when it may."""
    found = list(incomplete(settings))
    if settings.environment == "production":
        inside = (unsafe_switches, unsafe_master_key, unsafe_databases, unsafe_blobs)
        for rule in (*inside, unsafe_exchange, unsafe_webhooks):
            found += rule(settings)
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
    if not settings.audience.strip():
        yield "any token of the issuer would do: type JIEKUN_AUDIENCE=jiekun"
    if not settings.jwks_file.is_file():
        yield f"no issuer keys in {settings.jwks_file}: type JIEKUN_JWKS_FILE=/path/of/jwks.json"


def unsafe_master_key(settings: Given) -> Iterator[str]:
    path = settings.master_key_file
    if path is None or not path.is_file():
        yield f"no master key: type `{MAKE_A_KEY}`, then JIEKUN_MASTER_KEY_FILE=/path/of/master.key"
        return
    readers = path.stat().st_mode & 0o077
    if readers & 0o022 or (readers & 0o044 and not mounted_for_reading(path)):
        yield f"others on this machine can open the master key: type `chmod 600 {path.name}`"
    key = path.read_bytes()
    if len(key) != MASTER_KEY_BYTES:
        yield f"the master key has {len(key)} bytes, not {MASTER_KEY_BYTES}: type `{MAKE_A_KEY}`"
    elif len(set(key)) < MASTER_KEY_BYTES // 2 or key.isascii():
        # 32 random bytes are neither text (1 in 2^32) nor a repeated pattern.
        yield f"the master key is a default or a phrase, not random bytes: type `{MAKE_A_KEY}`"


def mounted_for_reading(path: Path) -> bool:
    """A container's secret is mounted by itself, with the mode it has outside, where its folder keeps strangers out."""
    return path.is_mount() and bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def unsafe_databases(settings: Given) -> Iterator[str]:
    urls = {"DATABASE_URL": settings.database_url, "VAULT_URL": settings.vault_url}
    if settings.migration_url is not None:
        urls["MIGRATION_URL"] = settings.migration_url
    for name, url in urls.items():
        parts = urlsplit(url)
        if weak(parts.password or "", parts.username):
            better = f"postgresql://{parts.username or 'role'}:A-LONG-RANDOM-ONE@host:5432/database"
            yield f"JIEKUN_{name} has no password, or one that can be guessed: type JIEKUN_{name}={better}"
        if UNENCRYPTED & set(parse_qs(parts.query).get("sslmode", [])):
            yield f"JIEKUN_{name} goes unencrypted: type sslmode=verify-full in it, with sslrootcert=/path/of/ca.pem"


def weak(password: str, role: str | None) -> bool:
    """A password nobody remembers has 16 characters or more, few of them alike; `openssl rand -base64 24` has."""
    too_few = len(password) < PASSWORD_CHARACTERS_MIN or len(set(password)) < PASSWORD_DISTINCT_MIN
    return too_few or password == role


def unsafe_blobs(settings: Given) -> Iterator[str]:
    """Attachments outlive the process and its container."""
    if settings.service != "intake":
        return
    folder = settings.blobs_folder
    if folder is None or not folder.is_dir():
        yield "no folder for attachments: type `install -d -m 700 blobs`, then JIEKUN_BLOBS_FOLDER=/path/of/blobs"
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield f"attachments cannot be kept in {folder.name}: let this process write there, or type another folder"


def unsafe_webhooks(settings: Given) -> Iterator[str]:
    """What a portal's name resolves to is the portal's word: no network may let it lead to this machine or its host."""
    for network in settings.webhook_networks:
        if any(network.version == own.version and network.overlaps(own) for own in OF_THIS_MACHINE):
            yield (
                f"webhooks could reach this machine or its host's metadata through {network}: type the portals' own"
                " networks, as JIEKUN_WEBHOOK_NETWORKS='[\"10.1.0.0/16\"]'"
            )


def unsafe_exchange(settings: Given) -> Iterator[str]:
    """What leaves for agencies is sealed on the way by TLS alone: a signed question names a household in the clear."""
    if settings.dci_sender_uri is not None and urlsplit(settings.dci_sender_uri).scheme != "https":
        yield "agencies would answer unencrypted: type JIEKUN_DCI_SENDER_URI=https://..."
    path = settings.agencies_file
    if path is None:
        return
    try:
        listed = json.loads(path.read_bytes())
        plain = sorted(one["code"] for one in listed if urlsplit(one["url"]).scheme != "https")
    except (OSError, ValueError, TypeError, KeyError):
        yield f"no list of agencies in {path.name}: type JIEKUN_AGENCIES_FILE=/path/of/agencies.json"
        return
    if plain:
        yield f"agencies would be asked unencrypted: type https:// in {path.name} for {', '.join(plain)}"
