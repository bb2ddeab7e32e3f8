"""Authorisation: who is asking, for which organisation, in which roles; and the dependency that asks for it."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Annotated, Final, Literal, get_args

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from chassis.http.refusals.errors import Problem
from kernel import organisation

Role = Literal["portal", "case_worker", "reviewer", "finance", "auditor", "operator", "lawkeeper", "unmask"]
ROLES: Final[frozenset[str]] = frozenset(get_args(Role))
CALLER: Final = "jiekun.caller"
"""In the scope of a request: its Principal, as the door found it; None for a stranger."""
STAFF: Final[tuple[Role, ...]] = ("portal", "case_worker", "reviewer", "finance", "auditor", "operator", "lawkeeper")
"""All who have work here, for questions whose answers show tokens and states alone; `unmask` is no work by itself."""
OFFICES: Final = frozenset(STAFF) - {"portal"}


@dataclass(frozen=True, slots=True)
class Principal:
    """`subject` is the token's, `org_path` the organisation whose files (and those below it) may be seen."""

    subject: str
    org_path: str
    roles: frozenset[str]

    def covers(self, org_path: str) -> bool:
        return organisation.covers(self.org_path, org_path)

    @property
    def is_portal_alone(self) -> bool:
        """Of no other office: what another portal brought in is not theirs."""
        return "portal" in self.roles and self.roles.isdisjoint(OFFICES)

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
"""Asked for so that the API's description says it; the door has verified what came (`door.py`)."""


def permitted(request: Request, roles: Collection[Role]) -> Principal:
    """The caller, who holds at least one of `roles`. Raises Problem `unauthenticated` or `forbidden`."""
    principal = request.scope.get(CALLER)
    if principal is None:
        raise Problem("unauthenticated")
    assert isinstance(principal, Principal)
    if not principal.roles & set(roles):
        raise Problem("forbidden", roles=", ".join(roles))
    return principal


def require(role: Role, *others: Role) -> Callable[..., Awaitable[Principal]]:
    """The dependency of a question, which names its roles; a command has `chassis.http.call.command`.

    A coroutine, though it waits for nothing: FastAPI would take a plain function to a thread and back.
    """
    roles = (role, *others)

    async def asking(request: Request, _: Credentials) -> Principal:
        return permitted(request, roles)

    return asking
