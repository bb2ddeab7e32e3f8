"""`docs/for-registries.md`: its example is a scenario, its table the checks, its keys those of a scenario file."""

import re
from pathlib import Path

from agencies.behaviour import Manner
from agencies.conformance.checks import CHECKS
from agencies.scenarios import load
from tests.architecture.tree import ROOT

PAGE = (ROOT / "docs" / "for-registries.md").read_text(encoding="utf-8")


def test_the_example_is_a_scenario(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "example.toml").write_text(example, encoding="utf-8")

    assert load(tmp_path / "example.toml").agencies.keys() == {"tax", "civil_affairs"}


def test_each_check_and_each_key_of_a_scenario_has_its_row() -> None:
    rows = {name for row in re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}

    assert rows == {check.name for check in CHECKS} | set(Manner.__struct_fields__)
