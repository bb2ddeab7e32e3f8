"""部门密钥: whose signatures are believed, from when to when; changed by two people, without a restart."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from chassis.http.answers import answer
from chassis.http.body import Body
from chassis.http.call import Call, command
from chassis.http.cursor import Cursor, Limit, Page, decode, encode, page
from chassis.http.principal import Principal, require
from chassis.http.shapes import Shape
from chassis.http.values import Form, Moment
from chassis.resources import Resources
from dci.keys import NAME_PATTERN
from services.verification.domain.events import AgencyKeyProposed
from services.verification.handlers import agency_keys
from services.verification.projections import agency_keys as read_model

KeyName = Annotated[str, Form(f"^{NAME_PATTERN}$", "key.form"), Field(examples=["2026-1"])]
SENDER = "发送方，即部门或慈善组织的代码 · the sender: an agency or charity, by its code"
KEY_ID = "密钥编号 · the key's id"


class KeyBody(Body):
    """The whole of how the key shall stand. To end it: `valid_until`; of one that was stolen: `revoked_from`."""

    sender: KeyName = Field(description=SENDER, examples=["tax"])
    key_id: KeyName = Field(description=KEY_ID)
    algorithm: Literal["ed25519", "sm2"] = Field(description="签名算法 · the suite")
    public_key: Annotated[str, Field(min_length=1, max_length=200)] = Field(
        description="公钥，base64 · the public key in base64", examples=["11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="]
    )
    valid_from: Moment = Field(description="生效时刻 · good from this instant on")
    valid_until: Moment | None = Field(None, description="失效时刻，不含 · up to, not including, this instant")
    revoked_from: Moment | None = Field(
        None, description="自此时刻起吊销，可追溯 · revoked from this instant on; it may reach back"
    )
    reason: Annotated[str, Field(min_length=1, max_length=500)] = Field(description="理由 · why")


class KeyShown(Shape):
    sender: str = Field(description=SENDER)
    key_id: str = Field(description=KEY_ID)
    standing: str = Field(description="set 已确认，waiting 待另一人确认 · set, or waiting for a second person")
    algorithm: str = Field(description="签名算法 · the suite")
    public_key: str = Field(description="公钥，base64 · the public key in base64")
    valid_from: datetime = Field(description="生效时刻 · good from this instant on")
    valid_until: datetime | None = Field(description="失效时刻，空为未定 · up to this instant; null: no end yet")
    revoked_from: datetime | None = Field(description="吊销起始时刻 · revoked from this instant on")
    reason: str = Field(description="理由，空为部门文件所载 · why; empty for those of the agencies file")
    by: str = Field(description="谁写入 · who wrote it; a service itself is system:…")
    at: datetime = Field(description="写入时刻 · when it was written")


class KeyProposed(Shape):
    sender: str = Field(description=SENDER)
    key_id: str = Field(description=KEY_ID)
    proposed: bool = Field(description="是否为新提出 · whether it was news")


class KeyConfirmed(Shape):
    sender: str = Field(description=SENDER)
    key_id: str = Field(description=KEY_ID)
    changed: bool = Field(description="是否有变化 · whether it changed anything")


class ReceivedSince(Shape):
    """A message that was believed under a key which was in other hands by then."""

    household: str = Field(description="户编号 · the household's id")
    event: str = Field(description="事件编号 · the event's id, as `writings` tells it")
    type: str = Field(description="事件种类 · what it came to", examples=["AnswerRecorded"])
    item: str = Field(description="核对事项 · the item")
    received_at: datetime = Field(description="收到时刻 · when it came in")
    digest: str = Field(description="报文摘要（SHA-256） · the digest of the whole body")


Changing = Annotated[Call, Depends(command("operator"))]


def _wanted(body: KeyBody) -> AgencyKeyProposed:
    return AgencyKeyProposed(**body.model_dump())


def router(resources: Resources) -> APIRouter:
    routes = APIRouter(prefix="/v1/agency-keys", tags=["keys"])

    @routes.get("", summary="部门密钥 · whose signatures are believed", response_model=Page[KeyShown])
    def agency_keys_known(
        caller: Annotated[Principal, Depends(require("operator", "auditor", "lawkeeper"))],
        sender: Annotated[str | None, Query(max_length=99, description=SENDER)] = None,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[dict[str, Any]]:
        """Every key that was ever believed, and what waits for a second person."""
        listing = f"agency-keys {sender}"
        place = decode(listing, cursor, str, str, str) if cursor else ("", "", "")
        with resources.store.reading() as connection:
            rows = read_model.entries(connection, sender, tuple(map(str, place)), limit + 1)
        return page(
            listing,
            rows,
            limit,
            lambda row: {name: getattr(row, name) for name in row.__struct_fields__},
            lambda row: (row.sender, row.key_id, row.standing),
        )

    @routes.post("", summary="提出密钥变更 · propose a key, its end or its revocation", response_model=KeyProposed)
    def propose_key(body: KeyBody, call: Changing) -> Response:
        """It waits for a second person; until then nothing changes."""
        return answer(agency_keys.propose(resources, call, _wanted(body)))

    @routes.post("/confirmation", summary="确认密钥变更 · confirm what another proposed", response_model=KeyConfirmed)
    def confirm_key(body: KeyBody, call: Changing) -> Response:
        """The same, written once more by somebody else. All processes follow within a second."""
        return answer(agency_keys.confirm(resources, call, _wanted(body)))

    @routes.get(
        "/received-since",
        summary="吊销之后所收 · what was believed under a key that was in other hands",
        response_model=Page[ReceivedSince],
    )
    def received_since(
        caller: Annotated[Principal, Depends(require("auditor"))],
        sender: Annotated[str, Query(max_length=99, description=SENDER)],
        key_id: Annotated[str, Query(max_length=99, description=KEY_ID)],
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[dict[str, Any]]:
        """Since `revoked_from`, about households in the caller's scope. A page may be empty and not the last."""
        listing = f"received-since {sender} {key_id}"
        after = decode(listing, cursor, int)[0] if cursor else 0
        found, further = agency_keys.received_since(resources, caller, sender, key_id, int(after or 0), limit)
        return Page(items=found, next=encode(listing, (further,)) if further else None)

    return routes
