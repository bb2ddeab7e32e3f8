"""Stages at intake: a portal wants to be told, before it applies; from then on it is, in every stage that follows."""

from tests.faults.each_call.journey import Journey
from tests.faults.each_call.receiver import RECEIVER

WANTED = ["application.under_review", "application.on_notice", "application.open", "objection.answered"]


def set_webhook(way: Journey) -> None:
    path, body = "/v1/webhooks/status", {"url": f"{RECEIVER}/told", "events": WANTED}
    made = way.portal.put("intake", path, way.at_union("portal"), body)
    assert made["secret"], "also to whom the first answer did not reach"


def change_secret(way: Journey) -> None:
    path, body = "/v1/webhooks/status/secret", {"old_valid_hours": 24}
    changed = way.portal.post("intake", path, way.at_union("portal"), body)
    assert changed["secret"], "also to whom the first answer did not reach"
