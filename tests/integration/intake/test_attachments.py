"""附件: a paper is sealed, kept and entered; listed without opening; opened for a reason; nothing of it lies plain."""

import tempfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from starlette.formparsers import MultiPartParser

from chassis.blobs import BlobsUnreachable
from chassis.blobs.folder import FolderBlobs
from services.intake.adapters.papers import inspection, media
from services.intake.adapters.papers.told import PAPER_BYTES_MAX
from services.intake.domain.attachment import ATTACHMENTS_MAX, MEBIBYTE, OF_ONE_MAX
from tests.integration.intake.applications import application, report
from tests.integration.intake.conftest import COUNTY, UNION, Intake
from tests.unit.intake.papers.samples import REFUSED, chunk, document, jpeg, png, png_of

NAME = "陈小梅-440599196001010018.pdf"
NOTE = "市第二人民医院 陈小梅"


@pytest.fixture
def household(intake: Intake) -> str:
    return intake.submitted(application(1))


def attach(intake: Intake, household: str, content: bytes, role: str = "case_worker", /, **more: Any) -> Any:
    headers = intake.headers(role, org_path=UNION, **more.pop("headers", {}))
    files = {"file": (NAME, content, "application/octet-stream")}
    form = {"kind": "diagnosis", **more}
    return intake.door.post(f"/v1/households/{household}/attachments", data=form, files=files, headers=headers)


def entered(intake: Intake, household: str, content: bytes, **more: Any) -> str:
    answer = attach(intake, household, content, **more)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["attachment"])


def listed(intake: Intake, household: str, role: str = "case_worker") -> list[dict[str, Any]]:
    answer = intake.get(f"/v1/households/{household}/attachments", role)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def opening(intake: Intake, household: str, attachment: str, *roles: str, reason: str = "核对诊断") -> Any:
    path = f"/v1/households/{household}/attachments/{attachment}/opening"
    return intake.door.post(path, json={"reason": reason}, headers=intake.headers(*(roles or ("reviewer", "unmask"))))


def blobs(intake: Intake) -> list[Path]:
    assert intake.settings.blobs_folder is not None
    return [path for path in intake.settings.blobs_folder.rglob("*") if path.is_file()]


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code")


@pytest.mark.parametrize(
    ("make", "expected"), [(document, "application/pdf"), (jpeg, "image/jpeg"), (png, "image/png")]
)
def test_what_was_attached_is_opened_again_byte_for_byte(
    intake: Intake, household: str, make: Any, expected: str
) -> None:
    content = make()
    attachment = entered(intake, household, content, **{"for": "visit", "reference": "2", "note": NOTE})
    shown = opening(intake, household, attachment)
    assert (shown.status_code, shown.content, shown.headers["Content-Type"]) == (200, content, expected)
    suffix = expected.rpartition("/")[2]
    assert shown.headers["Content-Disposition"] == f'attachment; filename="diagnosis-{attachment}.{suffix}"'
    assert (shown.headers["X-Content-Type-Options"], shown.headers["Cache-Control"]) == ("nosniff", "no-store")


def test_the_list_says_what_is_there_and_opens_nothing(intake: Intake, household: str) -> None:
    attachment = entered(intake, household, jpeg(), note=NOTE)
    (item,) = listed(intake, household, "portal")
    assert item.pop("added_at").startswith("2026-11-02T02:00:")
    assert item == {
        "attachment": attachment,
        "kind": "diagnosis",
        "media": "image/jpeg",
        "size": len(jpeg()),
        "for": "application",
        "reference": None,
        "consent": None,
        "added_by": "person-case_worker",
        "withdrawn_by": None,
        "withdrawn_at": None,
    }
    assert intake.story(household) == ["ApplicationSubmitted", "AttachmentAdded"]


def test_nothing_of_a_paper_and_not_its_name_lies_plain(intake: Intake, household: str) -> None:
    content = document(lambda writer: writer.add_metadata({"/Title": "diagnosis of somebody"}))
    entered(intake, household, content, note=NOTE)
    bodies = b"".join(bytes(body) for (body,) in intake.rows("SELECT body FROM events"))
    (blob,) = blobs(intake)
    everything = bodies + blob.read_bytes() + str(blob).encode()
    for plain in (NAME, NOTE, "陈小梅", "440599196001010018", "diagnosis of somebody", "%PDF"):
        assert plain.encode() not in everything


def test_a_paper_moves_no_version_that_somebody_decides_on(intake: Intake, household: str) -> None:
    intake.hear(household, report())
    seen = intake.get(f"/v1/households/{household}").headers["ETag"]
    entered(intake, household, jpeg())
    assert intake.get(f"/v1/households/{household}").headers["ETag"] == seen
    decided = intake.post(
        f"/v1/households/{household}/decision", {"decision": "approve"}, "reviewer", **{"If-Match": seen}
    )
    assert decided.status_code == 200, decided.text


def test_each_opening_is_on_record_with_who_and_which_part(intake: Intake, household: str) -> None:
    attachment = entered(intake, household, jpeg())
    for _ in range(2):
        assert opening(intake, household, attachment).status_code == 200
    accesses = intake.get(f"/v1/households/{household}/accesses", "auditor").json()["items"]
    assert [(one["who"], one["what"]) for one in accesses] == [("person-reviewer", "attachment")] * 2
    audited = intake.get("/v1/accesses", "auditor").json()["items"]
    assert [(one["what"], one["household"]) for one in audited] == [("attachment", household)] * 2


@pytest.mark.parametrize("roles", [("reviewer",), ("case_worker",), ("unmask",), ("portal", "unmask"), ("auditor",)])
def test_without_the_role_and_without_the_right_to_unmask_nobody_opens(
    intake: Intake, household: str, roles: tuple[str, ...]
) -> None:
    attachment = entered(intake, household, jpeg())
    assert code(opening(intake, household, attachment, *roles)) == (403, "forbidden")
    assert intake.get(f"/v1/households/{household}/accesses", "auditor").json()["items"] == []


def test_an_opening_gives_a_reason(intake: Intake, household: str) -> None:
    attachment = entered(intake, household, jpeg())
    assert code(opening(intake, household, attachment, reason="")) == (422, "invalid_body")


def test_the_same_paper_is_entered_once_whatever_its_key(intake: Intake, household: str) -> None:
    first = entered(intake, household, jpeg())
    assert entered(intake, household, jpeg()) == first
    assert len(listed(intake, household)) == len(blobs(intake)) == 1
    assert entered(intake, household, jpeg(), kind="bill") != first
    assert entered(intake, household, jpeg(), **{"for": "visit"}) != first
    assert len(listed(intake, household)) == len(blobs(intake)) == 3


def test_a_retry_is_answered_as_the_first_and_another_paper_under_its_key_refused(
    intake: Intake, household: str
) -> None:
    key = {"headers": {"Idempotency-Key": "k"}}
    first, again = attach(intake, household, jpeg(), **key), attach(intake, household, jpeg(), **key)
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert len(blobs(intake)) == 1
    assert code(attach(intake, household, png(), **key)) == (422, "idempotency_mismatch")
    assert code(attach(intake, household, jpeg(), kind="bill", **key)) == (422, "idempotency_mismatch")


def test_two_households_share_nothing_though_they_send_the_same_paper(intake: Intake, household: str) -> None:
    other = intake.submitted(application(2))
    entered(intake, household, jpeg())
    entered(intake, other, jpeg())
    one, two = (event for name in (household, other) for event in intake.events(name)[1:])
    assert one.blob != two.blob
    assert one.content != two.content


@pytest.mark.parametrize("name", ["an encrypted document", "an archive behind a picture", "a bomb", "text"])
def test_what_only_looks_like_a_paper_is_refused_in_words_and_leaves_nothing(
    intake: Intake, household: str, name: str
) -> None:
    make, refused = REFUSED[name]
    answer = attach(intake, household, make())
    assert code(answer) == (422, refused)
    assert answer.json()["texts"]["zh"]
    assert answer.json()["next"]["en"]
    assert (listed(intake, household), blobs(intake)) == ([], [])


def test_a_paper_of_more_than_ten_megabytes_is_refused(intake: Intake, household: str) -> None:
    assert code(attach(intake, household, bytes(PAPER_BYTES_MAX + 1))) == (413, "attachment.size")
    assert code(attach(intake, household, bytes(PAPER_BYTES_MAX + MEBIBYTE))) == (413, "body_too_large")
    limits = intake.service.body_limits
    assert all("{" in address or address == "/v1/rosters" for address in limits)


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"kind": "letter"}, "kind"),
        ({"for": "party"}, "for"),
        ({"reference": "440599196001010018"}, "attachment.reference"),
        ({"reference": "../x"}, "attachment.reference"),
        ({"note": "x" * 501}, "note"),
        ({"note": "seen\u200bunseen"}, "note"),
        ({"owner": "x"}, "owner"),
    ],
)
def test_a_form_that_is_not_the_forms_is_refused_by_its_field(
    intake: Intake, household: str, more: dict[str, Any], pointer: str
) -> None:
    answer = attach(intake, household, jpeg(), **more)
    assert answer.status_code == 422
    assert pointer in str(answer.json()["errors"])


def test_two_hundred_papers_are_refused_after_forty_of_one_and_sixty_of_all(
    intake: Intake, household: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FAULTS A1."""
    monkeypatch.setattr(inspection, "media_of", media.media_of)  # here, not in sixty children
    for number in range(OF_ONE_MAX):
        entered(intake, household, png(), **{"for": "visit", "reference": str(number)})
    assert code(attach(intake, household, jpeg())) == (409, "attachment.too_many_of_one")
    for number in range(OF_ONE_MAX, ATTACHMENTS_MAX):
        assert attach(intake, household, png(), "reviewer", **{"for": "visit", "reference": str(number)}).is_success
    refused = attach(intake, household, jpeg(), "reviewer")
    assert code(refused) == (409, "attachment.too_many")
    assert str(ATTACHMENTS_MAX) in refused.json()["texts"]["zh"]
    assert len(blobs(intake)) == ATTACHMENTS_MAX


def test_a_wrong_paper_is_withdrawn_once_and_can_still_be_seen(intake: Intake, household: str) -> None:
    attachment = entered(intake, household, jpeg())
    path = f"/v1/households/{household}/attachments/{attachment}/withdrawal"
    assert intake.post(path, {"reason": "传错了人的材料"}).status_code == 200
    (item,) = listed(intake, household)
    assert item["withdrawn_by"] == "person-case_worker"
    assert item["withdrawn_at"] is not None
    assert code(intake.post(path, {"reason": "再次"})) == (409, "attachment.withdrawn")
    assert opening(intake, household, attachment).content == jpeg()


def test_what_was_never_attached_to_this_household_is_not_found(intake: Intake, household: str) -> None:
    other = intake.submitted(application(2))
    attachment = entered(intake, other, jpeg())
    for path in ("opening", "withdrawal"):
        address = f"/v1/households/{household}/attachments/{attachment}/{path}"
        headers = intake.headers("reviewer", "unmask")
        assert code(intake.door.post(address, json={"reason": "x"}, headers=headers)) == (404, "not_found")
    assert code(attach(intake, "nobody", jpeg())) == (404, "not_found")


def test_a_lost_or_altered_blob_is_told_and_another_ones_bytes_are_never_shown(intake: Intake, household: str) -> None:
    attachment, other = entered(intake, household, jpeg()), entered(intake, household, png())
    by_id = {event.attachment: event.blob for event in intake.events(household)[1:]}
    one, two = (next(path for path in blobs(intake) if path.name == by_id[name]) for name in (attachment, other))
    one.write_bytes(two.read_bytes())
    assert code(opening(intake, household, attachment)) == (410, "attachment.lost")
    one.unlink()
    assert code(opening(intake, household, attachment)) == (410, "attachment.lost")
    assert opening(intake, household, other).content == png()


def test_while_the_store_is_away_nothing_is_entered(
    intake: Intake, household: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> str:
        raise BlobsUnreachable("OSError")

    with monkeypatch.context() as patched:
        patched.setattr(FolderBlobs, "put", away)
        assert code(attach(intake, household, jpeg())) == (503, "attachment.store_away")
    assert listed(intake, household) == []
    attachment = entered(intake, household, jpeg())
    with monkeypatch.context() as patched:
        patched.setattr(FolderBlobs, "get", away)
        assert code(opening(intake, household, attachment)) == (503, "attachment.store_away")


def test_papers_come_in_every_state_and_no_decision_asks_for_one(intake: Intake, household: str) -> None:
    for role in ("portal", "case_worker", "reviewer"):
        assert (
            attach(intake, household, jpeg(), role, **{"for": "visit", "reference": str(len(role))}).status_code == 201
        )
    withdrawal = intake.post(f"/v1/households/{household}/withdrawal", {"reason": "x"}, "portal", UNION)
    assert withdrawal.status_code == 200
    entered(intake, household, png())
    assert len(listed(intake, household)) == 4


def test_above_the_union_it_is_seen_and_beside_it_not(intake: Intake, household: str) -> None:
    entered(intake, household, jpeg())
    path = f"/v1/households/{household}/attachments"
    assert len(intake.get(path, org_path=COUNTY).json()["items"]) == 1
    assert code(intake.get(path, org_path="44/4405/440507/longhu-wanju")) == (404, "not_found")


def test_the_story_tells_of_papers_by_their_kind(intake: Intake, household: str) -> None:
    attachment = entered(intake, household, jpeg(), note=NOTE)
    last = intake.get(f"/v1/households/{household}/timeline").json()["items"][-1]
    why = {"attachment": attachment, "kind": "diagnosis", "for": "application", "size": len(jpeg())}
    assert (last["summary_zh"], last["why"], last["sealed"]) == ("上传附件：诊断书", why, True)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"for": "change"}, "attachment.no_such_change"),
        ({"for": "change", "reference": "0198ab3f-0000-7000-8000-000000000000"}, "attachment.no_such_change"),
        ({"for": "change", "reference": "1"}, "attachment.no_such_change"),
        ({"for": "objection"}, "attachment.no_such_objection"),
        ({"for": "objection", "reference": "2"}, "attachment.no_such_objection"),
        ({"for": "visit", "reference": "0198ab3f-0000-7000-8000-000000000000"}, "attachment.visit"),
        ({"for": "application", "reference": "7"}, "attachment.another_application"),
    ],
)
def test_a_paper_for_what_is_not_there_is_refused_and_leaves_nothing(
    intake: Intake, household: str, said: dict[str, str], expected: str
) -> None:
    assert code(attach(intake, household, jpeg(), **said)) == (422, expected)
    assert (blobs(intake), listed(intake, household)) == ([], [])


def test_a_paper_for_an_objection_or_a_change_that_is_there_is_taken(intake: Intake, household: str) -> None:
    intake.hear(household, report())
    intake.decide(household, decision="approve")
    intake.post(f"/v1/households/{household}/objection", {"text": "少报一人"}, "portal", UNION)
    entered(intake, household, jpeg(), **{"for": "objection", "reference": "2"})
    assert code(attach(intake, household, png(), **{"for": "objection", "reference": "3"}))[0] == 422
    entered(intake, household, png(), **{"for": "application", "reference": household})


def test_no_unsealed_byte_of_what_is_sent_lies_on_a_disk(
    intake: Intake, household: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Starlette puts a file of more than a megabyte into a temporary one."""
    large = png_of(1500, 1000, chunk(b"IDAT", zlib.compress(bytes(1501 * 1000), 0)))
    assert len(large) > MEBIBYTE

    def on_disk(*_: Any, **__: Any) -> Any:
        raise AssertionError("a temporary file")

    monkeypatch.setattr(tempfile, "TemporaryFile", on_disk)
    attachment = entered(intake, household, large)
    assert opening(intake, household, attachment).content == large
    (sealed,) = blobs(intake)
    assert large[:64] not in sealed.read_bytes()


def test_that_a_file_would_lie_on_a_disk_is_seen(
    intake: Intake, household: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MultiPartParser, "spool_max_size", MEBIBYTE)
    with pytest.raises(AssertionError):
        test_no_unsealed_byte_of_what_is_sent_lies_on_a_disk(intake, household, monkeypatch)
