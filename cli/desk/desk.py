"""Facade over the public APIs for one logged-in person: questions, commands on the version they saw, answers shown.

Commands say what is sent where; keys, versions, pages and printing are the same for all of them, and stand here.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import typer

from cli.desk import sessions, tables
from cli.desk.addresses import Address, assistance, intake, verification
from cli.desk.differences import Overtaken, since
from cli.options import cannot, print_json
from portal.callers import Caller
from portal.client import Away, Portal, Refused, decoded

WITHIN_S = 120.0
"""Of one request: some hundred files are changed by one word about a survey. Whoever waits may end it."""
REPLY_BYTES_MAX = 64 << 20
"""A bank file, a paper, a list of a province."""
READ_FIRST = {
    "intake": lambda household: intake("/v1/households/{household}", household=household),
    "assistance": lambda household: assistance("/v1/plans/{household}", household=household),
    "verification": lambda household: verification("/v1/households/{household}/contradictions", household=household),
}
"""Service -> the door that tells which version stands."""


@dataclass(frozen=True)
class Desk:
    """`as_json`: answers are printed as one JSON object."""

    portal: Portal
    caller: Caller
    as_json: bool = False

    def get(self, at: Address, **query: Any) -> Any:
        return self._ours(at, self.portal.get(at.service, at.path, self.caller, **query))

    def items(self, at: Address, most: int | None = None, **query: Any) -> list[Any]:
        """Page after page, `most` at most. A list that ends there says so; nobody takes it for all."""
        found = list(islice(self.portal.each(at.service, at.path, self.caller, **query), most))
        if most is not None and len(found) == most:
            typer.echo(f"只列出前 {most} 条，可能还有：--most · the first {most}; there may be more: --most", err=True)
        return found

    def file(self, at: Address) -> bytes:
        return self.portal.file(at.service, at.path, self.caller)

    def post(self, at: Address, body: Any, seen: int | None = None) -> Any:
        """Under a key of its own for this invocation, however often it must be sent."""
        return self._ours(at, self.portal.post(at.service, at.path, self.caller, body, seen))

    def _ours(self, at: Address, answer: Any) -> Any:
        """Every answer of ours is an object that says more than that it is none of ours."""
        if not isinstance(answer, dict) or answer.keys() == {"detail"}:
            raise Away(f"{at.service} is not what answers at {self.portal.addresses[at.service]}")
        return answer

    def opened(self, at: Address, reason: str, **more: Any) -> bytes:
        """A file that is shown for a reason on record."""
        content = tables.as_json({"reason": reason, **more}).encode()
        reply = self.portal.send(at.service, at.path, self.caller, content)
        if reply.status >= 400:
            decoded(reply)
        return reply.body

    def change(self, at: Address, body: Any, household: str, version: int | None) -> Any:
        """On the version that the person saw, or on what stands now. Raises `Overtaken` with what happened since."""
        seen = self.version(at.service, household) if version is None else version
        try:
            return self.post(at, body, seen)
        except Refused as refused:
            if refused.status != 412:
                raise
            raise Overtaken(refused, since(self.portal, at.service, self.caller, household, seen)) from refused

    def version(self, service: str, household: str) -> int:
        return int(self.get(READ_FIRST[service](household))["version"])

    def show(self, answer: Any, *names: str) -> None:
        """A list as a table of these fields, one thing as field by field: all of it unless named."""
        if self.as_json:
            print_json({"items": answer} if isinstance(answer, list) else answer)
        else:
            tables.show(answer, names)

    def save(self, file: Path, content: bytes, **told: Any) -> None:
        """Readable by its owner alone: what is taken out holds accounts and papers. Nothing is overwritten.
        `told`: what else is shown."""
        try:
            with open(file, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as opened:
                opened.write(content)
        except FileExistsError:
            cannot(f"{file} 已存在，未覆盖 · is there already; nothing was overwritten")
        except OSError as error:
            cannot(f"{file}: {error.strerror}")
        self.show({**told, "file": str(file), "bytes": len(content)})


@contextmanager
def opened(data: Path, by: str, as_json: bool) -> Iterator[Desk]:
    """A refusal ends the command with exit code 2: in words on stderr, with `--json` as the problem too."""
    session = sessions.current(data, by)
    with sessions.reaching(data, session, WITHIN_S, REPLY_BYTES_MAX) as portal:
        try:
            yield Desk(portal, session.caller, as_json)
        except Refused as refused:
            if as_json:
                print_json({"refused": refused.problem})
            raise
