"""The agencies' doors: DCI callbacks and pushes. Who comes in is known by the signature alone; a token is asked for
only of those for whom the installation says so."""

from collections.abc import Callable
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from chassis.clock import real_now
from dci import batches, description, receiver, tokens
from dci.codes import AckCode
from dci.key_set import jwk_set
from dci.parser import Malformed
from dci.receiver import Kind, Refusal, refuse, unfit_transport
from services.verification.adapters.exchange import Exchange
from services.verification.api.key_set import KeySet
from services.verification.handlers import answers, callbacks, pushes
from services.verification.handlers.reception import Acknowledged, Came, Take, receive
from services.verification.resources import Resources


class Door(NamedTuple):
    path: str
    name: str
    summary: str
    kind: Kind[Any, Any]
    take: Take


DOORS: Final = (
    Door("on-search", "on_search", "部门答复 · an agency's answer (DCI on-search)", receiver.ON_SEARCH, answers.take),
    Door(
        "on-subscribe",
        "on_subscribe",
        "订阅回执 · the answer to a subscription (DCI on-subscribe)",
        receiver.ON_SUBSCRIBE,
        callbacks.take_subscription,
    ),
    Door(
        "on-unsubscribe",
        "on_unsubscribe",
        "退订回执 · the answer to its end (DCI on-unsubscribe)",
        receiver.ON_UNSUBSCRIBE,
        callbacks.take_subscription,
    ),
    Door(
        "txn/on-status",
        "on_status",
        "办理状态回执 · how a transaction stands (DCI txn-on-status)",
        receiver.TXN_ON_STATUS,
        callbacks.take_standing,
    ),
    Door("notify", "on_notify", "部门主动通报 · an agency's push (DCI notify)", receiver.NOTIFY, pushes.take),
)


async def raw_body(request: Request) -> bytes:
    """The bytes as they came: the signature is over them."""
    return await request.body()


async def transport(request: Request) -> Refusal | None:
    """Why the body is not looked at. A coroutine, as the two below: FastAPI takes a plain function to a thread."""
    return unfit_transport(request.headers, real_now())


async def transport_of_many(request: Request) -> Refusal | None:
    return unfit_transport(request.headers, real_now(), many=True)


async def came(request: Request, body: Annotated[bytes, Depends(raw_body)]) -> Came:
    return Came(body, request.headers.get("authorization"))


def router(resources: Resources, exchange: Exchange) -> APIRouter:
    routes = APIRouter(tags=["registry"])

    def door(kind: Kind[Any, Any], take: Take) -> Callable[..., Response]:
        def taken(unfit: Annotated[Refusal | None, Depends(transport)], it: Annotated[Came, Depends(came)]) -> Response:
            return shown(unfit or receive(resources, exchange, it, kind, take))

        return taken

    for one in DOORS:
        routes.add_api_route(
            f"/registry/{one.path}",
            door(one.kind, one.take),
            methods=["POST"],
            name=one.name,
            summary=one.summary,
            response_class=Response,
            responses=description.acks(200),
        )

    @routes.post(
        "/registry/envelopes",
        summary="多封签名报文 · many signed envelopes in one body, each judged alone",
        response_class=Response,
        responses=description.many_acks(),
    )
    def take_envelopes(
        unfit: Annotated[Refusal | None, Depends(transport_of_many)],
        it: Annotated[Came, Depends(came)],
        request: Request,
    ) -> Response:
        """A JSON array of envelopes, or one a line (`application/x-ndjson`): an ack each, in their order."""
        if unfit is not None:
            return shown(unfit)
        lines = request.headers.get("content-type", "").lower().startswith(receiver.LINES)
        try:
            envelopes = batches.cut(it.body, lines)
        except Malformed as error:
            return shown(refuse(AckCode.REQUEST_BAD, str(error), real_now()))
        acks = [by_its_action(Came(envelope, it.authorization)).body for envelope in envelopes]
        return Response(batches.together(acks, lines), media_type=receiver.LINES if lines else receiver.JSON)

    def by_its_action(it: Came) -> Acknowledged:
        action = batches.action_of(it.body)
        served = next((one for one in DOORS if one.kind.action is action), DOORS[0])
        return receive(resources, exchange, it, served.kind, served.take)

    @routes.get(
        "/.well-known/jwks.json",
        summary="本方公钥 · the keys that verify what we sign (JWK set)",
        response_model_exclude_none=True,
    )
    def read_key_set() -> KeySet:
        return KeySet.model_validate(jwk_set(exchange.key))

    @routes.post(
        "/oauth2/client/token",
        summary="部门令牌 · a token for an agency's client credentials",
        response_class=JSONResponse,
        responses=description.token(),
    )
    def issue_token(body: Annotated[bytes, Depends(raw_body)]) -> Response:
        """Form or JSON: grant_type=client_credentials, client_id, client_secret. No signature rests on it."""
        given, status = tokens.answer(exchange.key, exchange.secrets, body, real_now())
        return JSONResponse(given, status, headers={"Cache-Control": "no-store"})

    return routes


def shown(it: Refusal | Acknowledged) -> Response:
    if isinstance(it, Refusal):
        return Response(it.ack, it.http_status, media_type=receiver.JSON)
    return Response(it.body, it.status, media_type=receiver.JSON)
