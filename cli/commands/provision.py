"""`jiekun provision`, `jiekun migrate`: the databases of an installation, made by the one job that may (deploy/)."""

import os
from collections.abc import Mapping

import typer

from chassis.migrate import upgrade, upgrade_vault
from chassis.roles import ROLES, SERVICES
from machine.provision import provision as make_databases
from machine.provision import urls


def provision() -> None:
    """建库、建角色、授权，可重复执行 · make databases, roles and grants; again without harm.

    Reads JIEKUN_ADMIN_URL, JIEKUN_VAULT_ADMIN_URL (the vault's own server; optional) and JIEKUN_PASSWORD_<ROLE>.
    """
    admin_url, vault_admin_url, passwords = _asked()
    make_databases(admin_url, passwords, vault_admin_url)
    typer.echo(f"databases and roles are there: {', '.join(SERVICES)}, vault")


def migrate() -> None:
    """升级库结构到最新 · bring the vault and the four services' databases to their newest schema."""
    admin_url, vault_admin_url, passwords = _asked()
    reached = urls(admin_url, passwords, vault_admin_url)
    upgrade_vault(reached.vault.owner)
    for service in SERVICES:
        upgrade(f"services.{service}", reached.services[service].owner)
        typer.echo(f"{service} is at its newest schema")


def _asked() -> tuple[str, str | None, Mapping[str, str]]:
    """From the environment, where a container's secrets stand; what is missing is named, all at once."""
    passwords = {role: os.environ.get(f"JIEKUN_PASSWORD_{role.upper()}", "") for role in ROLES}
    missing = [f"JIEKUN_PASSWORD_{role.upper()}" for role, password in passwords.items() if not password]
    missing += [] if os.environ.get("JIEKUN_ADMIN_URL") else ["JIEKUN_ADMIN_URL"]
    if missing:
        typer.echo(f"set {', '.join(missing)}; `deploy/make-secrets` makes passwords", err=True)
        raise typer.Exit(2)
    return os.environ["JIEKUN_ADMIN_URL"], os.environ.get("JIEKUN_VAULT_ADMIN_URL"), passwords
