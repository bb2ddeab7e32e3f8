"""附件: papers are looked at, sealed, kept as blobs and entered; listed without opening; opened for a reason on record.

The blob comes first and the event second: a crash between leaves a blob that no event names, which
`handlers/blob_collection.py` finds. No decision asks whether a paper is there.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

import msgspec
from msgspec.structs import replace

from chassis import commands
from chassis.blobs import BlobAltered, BlobLost, BlobsUnreachable
from chassis.codec import Recorded
from chassis.http.call import Call
from chassis.http.principal import Principal
from chassis.http.refusals.errors import Problem
from chassis.ids import uuid7
from chassis.store import Loaded, Transaction, Unit
from chassis.streams import Streams
from chassis.use_case import response_of, unit_of_command
from chassis.vault import Box, UnknownKey
from contracts.intake import ObjectionRaised
from kernel.errors import DomainError
from kernel.personal import Withheld
from kernel.subject import is_same
from services.intake.domain import attachment
from services.intake.domain.attachment import ATTACHMENTS, Attached, Attachments
from services.intake.domain.commands import Attach, Paper, WithdrawAttachment
from services.intake.domain.events import AttachmentAdded, AttachmentShown, AttachmentWithdrawn, ChangeProposed
from services.intake.domain.household.states import Applied
from services.intake.handlers import accesses
from services.intake.handlers.changes import load_own
from services.intake.resources import Resources

PAPERS: Final = Streams("attachments", ATTACHMENTS)
COME_AGAIN_S: Final = 15

_sealed = msgspec.msgpack.Encoder().encode
_opened = msgspec.msgpack.Decoder(Box).decode


class Opened(NamedTuple):
    """`name` is of ours: of what kind the paper is, and nobody's."""

    name: str
    media: str
    content: bytes
    digest: bytes


def add(resources: Resources, call: Call, household: str, paper: Paper, content: bytes) -> bytes:
    """The paper is entered, or was before. `paper.content` is the keyed hash of `content`, which is looked at already.

    A retry of what was answered keeps no second blob.
    """
    if (answer := commands.answered(resources.store, call.key)) is not None:
        return answer
    with resources.store.transaction() as transaction:
        own = load_own(transaction, call.principal, household)
        about = [one.event for one in own.recorded]
        before = PAPERS.load(transaction, household)
    changes = {event.change for event in about if isinstance(event, ChangeProposed)}
    objections = {str(event.round) for event in about if isinstance(event, ObjectionRaised)}
    attachment.require_there(paper, household, changes, objections)
    if before.state.same_as(paper) is None:
        attachment.require_room(paper.size, _brought(before, call.principal), before.state)
        added = uuid7()
        command = Attach(attachment=added, paper=paper, blob=_put(resources, household, added, content))
        command = replace(command, consent=_signed(paper, own.state))
    else:
        command = Attach(attachment="", paper=paper, blob="")  # decides nothing: what is there stays there

    def build(transaction: Transaction) -> Unit:
        loaded = _seen(transaction, call.principal, household)
        events = attachment.attach(replace(command, brought=_brought(loaded, call.principal)), loaded.state)
        stands = ATTACHMENTS.after(loaded.state, events).same_as(paper)
        assert stands is not None
        return _unit(resources, call, household, loaded, events, stands.added.attachment)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def withdraw(resources: Resources, call: Call, household: str, withdrawn: str, reason: str) -> bytes:
    def build(transaction: Transaction) -> Unit:
        loaded = _seen(transaction, call.principal, household)
        _require(loaded.state, withdrawn)
        events = attachment.withdraw(WithdrawAttachment(attachment=withdrawn, reason=reason), loaded.state)
        return _unit(resources, call, household, loaded, events, withdrawn)

    return commands.through_lane(resources.store, resources.lane, call.key, build)


def listed(resources: Resources, principal: Principal, household: str) -> list[dict[str, Any]]:
    """In the order in which they came; nothing is opened."""
    with resources.store.transaction() as transaction:
        loaded = _seen(transaction, principal, household)
    acts = {_key(one): one for one in loaded.recorded}
    return [
        _item(one, acts[AttachmentAdded, id], acts.get((AttachmentWithdrawn, id)))
        for id, one in loaded.state.by_id.items()
    ]


def opened(resources: Resources, principal: Principal, household: str, wanted: str, reason: str) -> Opened:
    """The access is on record before anything is shown; not idempotent on purpose, as `disclosure.unmasked`."""
    with resources.store.transaction() as transaction:
        added = _require(_seen(transaction, principal, household).state, wanted).added
    with _kept():
        sealed = resources.blobs.get(added.blob)

    def build(transaction: Transaction) -> Unit:
        load_own(transaction, principal, household)
        shown = AttachmentShown(attachment=wanted, reason=reason)
        return accesses.unit_of_access(resources, principal, household, shown)

    with _erased_is_refused():
        commands.through_lane(resources.store, resources.lane, None, build)
        content = resources.vault.open(_opened(sealed), _bound_to(wanted))
    if isinstance(content, Withheld):
        raise DomainError("household_erased")
    digest = hashlib.sha256(content)
    if added.digest and added.digest != digest.hexdigest():
        raise DomainError("attachment.lost")  # another paper than was signed
    return Opened(f"{added.kind}-{wanted}.{added.media.rpartition('/')[2]}", added.media, content, digest.digest())


def _signed(paper: Paper, state: Applied) -> str:
    """The number of the consent that the paper is; of a change that waits for approval it is the change's own."""
    return state.case.consent.reference if paper.kind == "consent" and paper.belongs_to == "application" else ""


def _put(resources: Resources, household: str, added: str, content: bytes) -> str:
    with _erased_is_refused():
        box = resources.vault.seal(household, content, _bound_to(added))
    with _kept():
        return resources.blobs.put(_sealed(box))


def _unit(
    resources: Resources,
    call: Call,
    household: str,
    loaded: Loaded[Attachments],
    events: list[object],
    about: str,
) -> Unit:
    change = PAPERS.change(household, loaded, household, events)
    with _erased_is_refused():
        return unit_of_command(resources, call, [change], response_of(household=household, attachment=about))


def _seen(transaction: Transaction, principal: Principal, household: str) -> Loaded[Attachments]:
    load_own(transaction, principal, household)
    return PAPERS.load(transaction, household)


def _brought(loaded: Loaded[Attachments], principal: Principal) -> frozenset[str]:
    """By the caller, however the case of their name is written."""
    added = ((one.event, one.envelope.actor) for one in loaded.recorded)
    return frozenset(
        event.attachment
        for event, actor in added
        if isinstance(event, AttachmentAdded) and is_same(actor, principal.subject)
    )


def _require(state: Attachments, wanted: str) -> Attached:
    if wanted not in state.by_id:
        raise Problem("not_found")
    return state.by_id[wanted]


def _bound_to(added: str) -> bytes:
    """Authenticated with the box: a blob that lies under another attachment's name does not open."""
    return b"attachment\n" + added.encode()


def _key(recorded: Recorded[Any]) -> tuple[type, str]:
    return type(recorded.event), getattr(recorded.event, "attachment", "")


def _item(one: Attached, added: Recorded[Any], withdrawn: Recorded[Any] | None) -> dict[str, Any]:
    paper = one.added
    return {
        "attachment": paper.attachment,
        "kind": paper.kind,
        "media": paper.media,
        "size": paper.size,
        "for": paper.belongs_to,
        "reference": paper.reference or None,
        "consent": paper.consent or None,
        "added_by": added.envelope.actor,
        "added_at": added.envelope.time,
        "withdrawn_by": withdrawn.envelope.actor if withdrawn else None,
        "withdrawn_at": withdrawn.envelope.time if withdrawn else None,
    }


@contextmanager
def _kept() -> Iterator[None]:
    try:
        yield
    except (BlobLost, BlobAltered):
        raise DomainError("attachment.lost") from None
    except BlobsUnreachable:
        raise Problem("attachment.store_away", retry_after_s=COME_AGAIN_S) from None


@contextmanager
def _erased_is_refused() -> Iterator[None]:
    try:
        yield
    except UnknownKey:
        raise DomainError("household_erased") from None
