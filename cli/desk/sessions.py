"""Sessions: who is logged in on this machine, so that no later command asks again.

They lie beside the installation's keys, readable by their owner alone: a token is a person's word. Where the local
issuer signs, none is kept; each command makes one that lives as long as it is needed.
"""

import base64
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from agencies.people.places import CITY_FEDERATION
from chassis.client import REPLY_BYTES_MAX
from chassis.files import write_atomically
from cli.intake import reached
from cli.operators import login
from cli.options import cannot, installed
from kernel.subject import key
from portal.callers import Bearer, Caller, Headers, Tokens
from portal.client import Portal

TOKEN, TOKEN_FILE = "JIEKUN_TOKEN", "JIEKUN_TOKEN_FILE"
LOG_IN = (
    "请先登录，如 jiekun login --org 44/4405/440507 --role reviewer --by 姓名或工号 · log in first, as in this example"
)


class Session(msgspec.Struct, frozen=True):
    """`token` is empty where the local issuer signs."""

    subject: str
    org_path: str
    roles: list[str]
    token: str = ""

    @property
    def caller(self) -> Caller:
        return Caller(self.subject, self.org_path, tuple(self.roles))

    def headers(self, data: Path) -> Headers:
        if self.token:
            return Bearer(self.token)
        found = installed(data)
        return Tokens(found.issuer_key, found.issuer)


def current(data: Path, by: str = "") -> Session:
    """Of whom `--by` names; else whose token the environment holds; else of who logged in last."""
    found = kept(data, by) if by else _of_environment() or kept(data, _last(data))
    if found is None:
        cannot(f"--by {by}: {LOG_IN}" if by else LOG_IN)
    return found


def whose(data: Path, by: str, org: str | None, roles: tuple[str, ...]) -> Session:
    """For commands that one may use without logging in: who is logged in; else, or for an organisation that is named,
    this machine's own user in these roles, for whom the local issuer signs."""
    found = None if org else kept(data, by) if by else _of_environment() or kept(data, _last(data))
    return found or Session(by or login(), org or CITY_FEDERATION, list(roles))


@contextmanager
def reaching(
    data: Path, session: Session, timeout_s: float = 10.0, reply_bytes_max: int = REPLY_BYTES_MAX
) -> Iterator[Portal]:
    with reached(data, addresses(data), session.headers(data), timeout_s, reply_bytes_max) as portal:
        yield portal


def kept(data: Path, subject: str) -> Session | None:
    try:
        return msgspec.json.decode(_file(data, subject).read_bytes(), type=Session)
    except (OSError, msgspec.DecodeError):
        return None


def keep(data: Path, session: Session) -> None:
    _write(_file(data, session.subject), msgspec.json.encode(session))
    _write(_folder(data) / "last", session.subject.encode())


def forget(data: Path, subject: str) -> bool:
    """Whether there was one."""
    file = _file(data, subject or _last(data))
    known = file.exists()
    file.unlink(missing_ok=True)
    return known


def keep_addresses(data: Path, addresses: Mapping[str, str]) -> None:
    """Where the services of a system lie that was not started from this folder."""
    _write(_folder(data) / "addresses.json", json.dumps(addresses).encode())


def addresses(data: Path) -> Mapping[str, str]:
    told = _folder(data) / "addresses.json"
    try:
        return msgspec.json.decode(told.read_bytes(), type=dict[str, str])
    except FileNotFoundError:
        return installed(data).addresses
    except (OSError, msgspec.DecodeError) as error:
        cannot(f"{told}: {error}; `jiekun login --service …`")


def of_token(token: str) -> Session:
    """Who a token speaks of, unverified: the services judge it. The end of the command when it is no token."""
    try:
        payload = token.strip().split(".")[1]
        claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return Session(str(claims["sub"]), str(claims["org_path"]), list(claims["roles"]), token.strip())
    except (IndexError, ValueError, KeyError, TypeError):
        cannot("不是登录令牌（JWT，须有 sub、org_path、roles）· no token: a JWT with sub, org_path and roles")


def _of_environment() -> Session | None:
    if token := os.environ.get(TOKEN):
        return of_token(token)
    if file := os.environ.get(TOKEN_FILE):
        try:
            return of_token(Path(file).read_text())
        except (OSError, UnicodeDecodeError) as error:
            cannot(f"{TOKEN_FILE}: {error}")
    return None


def _last(data: Path) -> str:
    try:
        return (_folder(data) / "last").read_text()
    except OSError:
        return ""


def _folder(data: Path) -> Path:
    return data / "sessions"


def _file(data: Path, subject: str) -> Path:
    """The same for each spelling of one person's name, and named after nobody."""
    return _folder(data) / f"{sha256(key(subject).encode()).hexdigest()[:32]}.json"


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_atomically(file, content, 0o600)
    except OSError as error:
        cannot(f"{file.parent}: 不能写入 · cannot be written: {error.strerror}")
