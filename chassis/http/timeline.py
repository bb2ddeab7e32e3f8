"""`GET /v1/households/{household}/timeline`: what a service's own events tell of one household, plain parts only.

Boxes stay shut: a timeline needs no vault.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends
from pydantic import Field

from chassis.amounts import in_yuan
from chassis.codec import BOX, Recorded
from chassis.http import shapes
from chassis.http.owner import Owner, require_kept_in_scope
from chassis.http.principal import STAFF, Principal, require
from chassis.http.shapes import Open, Shape
from chassis.resources import Resources

ENTRIES_MAX = 1_000
"""A household's story may grow for ever, an answer may not. Who looked at it is no part of the story (streams
`access-…`): whoever looks often enough would push it out; nor are likenesses to others (`identity-…`)."""

Told = tuple[str, str, dict[str, Any]]
"""What an event says in Chinese and in English, and why."""

Tell = Callable[[Recorded[Any]], Told]

Summary = tuple[str, str]
"""Chinese and English; templates over the event's plain fields."""


class Entry(Shape):
    """`why` holds plain fields, money in yuan; whether the event holds more is told by `sealed`, and shown by nobody
    here."""

    at: datetime = Field(description="发生时刻 · when it happened")
    type: str = Field(description="事件类型 · the event's type", examples=["jiekun.intake.FileOpened.v1"])
    actor: str = Field(description="办理人（令牌的 sub）或 system:… · who did it; a service itself is system:…")
    stream: str = Field(description="事件流 · the stream that it stands in")
    version: int = Field(description="在该流中的序号，从 1 起 · its place in that stream, from 1")
    summary_zh: str = Field(description="中文说明 · told in Chinese")
    summary_en: str = Field(description="英文说明 · told in English")
    why: Open = Field(description="事件的公开字段，金额为元 · its plain fields, amounts in yuan")
    sealed: bool = Field(description="是否另有加密内容 · whether it holds more, which is sealed")


class Timeline(Shape):
    """The latest entries, oldest first; `earlier`: whether there are more before them."""

    items: list[Entry] = Field(description="由旧到新 · oldest first")
    earlier: bool = Field(False, description="此前是否还有 · whether there are more before them")


def router(resources: Resources, owner: Owner, tell: Tell) -> APIRouter:
    routes = APIRouter(tags=["households"])
    codec = resources.codec.without_vault()

    @routes.get(
        "/v1/households/{household}/timeline",
        summary="时间线 · the household's story, as this service knows it",
        operation_id="timeline",
    )
    def timeline(household: shapes.Household, principal: Annotated[Principal, Depends(require(*STAFF))]) -> Timeline:
        with resources.store.reading() as connection:
            require_kept_in_scope(connection, owner, principal, household)
            rows = connection.execute(
                "SELECT body FROM events WHERE subject = %s"
                " AND stream NOT LIKE 'access-%%' AND stream NOT LIKE 'identity-%%' ORDER BY position DESC LIMIT %s",
                (household, ENTRIES_MAX + 1),
            ).fetchall()
        latest = reversed(rows[:ENTRIES_MAX])
        return Timeline(items=[_entry(codec.decode(body), tell) for (body,) in latest], earlier=len(rows) > ENTRIES_MAX)

    return routes


def from_templates(summaries: Mapping[str, Summary], words: Mapping[str, str]) -> Tell:
    """Tells every plain field, amounts in yuan; a type without a template is told by its name.

    `words`: what the Chinese says for a code of a closed list.
    """

    def tell(recorded: Recorded[Any]) -> Told:
        name = recorded.envelope.type.rsplit(".", 2)[-2]
        zh, en = summaries.get(recorded.envelope.type, (name, name))
        plain = in_yuan(_data(recorded))
        plain.pop(BOX, None)
        return zh.format_map(_Fields(_spoken(plain, words))), en.format_map(_Fields(plain)), plain

    return tell


def _entry(recorded: Recorded[Any], tell: Tell) -> Entry:
    record = recorded.envelope
    zh, en, why = tell(recorded)
    return Entry(
        at=record.time,
        type=record.type,
        actor=record.actor,
        stream=record.stream,
        version=record.streamversion,
        summary_zh=zh,
        summary_en=en,
        why=why,
        sealed=BOX in _data(recorded),
    )


def _data(recorded: Recorded[Any]) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.json.decode(recorded.envelope.data)
    return data


def _spoken(value: Any, words: Mapping[str, str]) -> Any:
    match value:
        case dict():
            return {name: _spoken(one, words) for name, one in value.items()}
        case str():
            return words.get(value, value)
        case _:
            return value


class _Fields(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"
