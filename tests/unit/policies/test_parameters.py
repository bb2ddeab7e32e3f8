"""Which parameter holds where and when; and the values that outsiders write."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from policies import door, parameters
from policies.errors import FactError, ProfileError
from tests.unit.policies.households import SHANTOU

SAMPLE = """
[[parameters]]
name = "dibao_line"
kind = "money"
regions = ["*"]
from = 2026-01-01
value = "800.00"
source = "s"
[[parameters]]
name = "dibao_line"
kind = "money"
regions = ["440507"]
from = 2025-01-01
value = "900.5"
source = "s"
[[parameters]]
name = "dibao_line"
kind = "money"
regions = ["440507"]
from = 2026-07-01
value = "950.00"
source = "s"
"""


def loaded(folder: Path, text: str) -> parameters.ParameterFile:
    file = folder / "p.toml"
    file.write_text(text)
    return parameters.load(file)


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), 90_050),
        (date(2026, 6, 30), 90_050),
        (date(2026, 7, 1), 95_000),
    ],
)
def test_the_line_changes_on_its_day(tmp_path: Path, day: date, line: int | None) -> None:
    assert loaded(tmp_path, SAMPLE).in_force("440507", day).get("dibao_line") == line


def test_a_regions_own_line_goes_before_the_one_for_everywhere(tmp_path: Path) -> None:
    file, day = loaded(tmp_path, SAMPLE), date(2026, 2, 1)
    assert [file.in_force(region, day)["dibao_line"] for region in ("440507", "440511")] == [90_050, 80_000]


def test_a_region_without_a_line_has_none_rather_than_a_default() -> None:
    assert "dibao_line" not in parameters.in_force("110101", date(2026, 11, 1))


@pytest.mark.parametrize("region", ["440507", "440511", "440515", "445102"])
def test_the_packaged_samples_set_what_the_demonstration_needs_and_say_that_they_are_fictive(region: str) -> None:
    assert set(parameters.in_force(region, date(2026, 11, 1))) == {
        "dibao_line",
        "exit_measure",
        "exit_months",
        "helper_days",
        "notice_working_days",
        "relief_ratio",
        "verification_working_days",
        parameters.VERSION,
    }
    assert all("虚构" in entry.source for entry in parameters.load(parameters.PACKAGED).entries)


def test_what_is_in_force_names_the_version_of_the_file(tmp_path: Path) -> None:
    file, other = loaded(tmp_path, SAMPLE), loaded(tmp_path, SAMPLE + "\n")
    assert file.in_force("440507", date(2026, 2, 1)) == {"dibao_line": 90_050, parameters.VERSION: file.version}
    assert file.version != other.version


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"800.00"', '"800.001"'),
        ('"800.00"', "800.5"),
        ('"800.00"', '"-1"'),
        ('"money"', '"count"'),
        ('["*"]', '["44"]'),
        ('source = "s"', 'source = ""'),
        ("name", "nmae"),
    ],
)
def test_a_wrong_entry_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(ProfileError, match=r"p\.toml"):
        loaded(tmp_path, SAMPLE.replace(old, new, 1))


def test_outsiders_write_yuan_and_we_count_fen() -> None:
    told = {"household_income": "1200.5", "relief_total": 3, "income_per_capita": Decimal("0.01"), "members": 3}
    assert door.from_json(told | {"causes": ["illness"], "dibao_line": None}) == {
        "household_income": 120_050,
        "relief_total": 300,
        "income_per_capita": 1,
        "members": 3,
        "causes": ["illness"],
        "dibao_line": None,
    }


def test_outsiders_write_a_ratio_as_a_multiple_of_the_line() -> None:
    told = {"relief_ratio": "1.5", "dibao_line": 900, "exit_months": 6}
    assert door.from_json(told, SHANTOU.kinds) == {
        "relief_ratio": 15_000,
        "dibao_line": 90_000,
        "exit_months": 6,
    }


@pytest.mark.parametrize("bad", ["1.001", 900.5, "NaN", Decimal("NaN"), "1e3", True, [], "1E+99999999"])
def test_an_amount_that_is_none_is_refused(bad: object) -> None:
    with pytest.raises(FactError):
        door.from_json({"household_income": bad})
