"""Which parameter holds where and when."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from msgspec.structs import replace

from kernel.calendar import CHINA_STANDARD_TIME
from policies.errors import ProfileError
from policies.parameters import book as parameters
from tests.support.parameters import BOOK

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


def loaded(folder: Path, text: str) -> parameters.Book:
    file = folder / "p.toml"
    file.write_text(text)
    return parameters.load(file)


def line(value: str | None, year: int, region: str = "440507", known: date | None = None) -> parameters.Entry:
    since = moment(known) if known else None
    return parameters.Entry("dibao_line", "money", (region,), date(year, 1, 1), value, "s", since)


def moment(day: date) -> datetime:
    return datetime.combine(day, time(8), CHINA_STANDARD_TIME)


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


def test_a_county_goes_before_its_prefecture_and_that_before_its_province_whatever_came_later() -> None:
    places = [("440507", 2024), ("4405", 2025), ("44", 2026)]
    book = parameters.book([line(f"{year}.00", year, region) for region, year in places])
    day = date(2026, 2, 1)
    assert [book.in_force(region, day).get("dibao_line") for region in ("440507", "440511", "445102", "110101")] == [
        202_400,
        202_500,
        202_600,
        None,
    ]


def test_a_line_that_is_unset_leaves_nothing_not_the_wider_places_line() -> None:
    book = parameters.book([line("800.00", 2024, "44"), line("900.00", 2025), line(None, 2026)])
    assert [book.in_force("440507", date(year, 6, 1)).get("dibao_line") for year in (2024, 2025, 2026)] == [
        80_000,
        90_000,
        None,
    ]


def test_a_correction_is_known_only_from_the_moment_at_which_it_was_made() -> None:
    """Valid from January; corrected in June: what was decided in March can be looked at as it was, and as it is."""
    book = parameters.book(
        [line("900.00", 2026, known=date(2025, 12, 1)), line("950.00", 2026, known=date(2026, 6, 1))]
    )
    march = date(2026, 3, 1)
    assert [
        book.in_force("440507", march, known_at).get("dibao_line")
        for known_at in (moment(date(2025, 11, 30)), moment(march), moment(date(2026, 6, 1)), None)
    ] == [None, 90_000, 95_000, 95_000]


def test_a_line_set_for_the_past_leaves_the_line_that_follows_it(tmp_path: Path) -> None:
    """A retroactive line closes the gap before July; July's own stays, though it was set earlier."""
    july = replace(line("1000.00", 2026), first_day=date(2026, 7, 1))
    book = parameters.book([july, line("980.00", 2026)])
    assert [book.in_force("440507", date(2026, month, 30)).get("dibao_line") for month in (6, 7)] == [98_000, 100_000]


def test_what_is_in_force_names_a_version_that_changes_with_it_and_with_nothing_else() -> None:
    before = [line("900.00", 2025)]
    elsewhere, later, here = line("700.00", 2025, "53"), line("990.00", 2027), line("950.00", 2026)
    versions = [
        parameters.book([*before, *more]).in_force("440507", date(2026, 2, 1))[parameters.VERSION]
        for more in ([], [elsewhere], [later], [here])
    ]
    assert versions[0] == versions[1] == versions[2] != versions[3]


def test_a_file_and_a_stream_of_the_same_entries_are_the_same_version(tmp_path: Path) -> None:
    file = loaded(tmp_path, SAMPLE)
    kept = parameters.book([replace(entry, known_since=moment(date(2026, 1, 1))) for entry in file.entries])
    assert kept.in_force("440507", date(2026, 2, 1)) == file.in_force("440507", date(2026, 2, 1))
    assert kept.version != parameters.book(file.entries[1:]).version


@pytest.mark.parametrize("region", ["440507", "440511", "440515"])
def test_the_sample_sets_what_the_demonstration_needs_and_says_that_it_is_fictive(region: str) -> None:
    assert set(BOOK.in_force(region, date(2026, 11, 1))) == {
        "dibao_line",
        "exit_measure",
        "exit_months",
        "helper_days",
        "notice_working_days",
        "relief_ratio",
        parameters.VERSION,
    }
    assert all("虚构" in entry.source for entry in BOOK.entries)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"800.00"', '"800.001"'),
        ('"800.00"', "800.5"),
        ('"800.00"', '"-1"'),
        ('"money"', '"count"'),
        ('["*"]', '["44051"]'),
        ('source = "s"', 'source = "s"\nknown_since = 2026-01-01T00:00:00'),
        ('source = "s"', 'source = ""'),
        ("name", "nmae"),
    ],
)
def test_a_wrong_entry_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(ProfileError, match=r"p\.toml"):
        loaded(tmp_path, SAMPLE.replace(old, new, 1))
