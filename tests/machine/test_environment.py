"""What a process of the stack is given of the environment in which the stack was started."""

from pathlib import Path

import pytest

from chassis.roles import SERVICES
from chassis.urls import ServiceUrls, Urls, VaultUrls
from machine import environment
from machine.environment import Place
from machine.key_files import KeyFiles
from machine.ports import Ports


def test_files_of_the_installation_reach_the_services_and_nothing_else_of_ours_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JIEKUN_REGIONS_FILE", "regions.toml")
    monkeypatch.setenv("JIEKUN_ORGANISATIONS_FILE", "organisations.toml")
    monkeypatch.setenv("JIEKUN_DEBUG", "true")
    given = environment.of_service("intake", place(tmp_path))
    assert given["JIEKUN_REGIONS_FILE"] == "regions.toml"
    assert given["JIEKUN_ORGANISATIONS_FILE"] == "organisations.toml"
    assert "JIEKUN_DEBUG" not in given


def place(folder: Path) -> Place:
    urls = Urls({service: ServiceUrls("a", "b", "c", "d") for service in SERVICES}, VaultUrls("e", "f", "g", "h"))
    return Place(urls, Ports(), KeyFiles(folder), folder / "master.key", "direct", None, None, None)
