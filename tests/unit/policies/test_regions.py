"""Which document holds where: the longest prefix decides, and a table that cannot be used is refused."""

from pathlib import Path

import pytest

from policies.documents import profile as profiles
from policies.documents import regions
from policies.documents.regions import items_needed
from policies.errors import ProfileError

SAMPLES = Path(__file__).parents[3] / "samples" / "policies"


@pytest.mark.parametrize(
    ("region", "profile"),
    [
        ("410202", "kaifeng-2019"),
        ("530102", "yunnan-2017"),
        ("532901", "yunnan-2017"),
        ("130302", "qinhuangdao-2017"),
        ("469025", "baisha-2020"),
        ("440507", "shantou-2016"),
        ("469024", None),
        ("410102", None),
        ("445102", None),
    ],
)
def test_a_region_has_the_document_of_its_place(region: str, profile: str | None) -> None:
    there = regions.table().law_at(region)
    assert (there.profile if there else None) == profile


def test_every_document_holds_somewhere_and_every_place_names_one_that_is_there() -> None:
    assert {place.profile for place in regions.load(regions.PACKAGED)} == set(profiles.names())


def test_a_county_with_a_document_of_its_own_goes_before_its_province() -> None:
    province, county = regions.Place("53", "云南省", "yunnan-2017"), regions.Place("530102", "某县", "kaifeng-2019")
    held = regions.Table((province, county), Path())
    assert [held.place_of(region) for region in ("530102", "530103", "110101")] == [county, province, None]


@pytest.mark.parametrize("name", profiles.names())
def test_the_items_needed_are_those_of_the_document_each_once(name: str) -> None:
    law = profiles.load(name)
    items = items_needed(law)
    assert list(items) == sorted({need.item.value for need in law.document.items})
    assert items


def test_an_overlay_holds_where_its_row_says_and_nowhere_else() -> None:
    held = regions.Table(
        (
            regions.Place("4405", "汕头市", "shantou-2016"),
            regions.Place("440507", "龙湖区", "shantou-2016", ("shantou-200-percent.toml",)),
        ),
        SAMPLES,
    )
    laid, plain = held.law("shantou-2016", "440507"), held.law("shantou-2016", "440511")
    assert (laid.numbers["near_line_ratio"], plain.numbers["near_line_ratio"]) == (20_000, 15_000)
    assert plain is profiles.load("shantou-2016")
    assert laid.version != plain.version
    assert held.law_at("440507") == regions.LawOfPlace(laid, items_needed(laid))
    assert held.law_at("440511") == regions.LawOfPlace(plain, items_needed(plain))
    # Who applied under another document before stays under it, and no overlay is laid on that.
    assert held.law("kaifeng-2019", "440507") is profiles.load("kaifeng-2019")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('profile = "nowhere-2000"', "there is no profile"),
        ('profile = "shantou-2016"\noverlays = ["absent.toml"]', "there is no overlay"),
    ],
)
def test_a_row_that_names_what_is_not_there_is_refused(tmp_path: Path, row: str, problem: str) -> None:
    file = tmp_path / "regions.toml"
    file.write_text(f'[[regions]]\nprefix = "44"\nplace = "x"\n{row}', encoding="utf-8")
    with pytest.raises(ProfileError, match=rf"regions\.toml: regions: 44: {problem}"):
        regions.table(file)


def test_an_overlay_that_cannot_be_laid_on_is_refused_with_its_name(tmp_path: Path) -> None:
    row = 'prefix = "44"\nplace = "x"\nprofile = "shantou-2016"\noverlays = ["broken.toml"]'
    (tmp_path / "regions.toml").write_text(f"[[regions]]\n{row}", encoding="utf-8")
    sample = (SAMPLES / "shantou-200-percent.toml").read_text(encoding="utf-8")
    (tmp_path / "broken.toml").write_text(sample.replace('"shantou-2016"', '"kaifeng-2019"'), encoding="utf-8")
    with pytest.raises(ProfileError, match=r"broken\.toml: form: over: is for 'kaifeng-2019'"):
        regions.table(tmp_path / "regions.toml")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[[regions]]\nprefix = "441"\nplace = "x"\nprofile = "y"', "is not 2, 4 or 6 digits"),
        ('[[regions]]\nprefix = "四四"\nplace = "x"\nprofile = "y"', "is not 2, 4 or 6 digits"),
        ('[[regions]]\nprefix = "44"\nplace = "x"\nprofile = "y"\n' * 2, "stands twice"),
        ('[[regions]]\nprefix = "44"', "missing required field"),
        ('[[regions]\nprefix = "44"', "form"),
        ("", "form"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "regions.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError, match=rf"regions\.toml: .*{problem}"):
        regions.load(file)
