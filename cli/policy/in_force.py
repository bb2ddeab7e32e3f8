"""Parameters that hold at a place on a day, from a parameter file or from the running system.

Without a day nothing is set: there is no silent default.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from cli.options import cannot
from policies.errors import ProfileError
from policies.parameters import book as parameters
from policies.parameters.book import Entry, value_of

Region = Annotated[
    str | None,
    typer.Option("--region", metavar="CODE", help="取该地区参数 · of this region; else of each household's own"),
]
On = Annotated[
    datetime | None,
    typer.Option("--on", metavar="DATE", formats=["%Y-%m-%d"], help="取该日有效的参数 · parameters in force that day"),
]
Book = Annotated[
    Path | None,
    typer.Option("--book", metavar="FILE", help="参数文件；否则取自运行中的系统 · a file; else the running system's"),
]


@dataclass(frozen=True)
class InForce:
    """`day` None: nothing is set. `file` None: the running system of `data` is asked."""

    region: str | None
    day: date | None
    file: Path | None
    data: Path

    @staticmethod
    def asked_for(region: str | None, on: datetime | None, book: Path | None, data: Path) -> "InForce":
        if on is None and (region or book):
            cannot("--region and --book say where; --on says on which day · 须以 --on 指明日期")
        return InForce(region, on.date() if on else None, book, data)

    def of(self, household: dict[str, object]) -> dict[str, object]:
        """What holds for this household, in our own units."""
        if self.day is None:
            return {}
        place = self.region or household.get("region")
        if not isinstance(place, str):
            cannot("--on needs a place: --region, or the fact `region` of each household · 须有地区")
        if self.file is not None:
            return _read(self.file).in_force(place, self.day)
        return _asked(self.data, place, self.day)


@cache
def _read(file: Path) -> parameters.Book:
    try:
        return parameters.load(file)
    except ProfileError as bad:
        cannot(bad)
    except OSError as error:
        cannot(f"{file}: {error.strerror}")


@cache
def _asked(data: Path, region: str, day: date) -> dict[str, object]:
    from cli.intake import in_force  # loads a client, for which a file needs none

    items = in_force(data, region, datetime(day.year, day.month, day.day), None)["items"]  # noqa: DTZ001, a mere day
    return {
        one["name"]: value_of(Entry(one["name"], one["kind"], (region,), day, one["value"], one["source"]))
        for one in items
    }
