"""`jiekun provision`, `jiekun migrate`: the databases of an installation, made by the one job that may (deploy/)."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
import typer

from chassis.migrate import upgrade, upgrade_vault
from chassis.roles import ROLES, SERVICES
from cli.options import AsJson, print_json
from machine.provision import provision as make_databases
from machine.provision import urls


def provision(as_json: AsJson = False) -> None:
    """建库、建角色、授权，可重复执行 · make databases, roles and grants; again without harm.

    Reads JIEKUN_ADMIN_URL, JIEKUN_VAULT_ADMIN_URL (the vault's own server; optional) and JIEKUN_PASSWORD_<ROLE>; or
    JIEKUN_PROVISION_FILE, JSON with admin_url, vault_admin_url and passwords by role, as deploy/make-secrets writes it.
    """
    admin_url, vault_admin_url, passwords = _asked()
    make_databases(admin_url, passwords, vault_admin_url)
    if as_json:
        print_json({"databases": [*SERVICES, "vault"]})
    else:
        print(f"databases and roles are there: {', '.join(SERVICES)}, vault")


def migrate(as_json: AsJson = False) -> None:
    """升级库结构到最新 · bring the vault and the four services' databases to their newest schema."""
    admin_url, vault_admin_url, passwords = _asked()
    reached = urls(admin_url, passwords, vault_admin_url)
    upgrade_vault(reached.vault.owner)
    for service in SERVICES:
        upgrade(f"services.{service}", reached.services[service].owner)
        if not as_json:
            print(f"{service} is at its newest schema")
    if as_json:
        print_json({"newest": [*SERVICES, "vault"]})


def _asked() -> tuple[str, str | None, Mapping[str, str]]:
    """From one secret file or from the environment; what is missing is named, all at once."""
    file = os.environ.get("JIEKUN_PROVISION_FILE")
    if file:
        return _read(Path(file))
    passwords = {role: os.environ.get(f"JIEKUN_PASSWORD_{role.upper()}", "") for role in ROLES}
    missing = [f"JIEKUN_PASSWORD_{role.upper()}" for role, password in passwords.items() if not password]
    missing += [] if os.environ.get("JIEKUN_ADMIN_URL") else ["JIEKUN_ADMIN_URL"]
    if missing:
        typer.echo(f"set {', '.join(missing)}; `deploy/make-secrets` makes passwords", err=True)
        raise typer.Exit(2)
    return os.environ["JIEKUN_ADMIN_URL"], os.environ.get("JIEKUN_VAULT_ADMIN_URL"), passwords


class _Provision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    admin_url: str
    passwords: dict[str, str]
    vault_admin_url: str | None = None


def _read(path: Path) -> tuple[str, str | None, Mapping[str, str]]:
    try:
        told = msgspec.json.decode(path.read_bytes(), type=_Provision)
    except (OSError, msgspec.DecodeError) as error:
        typer.echo(f"JIEKUN_PROVISION_FILE: {error}; `deploy/make-secrets` writes it", err=True)
        raise typer.Exit(2) from None
    missing = [role for role in ROLES if not told.passwords.get(role)]
    if missing:
        typer.echo(f"{path.name} has no password for {', '.join(missing)}: run `deploy/make-secrets` again", err=True)
        raise typer.Exit(2)
    return told.admin_url, told.vault_admin_url, told.passwords
