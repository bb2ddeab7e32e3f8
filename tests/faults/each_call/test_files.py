"""A file is written whole or not at all, whatever the operating system refuses; a second try succeeds."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chassis import files
from tests.faults.each_call.files_port import OsPort
from tests.faults.each_call.sites import Mode, Site, Sites

OLD, NEW = b"old", b"new and longer"


@pytest.fixture
def sites(monkeypatch: pytest.MonkeyPatch) -> Sites:
    made = Sites()
    monkeypatch.setattr(files, "os", OsPort(made))
    return made


def replace(path: Path) -> None:
    files.write_atomically(path, NEW)


def create(path: Path) -> None:
    files.create_secret(path, NEW)


@pytest.mark.parametrize(
    ("write", "before", "calls"),
    [
        (replace, OLD, ["file.fsync", "file.replace", "file.fsync"]),
        (create, None, ["file.fsync", "file.link", "file.fsync"]),
    ],
)
def test_a_reader_never_meets_a_part_of_a_file(
    sites: Sites, tmp_path: Path, write: Callable[[Path], None], before: bytes | None, calls: list[str]
) -> None:
    sites.watch()
    write(tmp_path / "first")
    assert [site.port for site in sites.met] == calls
    strikes: list[tuple[Site, Mode]] = [(site, mode) for site, modes in sites.met.items() for mode in modes]
    for number, (site, mode) in enumerate(strikes):
        path = tmp_path / str(number) / "file"
        path.parent.mkdir()
        if before is not None:
            path.write_bytes(before)
        sites.arm(site, mode)
        with pytest.raises(OSError, match=r"no space left|input/output error"):
            write(path)
        found = path.read_bytes() if path.exists() else None
        assert found in (before, NEW), f"{mode} {site}"
        assert set(path.parent.iterdir()) <= {path}, f"{mode} {site} left something behind"
        write(path)
        assert (path.read_bytes(), list(path.parent.iterdir())) == (NEW, [path])
