"""附件: the papers of one household, each added once, perhaps withdrawn as wrong, gone with the household's key.

A stream beside the household's own: a paper that comes moves no version that somebody decides on.
"""

from collections.abc import Collection, Iterable

from msgspec import Struct
from msgspec.structs import replace

from kernel.decider import Decider
from kernel.errors import DomainError, UnknownEvent
from kernel.personal import Withheld
from services.intake.domain.commands import Attach, Paper, WithdrawAttachment
from services.intake.domain.events import AttachmentAdded, AttachmentsErased, AttachmentWithdrawn

VISIT_DIGITS_MAX = 6
MEBIBYTE = 1024 * 1024
ATTACHMENTS_MAX = 60
BYTES_MAX = 100 * MEBIBYTE
"""Of a household's papers that stand. **Ours**, as is the number: no text says how many a household may bring."""
OF_ONE_MAX = 40
OF_ONE_BYTES_MAX = 60 * MEBIBYTE
"""Of what one person brought for a household, withdrawn ones too, for their bytes stay: nobody fills by themselves what
others need room in, and what is wrong is withdrawn and makes room. **Ours**."""


class Attached(Struct, frozen=True):
    added: AttachmentAdded
    withdrawn: AttachmentWithdrawn | None = None

    @property
    def is_erased(self) -> bool:
        """Its note lies under the same key."""
        note: object = self.added.note
        return note is Withheld.ERASED


class Attachments(Struct, frozen=True):
    """By id, in the order in which they came. Those whose blobs were removed are not there."""

    by_id: dict[str, Attached] = {}

    def same_as(self, paper: Paper) -> Attached | None:
        """The very bytes, for the same purpose. What was withdrawn is not there: sent again it is another paper."""
        standing = (one for one in self.by_id.values() if one.withdrawn is None)
        return next((one for one in standing if _purpose(one.added) == _purpose(paper)), None)


def attach(command: Attach, state: Attachments) -> list[object]:
    paper = command.paper
    if state.same_as(paper) is not None:
        return []
    require_room(paper.size, command.brought, state)
    return [
        AttachmentAdded(
            attachment=command.attachment,
            kind=paper.kind,
            media=paper.media,
            blob=command.blob,
            size=paper.size,
            content=paper.content,
            belongs_to=paper.belongs_to,
            reference=paper.reference,
            note=paper.note,
            consent=command.consent,
            digest=paper.digest,
        )
    ]


def require_room(size: int, brought: Collection[str], state: Attachments) -> None:
    """Asked before the bytes are kept, and again when the paper is entered. `brought`: by whoever brings this one."""
    own = [one for id, one in state.by_id.items() if id in brought]
    if len(own) >= OF_ONE_MAX:
        raise DomainError("attachment.too_many_of_one", most=OF_ONE_MAX)
    if _bytes(own) + size > OF_ONE_BYTES_MAX:
        raise DomainError("attachment.too_much_of_one", most=OF_ONE_BYTES_MAX // MEBIBYTE)
    standing = [one for one in state.by_id.values() if one.withdrawn is None]
    if len(standing) >= ATTACHMENTS_MAX:
        raise DomainError("attachment.too_many", most=ATTACHMENTS_MAX)
    if _bytes(standing) + size > BYTES_MAX:
        raise DomainError("attachment.too_much", most=BYTES_MAX // MEBIBYTE)


def _bytes(papers: Iterable[Attached]) -> int:
    return sum(one.added.size for one in papers)


def require_there(paper: Paper, household: str, changes: Collection[str], objections: Collection[str]) -> None:
    """What a paper is sent for is there: ids of changes, numbers of objections; without a reference any will do.

    A visit is the union's own and numbered by it. What is there once never goes, so it is asked before the bytes are
    kept and not again.
    """
    if paper.belongs_to == "application" and paper.reference not in ("", household):
        raise DomainError("attachment.another_application")
    if paper.belongs_to == "change" and not _is_there(paper.reference, changes):
        raise DomainError("attachment.no_such_change")
    if paper.belongs_to == "objection" and not _is_there(paper.reference, objections):
        raise DomainError("attachment.no_such_objection")
    if paper.belongs_to == "visit" and len(paper.reference) > VISIT_DIGITS_MAX:
        raise DomainError("attachment.visit")


def _is_there(reference: str, there: Collection[str]) -> bool:
    return reference in there if reference else bool(there)


def withdraw(command: WithdrawAttachment, state: Attachments) -> list[object]:
    """Once: the first reason stands."""
    if state.by_id[command.attachment].withdrawn is not None:
        raise DomainError("attachment.withdrawn")
    return [AttachmentWithdrawn(attachment=command.attachment, reason=command.reason)]


def erase(state: Attachments) -> list[object]:
    """What is unreadable for ever; nothing, while the household has its key."""
    erased = tuple(attachment for attachment, one in state.by_id.items() if one.is_erased)
    return [AttachmentsErased(attachments=erased)] if erased else []


def initial() -> Attachments:
    return Attachments()


def evolve(state: Attachments, event: object) -> Attachments:
    match event:
        case AttachmentAdded():
            return Attachments({**state.by_id, event.attachment: Attached(event)})
        case AttachmentWithdrawn():
            withdrawn = replace(state.by_id[event.attachment], withdrawn=event)
            return Attachments({**state.by_id, event.attachment: withdrawn})
        case AttachmentsErased():
            return Attachments({id: one for id, one in state.by_id.items() if id not in event.attachments})
    raise UnknownEvent(event)


def _purpose(paper: Paper | AttachmentAdded) -> tuple[str, ...]:
    return paper.content, paper.kind, paper.belongs_to, paper.reference


ATTACHMENTS = Decider(initial, evolve)
"""The decider that streams `attachments-<household>` are folded with."""
