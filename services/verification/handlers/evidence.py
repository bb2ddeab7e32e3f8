"""The evidence file of a household: what both sides signed, byte for byte, and the keys as of each receipt.

Its form and its judge: `dci/evidence_file.py`. Of an erased household it holds digests, instants and key ids alone.
"""

import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from chassis import access
from chassis.clock import real_now
from chassis.codec import Recorded
from chassis.http.principal import Principal
from chassis.resources import Resources
from dci import evidence_file
from dci.keys import KnownKey
from dci.questions import search_message
from kernel.personal import is_withheld
from services.verification.adapters.exchange import Exchange
from services.verification.domain import events, inquiry_name
from services.verification.handlers import agency_keys
from services.verification.handlers.inquiry_views import seen_inquiries
from services.verification.handlers.questions import by_agency, rendered
from services.verification.handlers.signed_bodies import ANSWERS

Line = dict[str, Any]


def export(
    resources: Resources, exchange: Exchange, caller: Principal, household: str, round: int | None, reason: str
) -> bytes:
    """One round, or all of them with what agencies told of their own accord. Raises Problem `not_found`."""
    with resources.store.reading() as connection:
        seen_inquiries(connection, caller, household)
        rows = connection.execute(
            "SELECT body FROM events WHERE subject = %s AND type = ANY(%s) ORDER BY position",
            (household, [resources.codec.name_of(one) for one in _KINDS]),
        ).fetchall()
    resources.codec.prefetch([household])
    recorded = [resources.codec.decode(body) for (body,) in rows]
    access.record_with_reason(resources, caller, household, "evidence", reason)
    lines = list(_lines(recorded, household, round))
    with resources.store.reading() as connection:
        keys = agency_keys.all_known(connection, {exchange.key.sender_id} | {line["agency"] for line in lines})
    return _file(exchange, household, round, keys, lines)


_KINDS = (events.InquiryOpened, events.QuestionSent, *ANSWERS.__args__)


def _file(exchange: Exchange, household: str, round: int | None, keys: list[KnownKey], told: list[Line]) -> bytes:
    head: Line = {
        "kind": "export",
        "format": evidence_file.FORMAT,
        "from": exchange.key.sender_id,
        "household": household,
        "round": round,
        "exported_at": real_now().isoformat(),
    }
    lines = b"".join(evidence_file.line_of(line) for line in (head, *map(_key, keys), *told))
    signature = exchange.key.sign(evidence_file.sealed_by(lines))
    return lines + evidence_file.end_line(lines, exchange.key.key_id, signature)


def _key(key: KnownKey) -> Line:
    return {
        "kind": "key",
        "sender_id": key.sender_id,
        "key_id": key.key_id,
        "algorithm": key.algorithm,
        "public_key": key.public_key,
        "valid_from": key.valid_from.isoformat(),
        "valid_until": key.valid_until.isoformat() if key.valid_until else None,
        "revoked_from": key.revoked_from.isoformat() if key.revoked_from else None,
    }


def _lines(recorded: list[Recorded[Any]], household: str, round: int | None) -> Iterator[Line]:
    wanted = None if round is None else inquiry_name.of(household, round)
    sent = [one for one in recorded if isinstance(one.event, events.QuestionSent)]
    answers = [one for one in recorded if isinstance(one.event, ANSWERS)]
    yield from (_question(one) for one in sent if wanted in (None, one.event.inquiry))
    answered = {(one.envelope.stream, one.event.agency) for one in answers}
    kept = {(one.event.inquiry, item) for one in sent for item in one.event.items}
    for one in recorded:
        if isinstance(one.event, events.InquiryOpened) and wanted in (None, one.envelope.stream):
            yield from _not_kept(one, answered, kept)
    yield from _answers([one for one in answers if wanted in (None, one.envelope.stream)])


def _question(one: Recorded[events.QuestionSent]) -> Line:
    event = one.event
    about: Line = {
        "kind": "question",
        "event": one.envelope.id,
        "inquiry": event.inquiry,
        "agency": event.agency,
        "items": list(event.items),
        "key_id": event.key_id,
        "at": event.sent_at.isoformat(),
        "consent": event.consent,
        "purpose": event.purpose,
        "digest": event.digest,
    }
    return about | _text("body", event.raw) | ({} if is_withheld(event.ack) else {"ack": _plain(event.ack)})


def _not_kept(
    one: Recorded[events.InquiryOpened], answered: set[tuple[str, str]], kept: set[tuple[str, str]]
) -> Iterator[Line]:
    """What was answered though no attempt of ours was acknowledged, or before envelopes were kept: what was asked is
    rendered again, and the answer's hash tells whether it was this."""
    opened, stream = one.event, one.envelope.stream
    for together in by_agency(opened.questions):
        items, agency = [each.item for each in together], together[0].agency
        if (stream, agency) not in answered or any((stream, item) in kept for item in items):
            continue
        about: Line = {"kind": "question", "inquiry": stream, "agency": agency, "items": items, "key_id": ""}
        about |= {"at": opened.asked_at.isoformat(), "consent": opened.consent.reference, "missing": "not_kept"}
        if not is_withheld(opened.declared):
            asked = rendered(
                stream, together, opened.declared, opened.persons, opened.consent, opened.asked_at, opened.purpose
            )
            about |= {"message": search_message(asked).decode()}
        yield about


def _answers(answers: Iterable[Recorded[Any]]) -> list[Line]:
    """One line for each signed body, however many items it answered."""
    lines: dict[tuple[str, str], Line] = {}
    for one in answers:
        event, envelope = one.event, one.envelope
        is_push = isinstance(event, events.AgencyPushed)
        receipt = event.receipt or _receipt_of_old(event, envelope.recordedtime)
        told = {"event": envelope.id, "type": envelope.type.split(".")[-2], "item": event.item}
        line = lines.setdefault(
            (envelope.stream, receipt.digest or envelope.id),
            {
                "kind": "push" if is_push else "answer",
                **({} if is_push else {"inquiry": envelope.stream}),
                "agency": event.agency,
                "key_id": receipt.key_id,
                "at": receipt.received_at.isoformat(),
                "digest": receipt.digest,
                **_text("body", event.raw),
                "answers": [],
            },
        )
        line["answers"].append(told)
    return list(lines.values())


def _receipt_of_old(event: Any, recorded_at: datetime) -> events.Receipt:
    """Of an event older than receipts: what its bytes say, and when it was written down."""
    if is_withheld(event.raw):
        return events.Receipt(key_id="", received_at=recorded_at, digest="")
    body = zlib.decompress(event.raw)
    return events.Receipt(
        key_id=evidence_file.key_id_of(body.decode()), received_at=recorded_at, digest=evidence_file.sha256(body)
    )


def _text(name: str, raw: Any) -> Line:
    return {"missing": "erased"} if is_withheld(raw) else {name: _plain(raw)}


def _plain(raw: bytes) -> str:
    return zlib.decompress(raw).decode()
