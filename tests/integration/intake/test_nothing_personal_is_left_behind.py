"""Personal data travel sealed: the database holds none of it, and read models are rebuilt without it."""

from typing import Any

import psycopg

from chassis.codec import Codec
from chassis.operations.events import events_of
from chassis.vault.postgres import PostgresVault
from services.intake.bootstrap import CATALOGUE
from services.intake.projections import project
from tests.integration.intake.applications import application, id_number, report
from tests.integration.intake.conftest import Intake

SECRETS = ("陈测试", id_number(1), id_number(2), "19900000000", "虚构路", "9999990000000000001", "电话回访", "已就业")


def walked(intake: Intake) -> str:
    household = intake.submitted(application(1, 2))
    intake.hear(household, report())
    intake.decide(household, decision="return", papers=["income"])
    intake.post(f"/v1/households/{household}/resubmission", application(1, 2), "portal")
    intake.hear(household, report(round_=2))
    intake.decide(household, decision="approve")
    intake.post(f"/v1/households/{household}/unmask", {"reason": "电话回访"}, "unmask")
    intake.post(f"/v1/households/{household}/objection", {"text": "电话回访"})
    intake.post(f"/v1/households/{household}/withdrawal", {"reason": "已就业"}, "portal")
    return household


def everything_in(connection: psycopg.Connection[Any]) -> str:
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    rows = [connection.execute(f'SELECT t::text FROM "{table}" t').fetchall() for (table,) in tables]
    bodies = connection.execute("SELECT convert_from(body, 'UTF8') FROM events").fetchall()
    answers = connection.execute("SELECT convert_from(response, 'UTF8') FROM idempotency").fetchall()
    return "\n".join(str(row) for each in (*rows, bodies, answers) for row in each)


def test_no_personal_datum_stands_in_any_table(intake: Intake) -> None:
    household = walked(intake)
    with intake.service.store.reading() as connection:
        stored = everything_in(connection)
    assert household in stored
    assert [secret for secret in SECRETS if secret in stored] == []


def test_read_models_are_rebuilt_from_sealed_events_alone(intake: Intake) -> None:
    walked(intake)
    assert isinstance(intake.service.vault, PostgresVault)
    sealed = intake.service.vault
    with intake.service.store.reading() as connection:
        rows = connection.execute("SELECT body FROM events ORDER BY position").fetchall()
    opened = [list(project(intake.service.store.codec.decode(body))) for (body,) in rows]
    sealed.may_open = False
    shut = [
        list(project(Codec("intake", {**CATALOGUE, **events_of("intake")}, sealed).decode(body))) for (body,) in rows
    ]
    assert shut == opened


def test_an_erased_household_is_shown_without_anything_personal(intake: Intake, shred: Any) -> None:
    household = intake.submitted(application(1))
    shred(intake.service.vault, household)
    shown = intake.get(f"/v1/households/{household}")
    assert shown.status_code == 200
    assert [set(member) for member in shown.json()["members"]] == [{"token"}]
    for command, role in (("unmask", "unmask"), ("withdrawal", "portal")):
        answer = intake.post(f"/v1/households/{household}/{command}", {"reason": "x"}, role)
        assert (answer.status_code, answer.json()["code"]) == (409, "household_erased")
