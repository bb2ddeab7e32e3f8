"""Four empty services' stores, the checks' view of them, and a household's way in them."""

from collections.abc import Callable, Iterator

import pytest

from chassis.roles import SERVICES
from chassis.urls import ServiceUrls, Urls, VaultUrls
from checks.storage import Storage
from tests.checks.world import World

NO_VAULT = VaultUrls("", "", "", "")


@pytest.fixture
def urls(make_database: Callable[..., ServiceUrls]) -> Urls:
    return Urls({service: make_database(service) for service in SERVICES}, NO_VAULT)


@pytest.fixture
def storage(urls: Urls) -> Iterator[Storage]:
    with Storage(urls) as opened:
        yield opened


@pytest.fixture
def world(urls: Urls, storage: Storage, admin_url: str) -> Iterator[World]:
    made = World(urls, storage, admin_url)
    yield made
    made.close()
