"""Writes a population as the roster that a union's field survey would hand in, and the sample of it.

    python -m agencies.roster --households 200 --seed 1 --out samples/roster.xlsx

Equal arguments give equal bytes: the workbook carries no time of its own.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from agencies.population import Population, generate
from contracts.roster_columns import (
    COLUMNS,
    FURTHER_MEMBERS_MAX,
    NONE_OF_IT,
    SEPARATOR,
    SHEET,
    Column,
    place_name,
)
from kernel.national_form import HOUSE_KINDS
from kernel.text import harmless_in_a_sheet

# The day on which the sample was surveyed; fixed, so that the sample never changes.
SAMPLE_DAY = date(2026, 11, 2)
CREATED = datetime(2026, 11, 2, tzinfo=UTC)


def write_roster(population: Population, path: Path) -> None:
    """One header row, then one row per household, in the columns of `contracts.roster_columns`."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "困难职工登记表（虚构样本）", "created": CREATED})
        sheet = book.add_worksheet(SHEET)
        required = book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True})
        optional = book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1, "text_wrap": True})
        formats = {
            "money": book.add_format({"num_format": "0.00"}),
            "text": book.add_format({"num_format": "@"}),
        }
        sheet.freeze_panes(1, 5)
        for place, column in enumerate(COLUMNS):
            sheet.write_string(0, place, column.header, required if column.required else optional)
            sheet.set_column(place, place, 22 if column.kind in ("identifier", "codes") else 13)
        for row, household in enumerate(population.households, start=1):
            for place, column in enumerate(COLUMNS):
                _write(sheet, row, place, column, household.body, formats)


def _write(sheet: Any, row: int, place: int, column: Column, body: dict[str, Any], formats: Any) -> None:
    value = _at(body, column) if column.field else row
    if value is None:
        return
    if column.kind == "money":
        sheet.write_number(row, place, float(value), formats["money"])
    elif column.kind == "integer":
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, harmless_in_a_sheet(_words(column, value)), formats["text"])


def _words(column: Column, value: Any) -> str:
    """The cell's text: the form's own words, not our codes."""
    chinese: dict[str, str] = {}
    for word, code in column.codes.items():  # the form's own word of a code stands first
        chinese.setdefault(code, word)
    match column.kind:
        case "flag":
            return "是" if value else "否"
        case "code":
            return chinese[value]
        case "codes":
            return SEPARATOR.join(chinese[code] for code in value)
        case "places":
            return SEPARATOR.join(place_name(place) for place in value)
        case "houses":
            return _listed(f"{HOUSE_KINDS[house['kind']]}{house['area_m2']}" for house in value)
        case "years":
            return _listed(str(vehicle["purchased_in"]) for vehicle in value)
        case "firms":
            return _listed(firm["name"] for firm in value)
        case _:
            return str(value)


def _listed(entries: Iterable[str]) -> str:
    return SEPARATOR.join(entries) or NONE_OF_IT


def _at(body: Any, column: Column) -> Any:
    """The value at the column's path; None for a member or a fact that is not there."""
    for step in column.field.split("."):
        if isinstance(body, list):
            if int(step) >= len(body):
                return None
            body = body[int(step)]
        else:
            body = body.get(step)
        if body is None:
            break
    return body


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m agencies.roster", description=__doc__.splitlines()[0])
    options.add_argument("--households", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--today", type=date.fromisoformat, default=SAMPLE_DAY, help="day of the survey")
    options.add_argument("--out", type=Path, required=True)
    asked = options.parse_args()
    population = generate(asked.households, asked.seed, asked.today)
    largest = max(len(household.body["members"]) for household in population.households)
    if largest > FURTHER_MEMBERS_MAX + 1:
        raise SystemExit(f"a household of {largest} does not fit the form")
    write_roster(population, asked.out)


if __name__ == "__main__":
    main()
