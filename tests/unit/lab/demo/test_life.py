"""What a demo holds against a file's life as planted: each difference is told, and nothing else."""

from typing import Any

import pytest

from agencies.answer_keys import DOCUMENTS
from agencies.population import Household, generate
from agencies.roster import SAMPLE_DAY
from lab.demo.facts import Story
from lab.demo.life import life
from lab.demo.people.paper_bearers import PAPERS_EACH, brings_papers, papers_of
from lab.demo.people.supervisors import hands_over
from services.intake.adapters.papers.inspection import media_of

HOUSEHOLDS = [one for one in generate(300, 1, SAMPLE_DAY, DOCUMENTS).households if one.is_plain]


def changing(kind: str, ends: str | None = None) -> Household:
    return next(
        one
        for one in HOUSEHOLDS
        if one.change is not None
        and one.change.kind == kind
        and not hands_over(one.number)
        and (ends is None or (one.change.recheck is not None and one.change.recheck.ends == ends))
    )


def story(household: Household, *facts: tuple[str, dict[str, Any]]) -> Story:
    return Story("h", (("FileOpened", {"category": household.expected.category}), *facts))


def changed(household: Household) -> list[tuple[str, dict[str, Any]]]:
    """Proposed, approved, and asked about."""
    assert household.change is not None
    begun = ("RecheckBegun", {"round": 2, "reasons": [household.change.kind]})
    return [("ChangeProposed", {}), ("FileChanged", {}), begun]


def test_a_change_that_nobody_proposed_is_told() -> None:
    household = changing("phone")
    wanted = ["ChangeProposed 0 times, expected 1", "FileChanged 0 times, expected 1"]
    assert list(life(household, story(household))) == wanted
    assert list(life(household, story(household, ("ChangeProposed", {}), ("FileChanged", {})))) == []


def test_a_declined_change_that_holds_all_the_same_is_told() -> None:
    household = next(one for one in HOUSEHOLDS if one.change is not None and not one.change.approved)
    told = story(household, ("ChangeProposed", {}), ("FileChanged", {}))
    assert "FileChanged 1 times, expected 0" in list(life(household, told))


def test_a_recheck_is_kept_in_the_category_of_the_answer_key() -> None:
    household = changing("declared", "kept")
    assert household.change is not None
    assert household.change.recheck is not None
    wanted = household.change.recheck.category
    kept = {"round": 2, "category": wanted}
    assert list(life(household, story(household, *changed(household), ("FileKept", kept)))) == []
    other = story(household, *changed(household), ("FileKept", kept | {"category": "9"}))
    assert list(life(household, other)) == [f"kept in category 9 in round 2, expected {wanted}"]


def test_a_recheck_that_nobody_decided_and_one_that_nothing_began_are_told() -> None:
    household = changing("declared", "kept")
    assert list(life(household, story(household, *changed(household)))) == ["re-check 2 was not decided"]
    plain = changing("phone")
    told = story(plain, *changed(plain), ("FileKept", {"round": 2, "category": plain.expected.category}))
    assert list(life(plain, told)) == ["1 re-checks by a change, expected 0"]


def test_a_file_that_stays_open_though_the_answer_key_says_no_is_told() -> None:
    household = changing("member_left", "closed")
    closed = ("FileClosed", {"reason": "not_eligible"})
    assert list(life(household, story(household, *changed(household), closed))) == []
    kept = ("FileKept", {"round": 2, "category": "1"})
    assert "closed 0 times after a re-check, expected 1" in list(
        life(household, story(household, *changed(household), kept))
    )


def test_sheets_papers_and_tasks_are_counted() -> None:
    household = next(one for one in HOUSEHOLDS if brings_papers(one.number) and one.change is None)
    acts = ("NoticePosted", "NoticeShown", "NoticeTakenDown", "TaskTaken", "TaskHandedOver")
    papers = [(name, dict[str, Any]()) for name in ("AttachmentAdded", "AttachmentShown") for _ in range(PAPERS_EACH)]
    whole = [*((name, dict[str, Any]()) for name in acts), *papers]
    assert list(life(household, story(household, *whole))) == []
    assert list(life(household, story(household, *whole[:-1]))) == ["AttachmentShown 1 times, expected 2"]


@pytest.mark.parametrize(("kind", "media"), [("diagnosis", "application/pdf"), ("visit_photo", "image/png")])
def test_the_papers_are_what_they_seem(kind: str, media: str) -> None:
    assert media_of(papers_of("0192f7a0-0000-7000-8000-000000000001")[kind]) == media
