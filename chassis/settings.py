"""Configuration of one process: the environment variables `JIEKUN_…` and secret files of these names, read once at the
start; what the environment says goes first.

Settings that would be unsafe cannot be made (`chassis.safety`); the process says what to type instead.
"""

import sys
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, Self, TypeVar

from pydantic import BeforeValidator, Field, IPvAnyNetwork, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis.safety import breaches

AUDIENCE = "jiekun"
SECRETS = Path("/run/secrets")
"""A container's secrets, one file each: `jiekun_database_url` holds what else JIEKUN_DATABASE_URL would."""


def postgresql_only(url: object) -> object:
    if isinstance(url, str) and not url.startswith("postgresql://"):
        raise ValueError("must be a PostgreSQL URL: postgresql://role:password@host:port/database")
    return url


DatabaseUrl = Annotated[str, BeforeValidator(postgresql_only)]
# Out of repr: it holds a password. Error messages hide all input.
HIDDEN = Field(repr=False)


class Settings(BaseSettings):
    """One service's settings. `JIEKUN_DATABASE_URL` sets `database_url`, and so on; `sources` is JSON."""

    model_config = SettingsConfigDict(
        env_prefix="JIEKUN_",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        secrets_dir=SECRETS if SECRETS.is_dir() else None,
    )

    service: str
    environment: Literal["embedded", "production"] = "production"
    debug: bool = False
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    host: str = "127.0.0.1"
    port: int = Field(ge=1, le=65535)
    proxies: tuple[IPvAnyNetwork, ...] = ()  # in front of this process: what they say of addresses is heard
    cors_origins: tuple[str, ...] = ()

    database_url: DatabaseUrl = HIDDEN  # the application role
    migration_url: DatabaseUrl | None = Field(default=None, repr=False)  # the owner role; None: a job migrates
    vault_url: DatabaseUrl = HIDDEN
    master_key_file: Path | None = None

    bus: Literal["direct", "kafka"] = "direct"
    kafka_bootstrap_servers: str | None = None
    kafka_prefix: str = Field(default="jiekun", pattern=r"^[a-z][a-z0-9-]{0,60}$")  # of topics and groups
    sources: dict[str, DatabaseUrl] = Field(default_factory=dict, repr=False)  # direct bus: follower URLs

    clock_offset_file: Path | None = None

    issuer: str
    audience: str = AUDIENCE
    jwks_file: Path
    token_hours_max: int = Field(default=12, ge=1, le=24 * 7)  # from issue to expiry

    blobs_folder: Path | None = None  # of intake: where sealed attachments lie

    webhook_hosts: tuple[str, ...] = ()  # of intake: where portals may be told, `host` or `host:port`
    webhook_networks: tuple[IPvAnyNetwork, ...] = ()  # and what else than public addresses these may resolve to

    organisations_file: Path | None = None
    regions_file: Path | None = None  # which document and whose overlays hold where
    searches_an_hour_max: int = Field(default=60, ge=1)  # by ID number, of one person who asks
    searches_a_day_max: int = Field(default=300, ge=1)
    agencies_file: Path | None = None
    dci_key_file: Path | None = None
    dci_sender_uri: str | None = None

    @model_validator(mode="after")
    def safe(self) -> Self:
        found = breaches(self)
        if found:
            raise ValueError("\n".join(found))
        return self


SettingsType = TypeVar("SettingsType", bound=Settings)


def load(kind: type[SettingsType]) -> SettingsType:
    """The settings of this process, from its environment; ends the process when they are wrong or unsafe.

    A service calls `load(Settings)`. Exit code 2; the reasons stand on stderr, each with what to type.
    """
    from_the_environment: dict[str, Any] = {}
    try:
        return kind(**from_the_environment)
    except ValidationError as error:
        refuse([reason for e in error.errors(include_input=False) for reason in reasons(e["loc"], e["msg"])])


def reasons(location: tuple[int | str, ...], message: str) -> list[str]:
    if not location:  # ours, each naming its variable
        return message.removeprefix("Value error, ").splitlines()
    name = str(location[0]).upper()
    return [f"{name if name.startswith('JIEKUN_') else f'JIEKUN_{name}'}: {message}"]


def refuse(told: list[str]) -> NoReturn:
    sys.stderr.write("Refusing to start:\n" + "".join(f"  - {reason}\n" for reason in told))
    raise SystemExit(2)
