"""Fixtures of `tests/security`: the four worlds, opened once for all tests of a worker."""

from collections.abc import Iterator

import pytest

from tests.security.worlds.open import Worlds
from tests.support.postgres import PostgresForTests


@pytest.fixture(scope="session")
def worlds(postgres: PostgresForTests, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    made = Worlds(postgres, tmp_path_factory.mktemp)
    yield made
    made.close()
