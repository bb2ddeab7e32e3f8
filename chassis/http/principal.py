"""Authorisation: who is asking, for which organisation, in which roles; and the dependency that asks for it."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Annotated, Final, Literal, get_args

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from chassis.http.refusals.errors import Problem
from kernel import organisation

Role = Literal["portal", "case_worker", "reviewer", "finance", "auditor", "operator", "unmask"]
ROLES: Final[frozenset[str]] = frozenset(get_args(Role))


@dataclass(frozen=True, slots=True)
class Principal:
    """`subject` is the token's, `org_path` the organisation whose files (and those below it) may be seen."""

    subject: str
    org_path: str
    roles: frozenset[str]

    def covers(self, org_path: str) -> bool:
        return organisation.covers(self.org_path, org_path)

    def require_covers(self, org_path: str) -> None:
        """What a caller may not see does not exist: raises Problem `not_found`, as for an unknown id."""
        if not self.covers(org_path):
            raise Problem("not_found")


_bearer = HTTPBearer(
    auto_error=False,
    bearerFormat="JWT",
    description="由签发方或 `jiekun token` 取得 · from the issuer or `jiekun token`",
)


Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def permitted(request: Request, credentials: HTTPAuthorizationCredentials | None, roles: Collection[Role]) -> Principal:
    """The verified caller, who holds at least one of `roles` (none named: any caller with a token).

    Raises Problem `unauthenticated`, `token_invalid`, `token_expired` or `forbidden`.
    """
    if credentials is None:
        raise Problem("unauthenticated")
    principal = request.app.state.tokens.verify(credentials.credentials)
    assert isinstance(principal, Principal)
    if roles and not principal.roles & set(roles):
        raise Problem("forbidden", roles=", ".join(roles))
    return principal


def require(*roles: Role) -> Callable[..., Awaitable[Principal]]:
    """The dependency of a question; a command has `chassis.http.call.command`.

    A coroutine, though it waits for nothing: FastAPI would take a plain function to a thread and back.
    """

    async def asking(request: Request, credentials: Credentials) -> Principal:
        return permitted(request, credentials, roles)

    return asking
