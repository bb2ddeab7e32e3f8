"""Garbage collection of blobs: those that no event names, a day old, and those of households whose key was destroyed.

An operator's tool. A blob is put before its event, so a young one may be about to be named; whatever is a day old and
unnamed is left of a crash or of a request that lost a race. What goes with a household's key is an event first: a check
that finds the blob gone then knows why.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Final

from msgspec import Struct

from chassis.blobs import Kept
from chassis.clock import real_now
from chassis.codec import Recorded
from chassis.envelope import Context
from chassis.ids import uuid7
from chassis.store import Conflict
from chassis.unit_of_work import unit
from services.intake.domain import attachment
from services.intake.domain.events import AttachmentAdded, AttachmentsErased
from services.intake.handlers.attachments import PAPERS
from services.intake.projections import attachment_queries
from services.intake.resources import Resources

ORPHAN_AFTER: Final = timedelta(days=1)


class Erased(Struct, frozen=True):
    """Papers of a household whose key is gone."""

    household: str
    attachments: tuple[str, ...]
    bytes: int


class Found(Struct, frozen=True):
    """`orphans`: names of files, which are digests of sealed bytes. `removed`: whether all of it is gone by now."""

    kept: int
    orphans: tuple[str, ...]
    erased: tuple[Erased, ...]
    removed: bool


def collect(resources: Resources, operator: str | None) -> Found:
    """Looks, and removes what it found when an `operator` says so."""
    kept = list(resources.blobs.kept())  # before the events: what is named later is younger than this list
    added, gone = _events(resources)
    erased = [one for household, papers in added for one in _erased(household, papers, gone)]
    named = {paper.event.blob for _, papers in added for paper in papers if paper.event.attachment not in gone}
    orphans = tuple(sorted(_orphans(kept, named, real_now())))
    if operator is not None:
        for one in erased:
            _erase(resources, operator, one.household)
        for name in orphans:
            resources.blobs.remove(name)
    return Found(len(kept), orphans, tuple(erased), operator is not None)


def _orphans(kept: Iterable[Kept], named: set[str], now: datetime) -> Iterator[str]:
    return (one.name for one in kept if one.name not in named and now - one.since > ORPHAN_AFTER)


def _events(resources: Resources) -> tuple[list[tuple[str, list[Recorded[AttachmentAdded]]]], set[str]]:
    """Papers by household, and the ids of those that are erased already."""
    added: list[Recorded[AttachmentAdded]] = []
    gone: set[str] = set()
    with resources.store.reading() as connection:
        bodies = attachment_queries.events(connection)
    for start in range(0, len(bodies), 500):
        piece = bodies[start : start + 500]
        resources.codec.prefetch({subject for subject, _ in piece})
        for _, body in piece:
            recorded: Recorded[Any] = resources.codec.decode(body)
            if isinstance(recorded.event, AttachmentsErased):
                gone |= set(recorded.event.attachments)
            else:
                added.append(recorded)
    return [(household, list(papers)) for household, papers in groupby(added, lambda one: one.envelope.subject)], gone


def _erased(household: str, papers: list[Recorded[AttachmentAdded]], gone: set[str]) -> Iterator[Erased]:
    state = attachment.ATTACHMENTS.after(attachment.initial(), [paper.event for paper in papers])
    unreadable = [one.added for one in state.by_id.values() if one.is_erased and one.added.attachment not in gone]
    if unreadable:
        ids = tuple(one.attachment for one in unreadable)
        yield Erased(household, ids, sum(one.size for one in unreadable))


def _erase(resources: Resources, operator: str, household: str) -> None:
    """The event, then the files: a crash between leaves orphans."""
    context = Context(actor=f"operator:{operator}", at=resources.clock.now(), correlation=uuid7())
    with resources.store.transaction() as transaction:
        loaded = PAPERS.load(transaction, household)
        events = attachment.erase(loaded.state)
        made = unit(resources.codec, context, [PAPERS.change(household, loaded, household, events)])
        (outcome,) = transaction.append([made])
    if isinstance(outcome, Conflict):  # somebody else collects: what they have not removed is an orphan of tomorrow
        return
    for one in loaded.state.by_id.values():
        if one.is_erased:
            resources.blobs.remove(one.added.blob)
