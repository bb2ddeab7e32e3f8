"""The parameters in force at a place on a day, as they were known at one moment; read once for each place and day."""

from datetime import date, datetime, timedelta
from typing import Any

from chassis.service import Service
from policies.parameters import table as parameters_table
from policies.parameters.book import Book
from services.intake.resources import Resources

DAYS_KEPT = 20_000


class Books:
    """`before`: what became known from this moment on is left out."""

    def __init__(self, service: Service[Resources], before: datetime) -> None:
        self._service = service
        self._known_at = before - timedelta(microseconds=1)
        self._books: dict[str, Book] = {}
        self._days: dict[tuple[str, date], dict[str, Any]] = {}

    def in_force(self, region: str, day: date) -> dict[str, Any]:
        if (found := self._days.get((region, day))) is None:
            if len(self._days) >= DAYS_KEPT:
                self._days.clear()
            found = self._days[region, day] = self._book(region).in_force(region, day, self._known_at)
        return found

    def _book(self, region: str) -> Book:
        if region not in self._books:
            with self._service.store.reading() as connection:
                self._books[region] = parameters_table.book_of(connection, region)
        return self._books[region]
