"""A caller of the public APIs: JSON in and out, one idempotency key per command, patient with what is away.

A command is sent again under its key until it is answered for good, so a service may die in the middle of it.
"""

import json
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

from chassis import trace
from chassis.client import Reply, Unreachable
from chassis.roles import SERVICES
from portal.callers import Caller, Headers

PATIENCE_S = 60.0
PAUSE_MAX_S = 1.0
PAGE = 200
BUSY = (429, 502, 503, 504)
"""Answers that mean: not now, ask again under the same key. A 409 only when that very key is being handled."""


class Refused(Exception):
    """The service said no; `code` is the problem's stable code, `problem` the whole document. As text: what
    is wrong and what to do next, in both languages, then each fault at its place."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        self.status, self.problem = status, problem
        self.code = str(problem.get("code", ""))
        lines = [f"{status} {self.code} {_said(problem) or problem.get('detail', '')}".strip()]
        lines += [f"  {fault['pointer']}: {_said(fault) or fault['code']}" for fault in problem.get("errors", ())]
        super().__init__("\n".join(lines))


def _said(problem: Mapping[str, Any]) -> str:
    """The texts, each with what to do next in its language; nothing where there are none."""
    texts, after = problem.get("texts", {}), problem.get("next", {})
    return " · ".join(" ".join(filter(None, (texts[lang], after.get(lang)))) for lang in ("zh", "en") if lang in texts)


class Away(Exception):
    """A service did not answer for so long that waiting makes no sense."""


@dataclass(frozen=True)
class Acknowledged:
    """A command that was answered 2xx: by which service, under which trace id it was sent."""

    service: str
    flow: str


class Line(Protocol):
    """The way to a service, as `chassis.client.HttpClient` is one. Raises `Unreachable`."""

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Reply: ...

    def post(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Reply: ...

    def put(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Reply: ...


@dataclass(frozen=True)
class Portal:
    """`addresses`: service -> base URL. Safe to share between threads; `over` ends all waiting; `busy`: which answers
    are asked again. `acknowledged`: every command that was answered 2xx, by the trace that it was sent under."""

    addresses: Mapping[str, str]
    tokens: Headers
    client: Line
    patience_s: float = PATIENCE_S
    over: threading.Event = field(default_factory=threading.Event)
    busy: tuple[int, ...] = BUSY
    acknowledged: list[Acknowledged] = field(default_factory=list)

    def get(self, service: str, path: str, caller: Caller, **query: Any) -> Any:
        """The answer's JSON. Raises `Refused`, `Away`."""
        asked = {name: value for name, value in query.items() if value is not None}
        url = self.addresses[service] + path + (f"?{urlencode(asked)}" if asked else "")
        return decoded(self._patiently(service, lambda: self.client.get(url, self.tokens.header(caller))))

    def file(self, service: str, path: str, caller: Caller) -> bytes:
        """The answer as it is. Raises `Refused`, `Away`."""
        reply = self._patiently(
            service, lambda: self.client.get(self.addresses[service] + path, self.tokens.header(caller))
        )
        if reply.status >= 400:
            decoded(reply)
        return reply.body

    def items(self, service: str, path: str, caller: Caller, **query: Any) -> list[Any]:
        """All items of a list, page after page."""
        return list(self.each(service, path, caller, **query))

    def each(self, service: str, path: str, caller: Caller, **query: Any) -> Iterator[Any]:
        """The same one by one: a page is read when it is wanted."""
        asked = {**query, "cursor": None, "limit": query.get("limit", PAGE)}
        while True:
            page = self.get(service, path, caller, **asked)
            if "items" not in page:
                raise Away(f"{service} is not what answers at {self.addresses[service]}")
            yield from page["items"]
            if (cursor := page.get("next")) is None:
                return
            asked["cursor"] = cursor

    def post(self, service: str, path: str, caller: Caller, body: Any, seen: int | None = None) -> Any:
        """`seen` is the version that the caller has read (If-Match). Raises `Refused`, `Away`."""
        return decoded(self.send(service, path, caller, json.dumps(body, ensure_ascii=False).encode(), seen=seen))

    def put(self, service: str, path: str, caller: Caller, body: Any) -> Any:
        """Raises `Refused`, `Away`."""
        content = json.dumps(body, ensure_ascii=False).encode()
        return decoded(self.send(service, path, caller, content, by=self.client.put))

    def send(
        self,
        service: str,
        path: str,
        caller: Caller,
        content: bytes,
        *,
        seen: int | None = None,
        headers: Mapping[str, str] | None = None,
        by: Callable[..., Reply] | None = None,
    ) -> Reply:
        """Any content, under one fresh idempotency key and one trace, however often it is sent; posted unless `by`."""
        with trace.use(None) as flow:
            own = {"Idempotency-Key": str(uuid.uuid4()), "traceparent": trace.header(flow)}
        all_headers = {**self.tokens.header(caller), **own, **(headers or {})}
        if seen is not None:
            all_headers["If-Match"] = f'"{seen}"'
        url = self.addresses[service] + path
        reply = self._patiently(service, lambda: (by or self.client.post)(url, content, all_headers))
        if reply.status < 300 and service in SERVICES:
            self.acknowledged.append(Acknowledged(service, flow.trace_id))
        return reply

    def _patiently(self, service: str, ask: Any) -> Reply:
        until, pause = time.monotonic() + self.patience_s, 0.05
        while True:
            try:
                reply: Reply = ask()
                if reply.status not in self.busy:
                    return reply
                reason = f"it answers {reply.status}"
            except Unreachable as error:
                reason = error.reason
            spread = random.uniform(0.5, 1.0)  # so that many callers do not come back together
            if self.over.wait(pause * spread) or time.monotonic() > until:
                raise Away(f"{service} is away: {reason}")
            pause = min(pause * 2, PAUSE_MAX_S)


def decoded(reply: Reply) -> Any:
    """The answer's JSON; a refusal is raised with its problem document."""
    try:
        answer = json.loads(reply.body) if reply.body else None
    except ValueError:
        answer = {"detail": reply.body[:200].decode(errors="replace")}
    if reply.status >= 400:
        raise Refused(reply.status, answer if isinstance(answer, dict) else {})
    return answer
