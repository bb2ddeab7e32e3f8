"""`jiekun login`, `logout`: whose commands the following ones are, until another logs in."""

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from chassis.http.principal import ROLES
from chassis.roles import SERVICES
from cli.desk import inputs, sessions
from cli.desk.sessions import Session
from cli.operators import By
from cli.operators import login as own_name
from cli.options import DATA, AsJson, DataDir, cannot, installed, print_json
from kernel import organisation
from machine.issuer import mint


def login(
    org: Annotated[str, typer.Option(help="单位路径 · your organisation, such as 44/4405/440507")] = "",
    role: Annotated[
        list[str] | None, typer.Option(help=f"角色，可多次 · may be given again: {', '.join(sorted(ROLES))}")
    ] = None,
    token: Annotated[
        str,
        typer.Option(metavar="FILE", help="他方签发的令牌文件，- 为标准输入 · a token of another issuer; - is stdin"),
    ] = "",
    service: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=URL", help="服务地址，四个服务各一次 · where each of the four lies"),
    ] = None,
    by: By = "",
    data: DataDir = DATA,
    as_json: AsJson = False,
) -> None:
    """登录：此后的命令以谁的身份办理 · log in: who does what the following commands do."""
    if bool(token) == bool(org and role):
        cannot("须写明 --org 和 --role，或 --token · say --org and --role, or --token")
    if service:
        sessions.keep_addresses(data, _addresses(service))
    session = _of_file(token) if token else _of_local_issuer(data, by or own_name(), org, role or [])
    sessions.keep(data, session)
    if as_json:
        print_json({"subject": session.subject, "org_path": session.org_path, "roles": session.roles})
    else:
        print(f"{session.subject} {session.org_path} {'、'.join(session.roles)}")


def logout(by: By = "", data: DataDir = DATA, as_json: AsJson = False) -> None:
    """退出登录 · log out: nothing of the login is left on this machine."""
    known = sessions.forget(data, by)
    if as_json:
        print_json({"logged_out": known})
    else:
        print("已退出 · logged out" if known else "未登录 · nobody was logged in")


def _of_file(file: str) -> Session:
    try:
        return sessions.of_token(sys.stdin.read() if file == inputs.STDIN else Path(file).read_text())
    except (OSError, UnicodeDecodeError) as error:
        cannot(f"--token: {error}")


def _of_local_issuer(data: Path, subject: str, org: str, roles: list[str]) -> Session:
    if organisation.default().get(org) is None:
        cannot(f"--org {org!r}: 没有这个单位 · no such organisation: see kernel/reference/organisations.toml")
    found = installed(data)
    try:
        mint(found.issuer_key, subject, org, roles, 60, issuer=found.issuer)
    except ValueError as unknown:
        cannot(unknown)
    return Session(subject, org, sorted(set(roles)))


def _addresses(written: list[str]) -> dict[str, str]:
    named = dict(one.partition("=")[::2] for one in written)
    if set(named) != set(SERVICES) or not all(re.fullmatch(r"https?://[^/?#]+", url) for url in named.values()):
        cannot(f"--service NAME=URL: 每个服务一个地址 · one address for each of {', '.join(SERVICES)}")
    return named
