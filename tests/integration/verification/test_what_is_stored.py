"""What verification leaves in its database: nothing personal in plain, and read models that can be made again."""

from typing import Any

import psycopg

from agencies.behaviour import Behaviour, Manner
from agencies.faults import Fault
from chassis.rebuild import drift
from services.verification.bootstrap import CATALOGUE
from services.verification.projections import TABLES, project
from tests.integration.verification.applications import items, submitted
from tests.integration.verification.conftest import POPULATION, Town

SILENT_TAX = Behaviour(
    default=Manner(faults={Fault.TWICE: 0.5, Fault.WRONG_SIGNATURE: 0.5}),
    agencies={"tax": Manner(faults={Fault.SILENT: 1.0})},
)


def walked(make_town: Any) -> Town:
    town: Town = make_town(SILENT_TAX)
    households = [town.apply(submitted(town.service.vault, one.body)) for one in POPULATION.households[:6]]
    town.deliver()
    for household in households:
        town.answered(household, len(items()) - 1)
    town.move(days=15)
    for household in households:
        town.reported(household)
    return town


def test_no_name_number_or_income_stands_in_plain_in_any_table(make_town) -> None:
    town = walked(make_town)
    with psycopg.connect(town.settings.database_url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        rows = [connection.execute(f'SELECT t::text FROM "{table}" t').fetchall() for (table,) in tables]
        bodies = connection.execute("SELECT body FROM events").fetchall()
    dump = str(rows) + "".join(bytes(body).decode() for (body,) in bodies)
    assert "InquiryOpened" in dump
    for one in POPULATION.households[:6]:
        for member in one.body["members"]:
            assert member["id_number"] not in dump
            assert member["name"] not in dump
        assert one.body["contact"]["phone"] not in dump
        assert one.body["account"]["number"] not in dump
        for secret in ("monthly_income", "seriously_ill", "hardship_expenditure"):
            assert secret not in dump


def test_the_read_models_made_again_from_zero_are_the_live_ones(make_town) -> None:
    town = walked(make_town)
    assert set(CATALOGUE) >= {name for (name,) in town.rows("SELECT DISTINCT type FROM events")}
    with psycopg.connect(town.settings.database_url) as connection:
        assert drift(connection, town.service.store.codec, project, TABLES) == {}
