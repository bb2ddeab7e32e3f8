"""What a row is read by beside its own cells: unions by name, credit codes by employer, what came with the upload."""

from datetime import date

import pytest

from chassis.http.principal import Principal
from chassis.workbook.told import Cell
from contracts.roster_columns import COLUMNS, headers_of
from kernel import organisation
from services.intake.adapters.roster_body import body_of
from services.intake.adapters.roster_completion import Surroundings
from services.intake.adapters.roster_lists import Unreadable
from services.intake.adapters.roster_reader import Row, canonical
from services.intake.form.body import ApplicationForm
from services.intake.handlers.roster_surroundings import codes_by_employer, unions_by_name
from tests.support.rosters import AROUND
from tests.unit.intake.sheets.sent import BARE

FILE = """
version = "1"
""" + "".join(
    f'[[organisation]]\npath = "{path}"\nname = "{name}"\nregion = "{region}"\nphone = "1"\nkind = "{kind}"\n'
    for path, name, region, kind in (
        ("44", "广东省总工会", "440000", "federation_province"),
        ("44/4405", "汕头市总工会", "440500", "federation_city"),
        ("44/4405/440507", "龙湖区总工会", "440507", "federation_county"),
        ("44/4405/440507/a", "虚构厂工会", "440507", "enterprise"),
        ("44/4405/440507/b", "虚构店工会", "440507", "enterprise"),
        ("44/4405/440511", "金平区总工会", "440511", "federation_county"),
        ("44/4405/440511/a", "虚构厂工会", "440511", "enterprise"),
        ("44/4405/440511/c", "虚构矿工会", "440511", "enterprise"),
        ("44/4405/440511/d", "虚构矿工会", "440511", "enterprise"),
    )
)
ORGANISATIONS = organisation.load(FILE)


def caller(scope: str) -> Principal:
    return Principal(subject="somebody", org_path=scope, roles=frozenset({"portal"}))


def found(name: str, region: str | None = None, scope: str = "44") -> str:
    return unions_by_name(ORGANISATIONS, caller(scope))(name, region)


def refusal(name: str, region: str | None = None, scope: str = "44") -> tuple[str, str]:
    with pytest.raises(Unreadable) as refused:
        found(name, region, scope)
    return refused.value.code, refused.value.words


def row(**cells: str) -> Row:
    return Row(2, {header: Cell("text", said) for header, said in cells.items()}, has=frozenset(cells))


def test_a_union_is_known_by_its_name_or_its_path() -> None:
    assert found("虚构店 工会") == "44/4405/440507/b"
    assert found("44/4405/440507/b") == "44/4405/440507/b"
    assert found("虚构厂工会", "440511") == "44/4405/440511/a"


def test_a_name_of_several_unions_is_refused_with_the_paths_of_all() -> None:
    assert refusal("虚构厂工会") == ("union.ambiguous", "44/4405/440507/a、44/4405/440511/a")
    assert refusal("虚构矿工会", "440511") == ("union.ambiguous", "44/4405/440511/c、44/4405/440511/d")


def test_a_name_that_nobody_has_is_refused_with_those_that_look_like_it() -> None:
    assert refusal("虚构店公会") == ("union.unknown", "虚构店工会、虚构矿工会、虚构厂工会")
    assert refusal("某某")[0] == "union.unknown"


def test_a_union_beyond_the_callers_scope_is_known_by_no_name() -> None:
    code, words = refusal("虚构矿工会", scope="44/4405/440507")
    assert code == "union.unknown"
    assert "虚构矿工会" not in words
    assert found("虚构厂工会", scope="44/4405/440507") == "44/4405/440507/a"


def test_an_employers_code_is_taken_from_the_rows_that_agree() -> None:
    code, other = "91440590900001009D", "91440590900002001E"
    known = codes_by_employer(
        [
            row(工作单位="甲厂", 单位统一社会信用代码=code),
            row(工作单位="甲厂", 单位统一社会信用代码=f" {code} "),
            row(工作单位="乙厂", 单位统一社会信用代码=code),
            row(工作单位="乙厂", 单位统一社会信用代码=other),
            row(工作单位="丙厂"),
        ]
    )
    assert known == {"甲厂": code}


def test_a_bare_row_with_what_surrounds_it_is_an_application() -> None:
    around = Surroundings(
        today=date(2026, 11, 2),
        union=unions_by_name(ORGANISATIONS, caller("44")),
        employers={"虚构实业": "91440590900001009D"},
        items_at=lambda region: ("hukou",) if region == "440507" else (),
    )
    cells = {_header(said): Cell("text", cell) for said, cell in BARE.items()}
    cells["所属工会"] = Cell("text", "虚构店工会")
    read = body_of(Row(2, cells, has=frozenset(cells)), {}, around)
    form = ApplicationForm.model_validate(read.body)
    assert (read.flaws, read.notes) == ([], [])
    assert (form.org_path, form.region, form.employer.credit_code) == (
        "44/4405/440507/b",
        "440507",
        "91440590900001009D",
    )
    assert [item.value for item in form.consent.items] == ["hukou"]


def test_what_was_given_with_the_upload_stands_for_a_column_that_is_not_there() -> None:
    cells = {_header(said): Cell("text", cell) for said, cell in BARE.items() if said != "所属工会"}
    read = body_of(Row(2, cells, has=frozenset(cells)), {"org_path": "44/4405/440507/b", "region": None}, AROUND)
    assert (read.body["org_path"], read.body["region"], read.flaws) == ("44/4405/440507/b", "440507", [])


def test_no_header_means_two_columns_and_ten_must_be_there() -> None:
    """Issue 13: at most ten columns required."""
    named = [canonical(header) for column in COLUMNS for header in set(map(canonical, headers_of(column)))]
    assert len(set(named)) == len(named)
    needed = [c for c in COLUMNS if c.required and (not c.field.startswith("members.") or c.field[8] == "0")]
    assert len(needed) == 10


def _header(said: str) -> str:
    (column,) = (column for column in COLUMNS if said in headers_of(column))
    return column.header
