"""通知地址: where a portal is told that one of its own applications moved, so that it need not ask again and again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Literal, get_args
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import Field

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.call import Call, command
from chassis.http.conditional import set_etag
from chassis.http.cursor import Cursor, Limit, Page, decode, page
from chassis.http.principal import Principal, require
from chassis.http.refusals.errors import Problem
from chassis.http.shapes import Household, Shape, Version
from chassis.http.values import Form
from services.intake.adapters.webhook_line import WebhookLine
from services.intake.domain.webhook import DeliveryState
from services.intake.handlers import webhooks
from services.intake.handlers.webhooks import Wanted
from services.intake.projections import webhook_queries
from services.intake.projections.webhook_queries import DeliveryRow
from services.intake.resources import Resources

WebhookEvent = Literal[
    "application.under_verification", "application.under_review", "application.under_second_review",
    "application.returned", "application.rejected", "application.withdrawn", "application.on_notice",
    "application.blocked", "application.open", "application.closed", "objection.answered", "change.decided",
]  # fmt: skip
Name = Annotated[
    str, Path(description="通知名称 · the portal's own name for it"), Form(r"^[a-z][a-z0-9-]{0,39}$", "webhook.name")
]
Delivery = Annotated[str, Path(max_length=64, description="通知编号，即 webhook-id · what the header webhook-id said")]
State = Annotated[DeliveryState | None, Query(description="只列此状态的 · of this state alone")]
Own = Annotated[Principal, Depends(require("portal"))]
Setting = Annotated[Call, Depends(command("portal", if_match="optional"))]


class WebhookForm(Body):
    url: Annotated[
        str,
        Field(
            min_length=1,
            max_length=500,
            description="接收地址，https · where it is sent; its host is one that the operator allows",
            examples=["https://portal.example/jiekun"],
        ),
    ]
    events: Annotated[
        list[WebhookEvent],
        Field(min_length=1, max_length=len(get_args(WebhookEvent)), description="要通知的事项 · what is to be told"),
    ]


class WebhookIsSet(Shape):
    name: str = Field(description="通知名称 · the portal's own name for it")
    version: Version
    secret: str | None = Field(
        description="签名密钥，仅在新建时给出一次 · signs what is sent; told when the webhook is made, and never again"
    )


class SecretForm(Body):
    old_valid_hours: Annotated[
        int,
        Field(
            ge=0,
            le=168,
            description="旧密钥继续有效的小时数；密钥泄露时填 0 · for how long the old one signs, too; 0 if it leaked",
        ),
    ] = 24


class SecretIsChanged(Shape):
    name: str = Field(description="通知名称 · the portal's own name for it")
    version: Version
    old_until: datetime = Field(description="旧密钥有效至 · before then the old secret signs beside the new one")
    secret: str = Field(description="新的签名密钥，仅此一次 · the new secret; told now, and never again")


class WebhookIsRemoved(Shape):
    name: str = Field(description="通知名称 · the portal's own name for it")
    version: Version


class WebhookShown(Shape):
    name: str = Field(description="通知名称 · the portal's own name for it")
    url: str = Field(description="接收地址 · where it is sent")
    events: list[WebhookEvent] = Field(description="要通知的事项 · what is told")
    old_until: datetime | None = Field(
        description="旧密钥有效至；仅一个密钥时为空 · before then the secret of before signs, too; null if one signs"
    )
    org_path: str = Field(description="单位路径 · applications of this union and those below it are meant")
    failed: int = Field(description="未送达、不再重试的件数 · deliveries that were given up and are not sent again")
    version: Version


class DeliveryShown(Shape):
    delivery: str = Field(description="通知编号，即 webhook-id · the header webhook-id")
    kind: WebhookEvent = Field(description="事项 · what was told")
    household: Household
    status: str = Field(description="当时的状态 · the status then")
    version: int = Field(description="当时的版本 · the household's version then")
    happened_at: datetime = Field(description="发生时间 · when it happened")
    state: DeliveryState = Field(description="waiting 待送，delivered 已送达，failed 不再重试 · how it stands")
    attempts: int | None = Field(description="失败次数；已送达的不计 · attempts that failed; null once it arrived")
    reason: str | None = Field(description="未送达的原因代码 · why it was given up, as a code")
    ended_at: datetime | None = Field(description="送达或放弃的时间 · when it arrived or was given up")
    next_try: datetime | None = Field(description="下次尝试 · the next attempt, of one that waits")


class DeliveryReplayed(Shape):
    delivery: str = Field(description="通知编号 · the delivery")
    state: DeliveryState = Field(description="现在的状态 · how it stands now")


def router(resources: Resources, line: WebhookLine) -> APIRouter:
    routes = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])

    @routes.put("/{name}", response_model=WebhookIsSet, summary="设置通知地址 · set a webhook")
    def set_webhook(name: Name, body: WebhookForm, call: Setting) -> Response:
        """Whom to tell when an application of this portal's moves. The secret is in the first answer alone.

        Another address or other events keep the secret; `POST …/secret` changes it.
        """
        return answer(webhooks.put(resources, line, call, name, Wanted(url=body.url, events=tuple(body.events))))

    @routes.get("/{name}", summary="通知地址 · one webhook")
    def read_webhook(name: Name, principal: Own, response: Response) -> WebhookShown:
        """The portal's own; another's does not exist."""
        own = webhooks.own(resources, principal, name)
        set_etag(response, own.version)
        events = [kind for kind in get_args(WebhookEvent) if kind in own.set.wanted]
        return WebhookShown(
            name=own.set.name,
            url=own.set.url,
            events=events,
            old_until=own.old_until,
            org_path=own.set.org_path,
            failed=own.failed,
            version=own.version,
        )

    @routes.post("/{name}/secret", response_model=SecretIsChanged, summary="更换签名密钥 · change the secret")
    def change_secret(name: Name, body: SecretForm, call: Setting) -> Response:
        """The new secret signs at once. Until `old_until` the old one signs as well, in the same header: put the new
        one into the receiver meanwhile, and nothing is lost.
        """
        return answer(webhooks.change_secret(resources, call, name, timedelta(hours=body.old_valid_hours)))

    @routes.delete("/{name}", response_model=WebhookIsRemoved, summary="移除通知地址 · remove a webhook")
    def remove_webhook(name: Name, call: Setting) -> Response:
        """Nothing more is sent there, what waits included."""
        return answer(webhooks.remove(resources, call, name))

    @routes.get("/{name}/deliveries", summary="通知记录 · what was told, and how it ended")
    def webhook_deliveries(
        name: Name, principal: Own, state: State = None, cursor: Cursor = None, limit: Limit = 50
    ) -> Page[DeliveryShown]:
        """The latest first."""
        webhooks.own(resources, principal, name)
        listing = f"webhook deliveries {name} {state}"
        with resources.store.reading() as connection:
            rows = webhook_queries.deliveries(
                connection, webhooks.id_of(principal, name), state, _place(listing, cursor), limit + 1
            )
        return page(listing, rows, limit, _shown, lambda row: (row.happened_at.isoformat(), row.delivery))

    @routes.post(
        "/{name}/deliveries/{delivery}/replay",
        response_model=DeliveryReplayed,
        summary="重新发送 · send again what was given up",
    )
    def replay_delivery(name: Name, delivery: Delivery, call: Annotated[Call, Depends(command("portal"))]) -> Response:
        """Under the same webhook-id, from the first attempt on; what waits or has arrived stays as it is."""
        return answer(webhooks.replay(resources, call, name, delivery))

    return routes


def _place(listing: str, cursor: str | None) -> tuple[object, ...] | None:
    """A cursor of ours names an instant and a delivery; anybody can write one that does not."""
    if cursor is None:
        return None
    at, delivery = decode(listing, cursor, str, str)
    read: tuple[tuple[Callable[[str], object], object], ...] = ((datetime.fromisoformat, at), (UUID, delivery))
    try:
        for parse, written in read:
            parse(str(written))
    except ValueError:
        raise Problem("cursor_invalid") from None
    return at, delivery


def _shown(row: DeliveryRow) -> DeliveryShown:
    return DeliveryShown.model_validate(msgspec.structs.asdict(row))
