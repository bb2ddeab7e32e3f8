"""`jiekun token`: a bearer token from the local issuer, to try the APIs with."""

from typing import Annotated

import typer

from chassis.http.principal import ROLES
from cli.options import AsJson, DataDir, cannot, installed, print_json
from kernel import organisation
from machine import installation
from machine.issuer import mint


def token(
    org: Annotated[str, typer.Option(help="单位路径 · path of the organisation, such as 44/4405/440507/longhu-dianzi")],
    role: Annotated[list[str], typer.Option(help=f"角色，可多次 · may be given again: {', '.join(sorted(ROLES))}")],
    subject: Annotated[str, typer.Option(help="姓名或工号 · who is asking; events name them as their actor")] = "",
    hours: Annotated[
        float,
        typer.Option(
            min=0.01, max=24 * 7, help="有效小时数，默认至多 12 · how long it is valid; services take 12 at most"
        ),
    ] = 8.0,
    data: DataDir = installation.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """签发本地访问令牌 · print a bearer token of the local issuer."""
    found = installed(data)
    if organisation.default().get(org) is None:
        cannot(f"no organisation {org!r}: see kernel/reference/organisations.toml")
    who = subject or f"{role[0]}@{org.rsplit('/', 1)[-1]}"
    try:
        bearer = mint(found.issuer_key, who, org, role, int(hours * 3600), issuer=found.issuer)
    except ValueError as unknown:
        cannot(unknown)
    if as_json:
        print_json({"token": bearer, "subject": who, "org_path": org, "roles": sorted(set(role)), "hours": hours})
    else:
        print(bearer)
