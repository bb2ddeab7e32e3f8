"""`POST /registry/notify`: agencies and charities report their own aid, as signed DCI messages."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

import msgspec
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from chassis import metrics
from chassis.clock import real_now
from chassis.codec import EventTooLarge
from dci import description
from dci.aid_reports import read_aid_reports
from dci.codes import AckCode
from dci.keys import KeyHistory, KnownKey
from dci.parser import Malformed
from dci.receiver import NOTIFY, AcceptedNotify, Refusal, accept, refuse, unfit_transport
from kernel.aid_kinds import AidKind
from kernel.errors import DomainError
from services.ledger.handlers import outside_aid
from services.ledger.resources import Resources

RECEIVER = "ledger"


class Reporter(msgspec.Struct):
    """Who may report: an entry of the agencies file; `aid_kinds` is the table of what: nothing unless named."""

    keys: list[KnownKey]
    aid_kinds: frozenset[AidKind] = frozenset()


class Reporters(msgspec.Struct, frozen=True):
    """All of them: whose signatures hold, and what each may report, by sender."""

    keys: KeyHistory
    reportable: Mapping[str, frozenset[str]]


def router(resources: Resources) -> APIRouter:
    reporters = _reporters(resources)
    routes = APIRouter(tags=["registry"])

    @routes.post(
        "/registry/notify",
        summary="救助情况报送 · report aid given",
        operation_id="notify",
        status_code=202,
        response_class=Response,
        responses=description.acks(202),
    )
    async def notify(request: Request) -> Response:
        if (unfit := unfit_transport(request.headers, real_now())) is not None:
            return Response(unfit.ack, status_code=unfit.http_status, media_type="application/json")
        body = await request.body()
        ack, status = await run_in_threadpool(_receive, resources, reporters, body)
        return Response(ack, status_code=status, media_type="application/json")

    return routes


def _receive(resources: Resources, reporters: Reporters, body: bytes) -> tuple[bytes, int]:
    """(ack, HTTP status). A message is taken whole: one report out of shape and none is recorded."""
    now = real_now()
    judged = accept(body, reporters.keys, now, NOTIFY, RECEIVER)
    if isinstance(judged, Refusal):
        metrics.MESSAGES_NOT_BELIEVED.labels(judged.reason).inc()
    else:
        judged = _record(resources, reporters, judged, now)
    return (judged.ack, judged.http_status) if isinstance(judged, Refusal) else (judged.ack, 202)


def _record(
    resources: Resources, reporters: Reporters, accepted: AcceptedNotify, now: datetime
) -> AcceptedNotify | Refusal:
    sender = accepted.verified.sender_id
    try:
        reports = read_aid_reports(accepted.message)
        outside_aid.record(resources, sender, reporters.reportable.get(sender, frozenset()), reports, _letter(accepted))
    except (Malformed, ValueError) as error:
        reason = str(error) if isinstance(error, Malformed) else "record_out_of_shape"
        return refuse(AckCode.REQUEST_BAD, reason, now, accepted.correlation_id)
    except EventTooLarge:
        return refuse(AckCode.REQUEST_BAD, "body_too_large", now, accepted.correlation_id)
    except DomainError as error:
        return refuse(AckCode.REQUEST_BAD, error.code, now, accepted.correlation_id)
    return accepted


def _letter(accepted: AcceptedNotify) -> outside_aid.Letter:
    return outside_aid.Letter(
        message_id=accepted.header.message_id,
        signature=accepted.verified.signature,
        message_sha256=hashlib.sha256(bytes(accepted.verified.message)).hexdigest(),
    )


def _reporters(resources: Resources) -> Reporters:
    path = resources.settings.agencies_file
    reporters = msgspec.json.decode(path.read_bytes(), type=list[Reporter]) if path else []
    return Reporters(
        KeyHistory([key for reporter in reporters for key in reporter.keys]),
        {key.sender_id: frozenset(reporter.aid_kinds) for reporter in reporters for key in reporter.keys},
    )
