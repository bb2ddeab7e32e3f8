"""What portals' webhooks are told, one row for each delivery: made with the event that is told, ended by its own.

`project` makes rows of the read model, `outbound` the delivery itself. A rebuild makes the first again and sends
nothing. Written in the transaction of the event, neither can be forgotten.
"""

from collections.abc import Iterable
from typing import Any, Final, LiteralString

from chassis.codec import Recorded
from chassis.projection import Write
from chassis.work_list import writes
from services.intake.domain import events

SENDER: Final = "webhook"
"""The kind of the deliveries."""


def project(recorded: Recorded[Any], moved: bool) -> Iterable[Write]:
    """After the household's own row: `moved` says that the event led to a status."""
    event, envelope = recorded.event, recorded.envelope
    match event:
        case events.WebhookSet():
            yield _SET, (envelope.subject, event.name, event.owner, event.org_path, event.url, list(event.wanted),
                         event.salt, envelope.streamversion)  # fmt: skip
        case events.WebhookSecretChanged():
            yield _CHANGED, (event.salt, event.old_until, envelope.streamversion, envelope.subject)
        case events.WebhookRemoved():
            yield "DELETE FROM webhook_deliveries WHERE webhook = %s", (envelope.subject,)
            yield "DELETE FROM webhooks WHERE webhook = %s", (envelope.subject,)
            yield writes.end(envelope.subject, "webhook")
        case events.WebhookDelivered():
            yield _ENDED, ("delivered", None, None, envelope.time, event.delivery)
            yield _NONE_FAILED, {"webhook": event.webhook}
        case events.WebhookGivenUp():
            yield _ENDED, ("failed", event.attempts, event.reason, envelope.time, event.delivery)
            yield writes.begin(
                recorded,
                "webhook",
                about=event.webhook,
                reason=(event.reason,),
                owner="SELECT NULL::text, org_path FROM webhooks WHERE webhook = %(owned)s",
                owned=event.webhook,
            )
        case events.WebhookReplayed():
            yield _ENDED, ("waiting", None, None, None, event.delivery)
            yield _NONE_FAILED, {"webhook": event.webhook}
        case events.ObjectionAnswered():
            yield _told(recorded, "objection.answered")
        case events.ChangeDecided():
            yield _told(recorded, "change.decided")
        case events.SignatureDeclined():
            yield _told(recorded, None, " AND h.status = 'under_review'")  # of a closing: the file is as it was
        case _ if moved:
            yield _told(recorded, None)


def outbound(recorded: Recorded[Any], moved: bool) -> Iterable[Write]:
    event, envelope = recorded.event, recorded.envelope
    match event:
        case events.WebhookReplayed():
            yield f"{_SEND} WHERE delivery = %s ON CONFLICT DO NOTHING", (event.delivery,)
        case events.ObjectionAnswered() | events.ChangeDecided() | events.SignatureDeclined():
            yield f"{_SEND} WHERE event = %s", (envelope.id,)
        case _ if moved:
            yield f"{_SEND} WHERE event = %s", (envelope.id,)


def _told(recorded: Recorded[Any], kind: str | None, only: LiteralString = "") -> Write:
    envelope = recorded.envelope
    asked = {"event": envelope.id, "kind": kind, "household": envelope.subject, "at": envelope.time}
    return _TELL + only, asked


_SET: Final = (
    "INSERT INTO webhooks (webhook, name, owner, org_path, url, wanted, salt, version)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (webhook) DO UPDATE SET org_path = EXCLUDED.org_path, url = EXCLUDED.url, wanted = EXCLUDED.wanted,"
    " salt = EXCLUDED.salt, version = EXCLUDED.version"
)
_CHANGED: Final = "UPDATE webhooks SET salt = %s, old_salt = salt, old_until = %s, version = %s WHERE webhook = %s"
_TELL: Final[LiteralString] = """
INSERT INTO webhook_deliveries (delivery, webhook, event, kind, household, status, version, happened_at, state)
SELECT md5(%(event)s::text || w.webhook)::uuid, w.webhook, %(event)s::text::uuid, told.kind, h.household, h.status,
    h.version, %(at)s, 'waiting'
FROM webhooks w JOIN households h ON lower(h.applied_by COLLATE pg_c_utf8) = lower(w.owner COLLATE pg_c_utf8)
    CROSS JOIN LATERAL (SELECT coalesce(%(kind)s::text, 'application.' || h.status)) AS told (kind)
WHERE h.household = %(household)s AND told.kind = ANY(w.wanted)
    AND (h.org_path = w.org_path OR starts_with(h.org_path, w.org_path || '/'))"""
"""The id is made of what it tells and whom, so that a rebuild gives the same."""
_ENDED: Final = (
    "UPDATE webhook_deliveries SET state = %s, attempts = %s, reason = %s, ended_at = %s WHERE delivery = %s::uuid"
)
_NONE_FAILED: Final = (
    "DELETE FROM tasks WHERE about = %(webhook)s AND kind = 'webhook' AND NOT EXISTS"
    " (SELECT FROM webhook_deliveries d WHERE d.webhook = %(webhook)s AND d.state = 'failed')"
)
_SEND: Final = (
    "INSERT INTO deliveries (id, kind, target, subject, event_id, data)"
    f" SELECT delivery, '{SENDER}', webhook, household, event, '{{}}' FROM webhook_deliveries"
)
