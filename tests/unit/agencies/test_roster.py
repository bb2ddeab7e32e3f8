"""The roster is the population in the words of the union's form, byte for byte the same each time."""

import zipfile
from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from agencies.population import generate
from agencies.roster import SAMPLE_DAY, write_roster
from contracts.roster_columns import APPLICANT, COLUMNS, SHEET

TODAY = date(2026, 11, 2)
SAMPLE = Path(__file__).parents[3] / "samples" / "roster.xlsx"


def test_equal_populations_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "other.xlsx"):
        write_roster(generate(20, 6, TODAY), tmp_path / name)

    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()


def test_the_sample_is_what_the_population_writes(tmp_path: Path) -> None:
    write_roster(generate(200, 1, SAMPLE_DAY), tmp_path / "roster.xlsx")

    # Part by part: another release of zlib may pack the same parts differently.
    assert parts(tmp_path / "roster.xlsx") == parts(SAMPLE)


def test_headers_are_the_columns_in_their_order() -> None:
    book = CalamineWorkbook.from_path(SAMPLE)

    rows = book.get_sheet_by_name(SHEET).to_python()
    assert rows[0] == [column.header for column in COLUMNS]
    assert len(rows) == 1 + 200


def test_headers_and_fields_are_named_once() -> None:
    assert len({column.header for column in COLUMNS}) == len(COLUMNS)
    fields = [column.field for column in COLUMNS if column.field]
    assert len(set(fields)) == len(fields)


def test_identifiers_are_text(tmp_path: Path) -> None:
    write_roster(generate(5, 4, TODAY), tmp_path / "roster.xlsx")

    header, *rows = CalamineWorkbook.from_path(tmp_path / "roster.xlsx").get_sheet_by_index(0).to_python()
    places = [place for place, column in enumerate(COLUMNS) if column.kind == "identifier"]
    assert header[places[1]] == f"{APPLICANT}身份证号"
    assert all(isinstance(row[place], str) for row in rows for place in places)


def test_no_cell_holds_a_formula() -> None:
    with zipfile.ZipFile(SAMPLE) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_the_cells_say_what_the_body_says() -> None:
    body = generate(200, 1, SAMPLE_DAY).households[0].body
    header, first, *_ = CalamineWorkbook.from_path(SAMPLE).get_sheet_by_index(0).to_python()

    row = dict(zip(header, first, strict=True))

    assert row["所属工会"] == body["org_path"]
    assert row["本人姓名"] == body["members"][0]["name"]
    assert row["银行账号"] == body["account"]["number"]
    assert row["本人月收入（元）"] == float(body["members"][0]["monthly_income"])
    assert str(row["授权签署人"]).split("、")[0] == APPLICANT


def parts(book: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(book) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_what_a_household_owns_stands_there_in_the_words_of_the_form() -> None:
    header, *rows = CalamineWorkbook.from_path(SAMPLE).get_sheet_by_name(SHEET).to_python()
    people = generate(200, 1, SAMPLE_DAY).households
    one = next(place for place, household in enumerate(people) if household.body["owned"]["houses"])
    (house,) = people[one].body["owned"]["houses"]
    told = {str(name).strip("*"): rows[one][column] for column, name in enumerate(header)}
    assert (told["房产"], told["名下企业"]) == (f"商品房{house['area_m2']}", "无")
