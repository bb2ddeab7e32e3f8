"""公示, 录入 and 撤档: from the notice to the closed file."""

from datetime import date

import msgspec
import pytest

from contracts import intake as facts
from kernel.closed_lists import ClosingReason
from kernel.errors import DomainError
from kernel.personal import Withheld
from services.intake.domain import events
from services.intake.domain.commands import (
    Close,
    NoteExit,
    Object,
    OpenFile,
    RecordNumber,
    RejectBlocked,
    RetryOpening,
    SignClosing,
)
from services.intake.domain.household import closing, opening
from tests.unit.intake.situations import (
    BLOCKED,
    CONSENT,
    ITEMS,
    LAST_DAY,
    ON_NOTICE,
    OPEN,
    RECHECK,
    REVIEWER,
    SECOND,
    SUBMITTED,
    UNION,
    details,
    given,
    opened,
)

NEXT_DAY = date(2026, 11, 10)
DUE = date(2026, 11, 16)
OBJECTION = facts.ObjectionRaised(
    round=2, items=ITEMS, consent=CONSENT, objection="收入不实", details=details(), due_on=DUE
)
CLOSED = facts.FileClosed(org_path=UNION, reason="exit", closed_on=NEXT_DAY, members=("a", "b"))
EXIT_NOTED = events.ExitNoted(rule="exit", months=("2026-10",), proposed_by="visitor")


def over(
    last_day: date = LAST_DAY, others: tuple[tuple[str, str], ...] = (), members: tuple[str, ...] = ("a", "b")
) -> OpenFile:
    return OpenFile(today=NEXT_DAY, last_day=last_day, members=members, others=others, recheck_due_on=RECHECK)


def test_a_file_opens_when_the_notice_is_over_and_nobody_is_elsewhere() -> None:
    assert opening.open_file(over(), given(*ON_NOTICE)) == [opened("a", "b")]


def test_a_file_tells_whether_a_sheet_of_its_own_notice_was_hung() -> None:
    """公示 is the third of four steps (kaifeng §五(一)): a file opened, and nothing said that nobody had hung it."""
    hung = events.NoticeShown(sheet=1, round=1, shown_on=NEXT_DAY, place="厂区公告栏")
    of_an_earlier_notice = msgspec.structs.replace(hung, round=0)
    for sheet, shown in ((hung, True), (of_an_earlier_notice, False)):
        (file,) = opening.open_file(over(), given(*ON_NOTICE, sheet))
        assert file == msgspec.structs.replace(opened("a", "b"), notice_shown=shown)


def test_an_opening_is_blocked_while_a_member_is_in_another_open_file() -> None:
    assert opening.open_file(over(others=(("b", "household-2"),)), given(*ON_NOTICE)) == [BLOCKED]


def test_the_end_of_an_earlier_notice_about_other_members_opens_nothing() -> None:
    assert opening.open_file(over(members=("a",)), given(*ON_NOTICE)) == []


@pytest.mark.parametrize("happened", [(*ON_NOTICE, OBJECTION), OPEN, (SUBMITTED,)])
def test_a_notice_that_ended_otherwise_opens_nothing(happened: tuple[object, ...]) -> None:
    assert opening.open_file(over(), given(*happened)) == []


def test_the_timer_of_an_earlier_notice_opens_nothing() -> None:
    assert opening.open_file(over(last_day=date(2026, 11, 6)), given(*ON_NOTICE)) == []


def test_an_erased_household_opens_no_file() -> None:
    erased = msgspec.structs.replace(SUBMITTED, details=Withheld.ERASED)
    with pytest.raises(DomainError, match="household_erased"):
        opening.open_file(over(), given(erased, *ON_NOTICE[1:]))


def test_an_objection_brings_all_items_to_verification_again() -> None:
    assert opening.object_to(Object("收入不实", DUE), given(*ON_NOTICE)) == [OBJECTION]
    with pytest.raises(DomainError, match="not_on_notice"):
        opening.object_to(Object("收入不实", DUE), given(SUBMITTED))


def retry(dropped: tuple[str, ...] = (), others: tuple[tuple[str, str], ...] = (), reason: str = "") -> RetryOpening:
    return RetryOpening(
        by=REVIEWER, today=NEXT_DAY, others=others, dropped=dropped, reason=reason, recheck_due_on=RECHECK
    )


def test_a_retry_opens_the_file_once_the_other_one_is_closed() -> None:
    blocked = given(*ON_NOTICE, BLOCKED)
    assert opening.retry_opening(retry(), blocked) == [opened("a", "b")]
    assert opening.retry_opening(retry(others=BLOCKED.others), blocked) == []
    elsewhere = (("a", "household-3"),)
    assert opening.retry_opening(retry(others=elsewhere), blocked) == [facts.OpeningBlocked(others=elsewhere)]
    assert opening.retry_opening(retry(), given(*OPEN)) == []


def test_dropping_the_member_opens_the_file_of_the_others() -> None:
    dropped = events.MemberDropped(members=("b",), reason="在另一户")
    command = retry(("b",), reason="在另一户")
    assert opening.retry_opening(command, given(*ON_NOTICE, BLOCKED)) == [dropped, opened("a")]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (retry(("a",), reason="x"), "applicant_cannot_be_dropped"),
        (retry(("z",), reason="x"), "unknown_member"),
        (retry(("b",)), "settlement_reason_required"),
    ],
)
def test_a_member_is_dropped_only_with_a_reason_and_never_the_applicant(command: RetryOpening, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        opening.retry_opening(command, given(*ON_NOTICE, BLOCKED))


def test_a_blocked_household_is_rejected_with_a_reason() -> None:
    assert opening.reject_blocked(RejectBlocked(by=REVIEWER, reason="并入另一户"), given(*ON_NOTICE, BLOCKED)) == [
        facts.ApplicationRejected(clause="一户一档", against_proposal=False, reason="并入另一户")
    ]
    with pytest.raises(DomainError, match="settlement_reason_required"):
        opening.reject_blocked(RejectBlocked(by=REVIEWER, reason=""), given(*ON_NOTICE, BLOCKED))


def test_only_a_blocked_opening_is_settled() -> None:
    with pytest.raises(DomainError, match="not_blocked"):
        opening.reject_blocked(RejectBlocked(by=REVIEWER, reason="x"), given(*OPEN))
    with pytest.raises(DomainError, match="not_blocked"):
        opening.retry_opening(retry(), given(*ON_NOTICE))


def test_the_file_number_is_recorded_once() -> None:
    recorded = facts.FileNumberRecorded(number="GX-1", recorded_on=NEXT_DAY)
    assert closing.record_number(RecordNumber("GX-1", NEXT_DAY, NEXT_DAY), given(*OPEN)) == [recorded]
    assert closing.record_number(RecordNumber("GX-1", NEXT_DAY, NEXT_DAY), given(*OPEN, recorded)) == []
    with pytest.raises(DomainError, match="number_already_recorded"):
        closing.record_number(RecordNumber("GX-2", NEXT_DAY, NEXT_DAY), given(*OPEN, recorded))
    with pytest.raises(DomainError, match="file_not_open"):
        closing.record_number(RecordNumber("GX-1", NEXT_DAY, NEXT_DAY), given(*ON_NOTICE))


def test_a_proposed_exit_is_noted_once_and_only_for_an_open_file() -> None:
    command = NoteExit("exit", ("2026-10",), "visitor")
    assert closing.note_exit(command, given(*OPEN)) == [EXIT_NOTED]
    assert closing.note_exit(command, given(*OPEN, EXIT_NOTED)) == []
    assert closing.note_exit(command, given(*OPEN, CLOSED)) == []


def test_an_exit_that_is_proposed_no_more_closes_nothing_by_itself() -> None:
    """Figures were corrected after an exit had been proposed, and the file closed on what was known to be wrong."""
    withdrawn = events.ExitNoteWithdrawn(month="2026-10")
    assert closing.withdraw_exit("2026-10", given(*OPEN, EXIT_NOTED)) == [withdrawn]
    assert closing.withdraw_exit("2026-10", given(*OPEN, EXIT_NOTED), "kept") == [
        msgspec.structs.replace(withdrawn, because="kept")
    ]
    assert closing.withdraw_exit("2026-10", given(*OPEN)) == []
    assert closing.withdraw_exit("2026-10", given(*OPEN, EXIT_NOTED, withdrawn)) == []
    with pytest.raises(DomainError) as refused:
        closing.close(Close(by=REVIEWER, reason="exit", text="", today=NEXT_DAY), given(*OPEN, EXIT_NOTED, withdrawn))
    assert refused.value.code == "closing_reason_required"
    command = NoteExit("exit", ("2026-11",), "visitor")
    (noted,) = closing.note_exit(command, given(*OPEN, EXIT_NOTED, withdrawn))
    assert isinstance(noted, events.ExitNoted)


def test_a_closing_that_waits_on_a_withdrawn_exit_alone_is_off() -> None:
    waiting = events.ClosingProposed(closing="exit", grounds=("own_finding",), by="visitor", text="")
    by_word = events.ClosingProposed(closing="not_eligible", grounds=("own_word",), by="visitor", text="x")
    _, off = closing.withdraw_exit("2026-10", given(*OPEN, EXIT_NOTED, waiting))
    assert isinstance(off, events.SignatureDeclined)
    assert len(closing.withdraw_exit("2026-10", given(*OPEN, EXIT_NOTED, by_word))) == 1


def test_a_proposed_exit_is_confirmed_by_closing_the_file() -> None:
    command = Close(by=REVIEWER, reason="exit", text="", today=NEXT_DAY)
    assert closing.close(command, given(*OPEN, EXIT_NOTED)) == [CLOSED]
    with pytest.raises(DomainError, match="file_not_open"):  # whoever closes again may mean another reason
        closing.close(command, given(*OPEN, EXIT_NOTED, CLOSED))


def test_a_proposed_exit_of_a_file_that_is_checked_again_needs_a_second_signature() -> None:
    """家庭致困因素消除 (kaifeng §三): a new illness was being asked about, and one person confirmed the exit."""
    begun = facts.RecheckBegun(round=2, reasons=("circumstances",), items=ITEMS, consent=CONSENT, details=details())
    command = Close(by=REVIEWER, reason="exit", text="", today=NEXT_DAY)
    waiting = events.ClosingProposed(closing="exit", grounds=("recheck_under_way",), by="reviewer", text="")
    checked_again = (*OPEN, EXIT_NOTED, begun)
    assert closing.close(command, given(*checked_again)) == [waiting]
    assert closing.sign(SignClosing(by=SECOND, today=NEXT_DAY), given(*checked_again, waiting)) == [CLOSED]
    _, off = closing.withdraw_exit("2026-10", given(*checked_again, waiting))
    assert isinstance(off, events.SignatureDeclined)


@pytest.mark.parametrize("reason", ["exit", "not_eligible", "moved_away", "own_wish"])
def test_a_closing_that_nobody_proposed_needs_a_reason_in_words(reason: ClosingReason) -> None:
    command = Close(by=REVIEWER, reason=reason, text="", today=NEXT_DAY)
    with pytest.raises(DomainError, match="closing_reason_required"):
        closing.close(command, given(*OPEN))
    waiting = events.ClosingProposed(closing=reason, grounds=("own_word",), by="reviewer", text="复核不符")
    assert closing.close(msgspec.structs.replace(command, text="复核不符"), given(*OPEN)) == [waiting]
    assert closing.sign(SignClosing(by=SECOND, today=NEXT_DAY), given(*OPEN, waiting)) == [
        events.ClosingExplained(reason=reason, text="复核不符"),
        msgspec.structs.replace(CLOSED, reason=reason),
    ]
    with pytest.raises(DomainError, match="file_not_open"):
        closing.close(command, given(*ON_NOTICE))


@pytest.mark.parametrize("day", [date(2026, 11, 9), date(2026, 11, 13), date(1970, 1, 1), date(2099, 12, 31)])
def test_a_file_number_is_of_a_day_between_the_opening_and_today(day: date) -> None:
    """FAULTS B20."""
    with pytest.raises(DomainError, match="number_day_impossible"):
        closing.record_number(RecordNumber("GX-1", day, date(2026, 11, 12)), given(*OPEN))


def test_the_same_file_number_of_another_day_is_refused() -> None:
    """FAULTS B20: a contradicted repeat is not silent."""
    recorded = facts.FileNumberRecorded(number="GX-1", recorded_on=NEXT_DAY)
    with pytest.raises(DomainError, match="number_already_recorded"):
        closing.record_number(RecordNumber("GX-1", date(2026, 11, 11), date(2026, 11, 12)), given(*OPEN, recorded))
