"""A household's papers: added once, bounded, withdrawn once, gone with the key."""

from typing import Any

import pytest
from msgspec.structs import replace

from kernel.errors import DomainError, UnknownEvent
from kernel.personal import Withheld
from services.intake.domain import attachment, events
from services.intake.domain.attachment import (
    ATTACHMENTS,
    ATTACHMENTS_MAX,
    BYTES_MAX,
    OF_ONE_BYTES_MAX,
    OF_ONE_MAX,
    Attachments,
)
from services.intake.domain.commands import Attach, Paper, WithdrawAttachment

PAPER = Paper(
    kind="diagnosis", media="application/pdf", size=1000, content="hash", belongs_to="application", note="门诊"
)


def adding(id: str, paper: Paper = PAPER) -> Attach:
    return Attach(attachment=id, paper=paper, blob=f"blob of {id}")


def paper(content: str, size: int = 1000, **more: Any) -> Paper:
    said: dict[str, Any] = {"kind": "bill", "belongs_to": "visit", **more}
    return Paper(**said, media="image/png", size=size, content=content)


def added(*papers: Paper) -> Attachments:
    state = attachment.initial()
    for number, one in enumerate(papers):
        state = ATTACHMENTS.after(state, attachment.attach(adding(f"a{number}", one), state))
    return state


def refusal(command: Attach, state: Attachments) -> str:
    with pytest.raises(DomainError) as refused:
        attachment.attach(command, state)
    return refused.value.code


def test_a_paper_is_entered_with_all_that_is_known_of_it() -> None:
    assert attachment.attach(adding("a"), attachment.initial()) == [
        events.AttachmentAdded(
            attachment="a",
            kind="diagnosis",
            media="application/pdf",
            blob="blob of a",
            size=1000,
            content="hash",
            belongs_to="application",
            note="门诊",
        )
    ]


def test_the_same_paper_for_the_same_purpose_changes_nothing() -> None:
    assert attachment.attach(adding("again"), added(PAPER)) == []


@pytest.mark.parametrize("other", [{"kind": "consent"}, {"belongs_to": "objection"}, {"reference": "2"}])
def test_for_another_purpose_it_is_another_paper(other: dict[str, str]) -> None:
    assert len(attachment.attach(adding("b", paper("x", **other)), added(paper("x")))) == 1


def withdrawn(state: Attachments, id: str) -> Attachments:
    return ATTACHMENTS.after(state, attachment.withdraw(WithdrawAttachment(attachment=id, reason="x"), state))


def test_sixty_papers_are_enough_and_one_that_is_withdrawn_makes_room() -> None:
    """FAULTS A1: two hundred are refused."""
    full = added(*(paper(str(number)) for number in range(ATTACHMENTS_MAX)))
    assert refusal(adding("one more", paper("new")), full) == "attachment.too_many"
    assert len(attachment.attach(adding("one more", paper("new")), withdrawn(full, "a0"))) == 1


def test_who_brings_papers_has_brought_enough_with_forty_withdrawn_ones_counted_and_others_bring_more() -> None:
    full = withdrawn(added(*(paper(str(number)) for number in range(OF_ONE_MAX))), "a0")
    by_the_same = replace(adding("one more", paper("new")), brought=frozenset(full.by_id))
    assert refusal(by_the_same, full) == "attachment.too_many_of_one"
    assert len(attachment.attach(adding("one more", paper("new")), full)) == 1


def test_sixty_megabytes_are_enough_of_one() -> None:
    full = withdrawn(added(paper("1", OF_ONE_BYTES_MAX - 1000)), "a0")
    by_the_same = frozenset(full.by_id)
    assert refusal(replace(adding("b", paper("2", 1001)), brought=by_the_same), full) == "attachment.too_much_of_one"
    assert len(attachment.attach(replace(adding("b", paper("2", 1000)), brought=by_the_same), full)) == 1
    assert len(attachment.attach(adding("b", paper("2", 1001)), full)) == 1


def test_what_was_withdrawn_and_is_sent_again_is_another_paper() -> None:
    (event,) = attachment.attach(adding("b"), withdrawn(added(PAPER), "a0"))
    assert isinstance(event, events.AttachmentAdded)


def test_a_hundred_megabytes_are_enough() -> None:
    full = added(paper("0", BYTES_MAX // 2), paper("1", BYTES_MAX // 2 - 1000))
    assert refusal(adding("b", paper("2", 1001)), full) == "attachment.too_much"
    assert len(attachment.attach(adding("b", paper("2", 1000)), full)) == 1


def test_a_paper_is_withdrawn_once_and_stays_in_the_list() -> None:
    command = WithdrawAttachment(attachment="a0", reason="传错")
    withdrawn = ATTACHMENTS.after(added(PAPER), attachment.withdraw(command, added(PAPER)))
    assert withdrawn.by_id["a0"].withdrawn == events.AttachmentWithdrawn(attachment="a0", reason="传错")
    with pytest.raises(DomainError, match=r"attachment\.withdrawn"):
        attachment.withdraw(command, withdrawn)


def test_with_the_key_all_papers_of_the_household_are_gone_and_without_its_end_none() -> None:
    assert attachment.erase(added(PAPER)) == []
    (event,) = attachment.attach(adding("a"), attachment.initial())
    assert isinstance(event, events.AttachmentAdded)
    unreadable = events.AttachmentAdded(**{**_fields(event), "note": Withheld.ERASED})
    state = ATTACHMENTS.after(attachment.initial(), [unreadable])
    erased = attachment.erase(state)
    assert erased == [events.AttachmentsErased(attachments=("a",))]
    assert ATTACHMENTS.after(state, erased) == attachment.initial()


def test_what_is_no_event_of_papers_is_never_hidden() -> None:
    with pytest.raises(UnknownEvent):
        attachment.evolve(attachment.initial(), events.ReviewOverdue)


def _fields(event: events.AttachmentAdded) -> dict[str, object]:
    return {name: getattr(event, name) for name in event.__struct_fields__}
