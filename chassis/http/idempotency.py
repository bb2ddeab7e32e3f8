"""`Idempotency-Key` at the door: a retried command is recognised by who sent which key where (DESIGN §10).

The claim made here is kept by the event store in the transaction of the command itself.
"""

import json
import re
from collections.abc import Callable
from typing import Annotated, Final

from fastapi import Depends, Header, Request

from chassis.http.edge import route_template
from chassis.http.errors import Problem
from chassis.http.principal import Principal, current_principal
from chassis.idempotency import IdempotencyClaim

KeyedHash = Callable[[bytes], str]
"""HMAC under a key of the vault, hex: bodies, and perhaps keys, hold personal data."""

_VISIBLE_ASCII: Final = re.compile(r"[\x21-\x7e]{1,255}")


def make_claim(request: Request, principal: Principal, content: bytes) -> IdempotencyClaim:
    """The claim of this request; `content` is its body, or the bytes of the file it uploads.

    The hash also covers the address and If-Match: the same body sent to another household is another request.
    A form's own bytes would not do: each retry picks a new boundary.
    Raises Problem `idempotency_key_required` or `idempotency_key_malformed`.
    """
    key = request.headers.get("idempotency-key")
    if key is None:
        raise Problem("idempotency_key_required")
    if not _VISIBLE_ASCII.fullmatch(key):
        raise Problem("idempotency_key_malformed")
    keyed_hash: KeyedHash = request.app.state.keyed_hash
    route = f"{request.method} {route_template(request.scope)}"
    asked = [request.url.path, request.url.query, request.headers.get("if-match")]
    return IdempotencyClaim(
        scope=keyed_hash(_joined("idempotency-scope", principal.subject, route, key)),
        body_hash=keyed_hash(_joined("idempotency-body", *asked) + b"\n" + content),
    )


def _joined(*parts: str | None) -> bytes:
    """As JSON, so that no part can pretend to be two."""
    return json.dumps(parts).encode()


async def _body(request: Request) -> bytes:
    """A coroutine, because reading a body is one; FastAPI has read it already and gives the same bytes."""
    return await request.body()


def _claim(
    request: Request,
    principal: Annotated[Principal, Depends(current_principal)],
    body: Annotated[bytes, Depends(_body)],
    idempotency_key: Annotated[str | None, Header()] = None,
) -> IdempotencyClaim:
    """`idempotency_key` stands here for the API's description; its own rules are checked by `make_claim`."""
    return make_claim(request, principal, body)


Claim = Annotated[IdempotencyClaim, Depends(_claim)]
"""Parameter of every POST command with a JSON body; an upload calls `make_claim` with the file's bytes."""
