"""A person's call of a command: who asks, under which request key, and which version they saw.

`Applying = Annotated[Call, Depends(command("portal", "case_worker"))]` is all that a route asks for.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Header, Request

from chassis.http.conditional import expected_version
from chassis.http.idempotency import request_key
from chassis.http.principal import Credentials, Principal, Role, permitted
from chassis.http.refusals.errors import Problem
from chassis.http.strict_json import canonical
from chassis.request_key import RequestKey


@dataclass(frozen=True, slots=True)
class Call:
    """`expected`: the version of what is to change, as the caller saw it; None where they did not say."""

    principal: Principal
    key: RequestKey
    expected: int | None = None


Called = Callable[..., Awaitable[Call]]


def command(role: Role, *others: Role, if_match: Literal["unused", "optional", "required"] = "unused") -> Called:
    """The dependency of every command with a JSON body: the caller holds one of `roles` and sends a key.

    An upload makes its `Call` itself, with a key of the file's bytes. Header parameters stand here for the API's
    description alone; their own rules are `request_key`'s and `expected_version`'s. Coroutines, as in `require`.
    """

    roles = (role, *others)

    async def called(
        request: Request,
        _: Credentials,
        body: Annotated[bytes, Depends(_body)],
        idempotency_key: Annotated[str | None, Header()] = None,
    ) -> Call:
        principal = permitted(request, roles)
        return Call(principal, request_key(request, principal, canonical(body)))

    async def called_on_a_version(
        request: Request,
        credentials: Credentials,
        body: Annotated[bytes, Depends(_body)],
        idempotency_key: Annotated[str | None, Header()] = None,
        seen: Annotated[str | None, Header(alias="If-Match")] = None,
    ) -> Call:
        call = await called(request, credentials, body)
        expected = expected_version(request)
        if expected is None and if_match == "required":
            raise Problem("precondition_required")
        return Call(call.principal, call.key, expected)

    return called if if_match == "unused" else called_on_a_version


async def _body(request: Request) -> bytes:
    """A coroutine, because reading a body is one; FastAPI has read it already and gives the same bytes."""
    return await request.body()
