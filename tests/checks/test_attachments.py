"""A lost and an altered blob of an attachment are found, with household and attachment; an erased one is no loss."""

from pathlib import Path

import pytest

import checks
from chassis.blobs.folder import FolderBlobs
from checks.report import Problem
from checks.storage import Storage
from services.intake.domain.events import AttachmentAdded, AttachmentsErased
from tests.checks.world import World
from tests.contracts.examples import example

SENTENCE = "every attachment has its blob"


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path)


def attach(world: World, blobs: FolderBlobs, household: str, attachment: str) -> str:
    blob = blobs.put(attachment.encode())
    added = example(AttachmentAdded, attachment=attachment, blob=blob)
    world.tell("intake", household, added, stream=f"attachments-{household}")
    return blob


def problems(storage: Storage, blobs: FolderBlobs) -> list[Problem]:
    report = checks.run(storage, blobs=blobs)
    assert SENTENCE in report.checked
    return [one for one in report.problems if "blob" in one.sentence]


def test_attachments_that_are_there_are_well(world: World, storage: Storage, blobs: FolderBlobs) -> None:
    attach(world, blobs, "h1", "a1")
    blobs.put(b"an orphan is no problem of the household's")
    assert problems(storage, blobs) == []
    assert SENTENCE not in checks.run(storage).checked


def test_a_lost_and_an_altered_blob_are_told_apart_and_by_name(
    world: World, storage: Storage, blobs: FolderBlobs, tmp_path: Path
) -> None:
    lost, altered = attach(world, blobs, "h1", "a1"), attach(world, blobs, "h2", "a2")
    attach(world, blobs, "h2", "a3")
    blobs.remove(lost)
    (tmp_path / altered[:2] / altered[2:4] / altered).write_bytes(b"other bytes")
    assert problems(storage, blobs) == [
        Problem("the blob of an attachment is lost", ("household h1: attachment a1",), 1, "lost"),
        Problem("the blob of an attachment is altered", ("household h2: attachment a2",), 1, "wrong"),
    ]


def test_what_went_with_its_households_key_is_not_missed(world: World, storage: Storage, blobs: FolderBlobs) -> None:
    blobs.remove(attach(world, blobs, "h1", "a1"))
    world.tell("intake", "h1", AttachmentsErased(attachments=("a1",)), stream="attachments-h1")
    assert problems(storage, blobs) == []
