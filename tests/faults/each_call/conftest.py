"""The house with the journey walked once, for all tests of this package; and how long they took."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import structlog

from agencies.roster import SAMPLE_DAY
from chassis import database
from chassis.roles import SERVICES, VAULT
from chassis.urls import Urls
from kernel.calendar import opening_hour
from tests.faults.each_call.house import House
from tests.faults.each_call.journey import Journey
from tests.faults.each_call.laboratory import Laboratory
from tests.faults.each_call.people import population
from tests.support.postgres import PostgresForTests
from tests.support.read_models import read_models

SILENT = structlog.make_filtering_bound_logger(logging.CRITICAL)


@pytest.fixture(scope="package", autouse=True)
def _silence() -> Iterator[None]:
    """Hundreds of failures are meant; writing their tracebacks would take longer than they do."""
    structlog.configure(wrapper_class=SILENT)
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="package", autouse=True)
def _patient() -> Iterator[None]:
    """A full machine is none of the faults meant here: whoever waits for a free connection gets it late."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "FREE_WITHIN_S", 20.0)
        yield


@pytest.fixture(scope="package")
def laboratory(
    _silence: None,
    _patient: None,
    postgres: PostgresForTests,
    tmp_path_factory: pytest.TempPathFactory,
    last_words: list[str],
) -> Iterator[Laboratory]:
    with opened(postgres, tmp_path_factory.mktemp("each-call"), fine=False) as made:
        yield made
        last_words.append(made.told())


@pytest.fixture(scope="package")
def fine_laboratory(
    _silence: None,
    _patient: None,
    postgres: PostgresForTests,
    tmp_path_factory: pytest.TempPathFactory,
    last_words: list[str],
) -> Iterator[Laboratory]:
    """In this one the same code run by another service or loop is a site of its own."""
    with opened(postgres, tmp_path_factory.mktemp("each-call"), fine=True) as made:
        yield made
        last_words.append(made.told())


@contextmanager
def opened(postgres: PostgresForTests, folder: Path, fine: bool) -> Iterator[Laboratory]:
    names = {kind: postgres.fresh(kind) for kind in (*SERVICES, VAULT)}
    services = {service: postgres.service_urls(service, names[service]) for service in SERVICES}
    urls = Urls(services, postgres.vault_urls(names[VAULT]))
    people = population()
    house = House(folder, postgres.admin_url, urls, people, opening_hour(SAMPLE_DAY))
    house.sites.fine = fine
    made = Laboratory(house, Journey(house, house.portal(), people), read_models(), thorough=fine)
    try:
        made.walk()
        yield made
    finally:
        house.close()
        for name in names.values():
            postgres.drop(name)
