"""What a folder of blobs adds: nothing torn, nothing read by others, nothing taken outside, silence told as such."""

import stat
from pathlib import Path

import pytest

from chassis import files
from chassis.blobs import BlobAltered, BlobsUnreachable
from chassis.blobs.absent import AbsentBlobs
from chassis.blobs.folder import FolderBlobs
from tests.faults.each_call.files_port import OsPort
from tests.faults.each_call.sites import Mode, Site, Sites

SEALED = b"sealed bytes"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "blobs"


@pytest.fixture
def blobs(folder: Path) -> FolderBlobs:
    return FolderBlobs(folder)


def test_a_blob_lies_two_folders_deep_and_its_owner_alone_reads_it(blobs: FolderBlobs, folder: Path) -> None:
    digest = blobs.put(SEALED)
    path = folder / digest[:2] / digest[2:4] / digest
    assert path.read_bytes() == SEALED
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("altered", [b"", SEALED[:-1], SEALED + b"x", b"Sealed bytes"])
def test_an_altered_blob_is_not_given_and_can_be_put_again(blobs: FolderBlobs, folder: Path, altered: bytes) -> None:
    digest = blobs.put(SEALED)
    (folder / digest[:2] / digest[2:4] / digest).write_bytes(altered)
    with pytest.raises(BlobAltered):
        blobs.get(digest)
    blobs.put(SEALED)
    assert blobs.get(digest) == SEALED


def test_before_and_after_each_call_to_the_disk_a_blob_is_whole_or_absent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A second try succeeds, and what the first has left is told, so that somebody collects it."""
    sites = Sites()
    monkeypatch.setattr(files, "os", OsPort(sites))
    sites.watch()
    digest = FolderBlobs(tmp_path / "first").put(SEALED)
    strikes: list[tuple[Site, Mode]] = [(site, mode) for site, modes in sites.met.items() for mode in modes]
    assert {site.port for site, _ in strikes} == {"file.fsync", "file.replace"}
    for number, (site, mode) in enumerate(strikes):
        blobs = FolderBlobs(tmp_path / str(number))
        sites.arm(site, mode)
        with pytest.raises(BlobsUnreachable):
            blobs.put(SEALED)
        assert {kept.name for kept in blobs.kept()} <= {digest}, f"{mode} {site}"
        assert blobs.put(SEALED) == digest
        assert blobs.get(digest) == SEALED


def test_what_a_killed_put_has_left_is_told_and_can_be_removed(blobs: FolderBlobs, folder: Path) -> None:
    digest = blobs.put(SEALED)
    left = folder / digest[:2] / digest[2:4] / f".{digest}.x7"
    left.write_bytes(SEALED[:3])
    assert {kept.name for kept in blobs.kept()} == {digest, left.name}
    blobs.remove(left.name)
    assert [kept.name for kept in blobs.kept()] == [digest]


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "a" * 63, "A" * 64, f"{'a' * 64}/x", f".{'a' * 64}./x"])
def test_a_name_of_no_blob_reaches_no_file(blobs: FolderBlobs, name: str) -> None:
    with pytest.raises(ValueError, match="no name of a blob"):
        blobs.get(name)
    with pytest.raises(ValueError, match="no name of a blob"):
        blobs.remove(name)


def test_a_folder_that_is_away_is_no_loss(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    away = FolderBlobs(tmp_path / "file")
    with pytest.raises(BlobsUnreachable):
        away.put(SEALED)
    for folder in (tmp_path / "file", tmp_path / "not-mounted"):
        with pytest.raises(BlobsUnreachable):
            FolderBlobs(folder).get("a" * 64)


def test_a_process_that_was_given_no_place_says_so() -> None:
    with pytest.raises(BlobsUnreachable, match="JIEKUN_BLOBS_FOLDER"):
        AbsentBlobs().put(SEALED)
    with pytest.raises(BlobsUnreachable):
        list(AbsentBlobs().kept())
