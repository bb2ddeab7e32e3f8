"""What `make stack-test` says of a run and whom it may kill; the run itself needs a Docker engine (operations.md)."""

import os
import re
import sys
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
IDENTITY = "5f" * 32


@pytest.fixture(scope="module")
def stack_test() -> Iterator[ModuleType]:
    loader = SourceFileLoader("stack_test", str(DEPLOY / "stack-test"))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module, path = module_from_spec(spec), list(sys.path)
    loader.exec_module(module)
    yield module
    sys.path[:] = path


def a_run(stack_test: ModuleType, **otherwise: Any) -> dict[str, Any]:
    """Every container died in each way, and all was right."""
    killed = [
        {"container": name, "way": way, "events": 40, "back_s": 2.5}
        for way in stack_test.kills.WAYS
        for name in stack_test.kills.CONTAINERS
    ]
    return {"killed": killed, "demo": {"well": True}, "check": {"well": True}, "drifted": []} | otherwise


@pytest.mark.parametrize(
    ("otherwise", "code"),
    [
        ({}, 0),
        ({"demo": {"well": False}}, 1),
        ({"check": {"well": False}}, 1),
        ({"drifted": ["ledger.acts"]}, 1),
        ({"killed": [{"container": "kafka", "way": "docker kill", "events": 40, "back_s": 2.5}]}, 2),
        ({"killed": [], "demo": {"well": False}}, 1),
    ],
)
def test_the_exit_code_is_0_only_when_every_container_died_in_each_way_and_all_was_right(
    stack_test: ModuleType, otherwise: dict[str, Any], code: int
) -> None:
    assert stack_test.exit_code(a_run(stack_test, **otherwise)) == code


def test_every_container_of_the_stack_dies(stack_test: ModuleType) -> None:
    services = (DEPLOY / "docker-compose.yml").read_text().split("\nservices:\n")[1].split("\nnetworks:\n")[0]
    names = set(re.findall(r"^  (\w+):", services, re.MULTILINE))
    assert set(stack_test.kills.CONTAINERS) == names - {"init"}  # which has ended before any other begins


def test_a_process_is_killed_only_when_the_kernel_counts_it_to_the_container(
    stack_test: ModuleType, tmp_path: Path
) -> None:
    for pid, counted_to in ((7, IDENTITY), (8, "ab" * 32)):
        (tmp_path / str(pid)).mkdir()
        (tmp_path / str(pid) / "cgroup").write_text(f"0::/docker/{counted_to}\n")
    mine = [stack_test.kills.is_process_of(pid, IDENTITY, tmp_path) for pid in (7, 8, 9)]
    assert mine == [True, False, False]


def test_nothing_is_killed_when_the_engine_names_a_process_of_somebody_else(
    stack_test: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stack_test.kills, "inspect", lambda identity: {"State": {"Pid": os.getpid()}})
    with pytest.raises(stack_test.kills.NotItsProcess):
        stack_test.kills.from_outside(IDENTITY)


def test_the_killing_ends_when_the_work_is_over(stack_test: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stack_test.kills, "container", lambda project, name: name)
    monkeypatch.setattr(stack_test.kills, "kill", lambda identity, way, services: 1.5)
    further = iter([40, 95, None])
    killed = list(stack_test.kills.kill_each("any", (), lambda: next(further)))
    assert killed == [("verification", "docker kill", 40, 1.5), ("kafka", "docker kill", 95, 1.5)]
