"""People who carry question sheets: one takes a sheet out, a clerk fills it in, two bring it back."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from contracts import answer_sheet as form
from tests.integration.verification.conftest import Town

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Filled = Callable[[dict[str, Any]], dict[str, Any]]
"""Given a row by its headers: what the clerk writes in it."""


def taken_out(town: Town, *, again: bool = False, agency: str = "tax", org_path: str | None = None) -> Any:
    body = {"agency": agency, "again": again}
    return town.post("/v1/question-sheets", body, "case_worker", org_path)


def file_of(town: Town, sheet: str, subject: str | None = None) -> bytes:
    answer = town.get(f"/v1/question-sheets/{sheet}/file", "case_worker", subject=subject)
    assert answer.status_code == 200, answer.text
    return bytes(answer.content)


def fill(content: bytes, say: Filled, clerk: str | None = "王示例") -> bytes:
    book = load_workbook(BytesIO(content))
    sheet = book[form.SHEET]
    rows = list(sheet.iter_rows())
    header = next(row for row in rows if any(cell.value == form.QUESTION for cell in row))
    places = {cell.value: cell.column for cell in header}
    for row in rows:
        if row[0].value == form.CLERK:
            sheet.cell(row[0].row, 2).value = clerk
        if row[0].row > header[0].row:
            given = {name: sheet.cell(row[0].row, column).value for name, column in places.items()}
            for name, value in say(given).items():
                sheet.cell(row[0].row, places[name]).value = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def send(town: Town, sheet: str, content: bytes, role: str = "case_worker", last: str = "", **headers: str) -> Any:
    files = {"file": ("sheet.xlsx", content, XLSX)}
    path = f"/v1/question-sheets/{sheet}/answers{last}"
    return town.door.post(path, files=files, headers=town.headers(role, **headers))


def bring(town: Town, sheet: str, content: bytes) -> Any:
    return send(town, sheet, content)


def confirm(town: Town, sheet: str, content: bytes) -> Any:
    return send(town, sheet, content, "reviewer", "/confirmation")


def rows_of(content: bytes) -> list[dict[str, Any]]:
    """The sheet's rows by their headers."""
    rows: list[dict[str, Any]] = []

    def look(given: dict[str, Any]) -> dict[str, Any]:
        rows.append(given)
        return {}

    fill(content, look)
    return rows
