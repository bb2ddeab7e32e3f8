"""PostgreSQL URLs: one for each role, another database, another role, SQLAlchemy's spelling.

Settings hold libpq's form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit


@dataclass(frozen=True)
class ServiceUrls:
    """One service's database, once per role."""

    app: str
    owner: str
    follower: str
    operator: str


@dataclass(frozen=True)
class VaultUrls:
    owner: str
    opener: str
    maker: str
    shredder: str


@dataclass(frozen=True)
class Urls:
    services: Mapping[str, ServiceUrls]
    vault: VaultUrls


def with_database(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{quote(database, safe='')}"))


def with_role(url: str, role: str, password: str) -> str:
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    login = f"{quote(role, safe='')}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{login}@{place}"))


def sqlalchemy_url(url: str) -> str:
    """The same database for SQLAlchemy with psycopg 3."""
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def place(url: str) -> str:
    """Host, port and database: what may be shown and logged of a URL."""
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2] + parts.path
