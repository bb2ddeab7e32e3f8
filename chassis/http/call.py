"""A person's call of a command: who asks, under which request key, and which version they saw.

`Applying = Annotated[Call, Depends(command("portal", "case_worker"))]` is all that a route asks for.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from fastapi import Depends, Header, Request

from chassis.http import conditional, idempotency, openapi
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

_KEY: Final = "此次操作的唯一键，重试时不变（UUID） · a key of this command's own, kept for its retries (a UUID)"
_SEEN: Final = "所见版本，即读取时的 ETag · the version that was seen: the ETag as it was read"
IdempotencyKey = Annotated[
    str | None, Header(description=_KEY, json_schema_extra=openapi.header(idempotency.FORM, required=True))
]
"""For the API's description alone: `request_key` refuses its absence in our own words."""
IfMatch = Annotated[
    str | None, Header(alias="If-Match", description=_SEEN, json_schema_extra=openapi.header(conditional.FORM))
]
RequiredIfMatch = Annotated[
    str | None,
    Header(alias="If-Match", description=_SEEN, json_schema_extra=openapi.header(conditional.FORM, required=True)),
]


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
        idempotency_key: IdempotencyKey = None,
    ) -> Call:
        principal = permitted(request, roles)
        return Call(principal, request_key(request, principal, canonical(body)))

    async def called_on_a_version(
        request: Request,
        credentials: Credentials,
        body: Annotated[bytes, Depends(_body)],
        idempotency_key: IdempotencyKey = None,
        seen: IfMatch = None,
    ) -> Call:
        call = await called(request, credentials, body)
        return Call(call.principal, call.key, expected_version(request))

    async def called_on_the_version_seen(
        request: Request,
        credentials: Credentials,
        body: Annotated[bytes, Depends(_body)],
        idempotency_key: IdempotencyKey = None,
        seen: RequiredIfMatch = None,
    ) -> Call:
        call = await called_on_a_version(request, credentials, body)
        if call.expected is None:
            raise Problem("precondition_required")
        return call

    asked: dict[str, Called] = {
        "unused": called,
        "optional": called_on_a_version,
        "required": called_on_the_version_seen,
    }
    return asked[if_match]


async def _body(request: Request) -> bytes:
    """A coroutine, because reading a body is one; FastAPI has read it already and gives the same bytes."""
    return await request.body()
