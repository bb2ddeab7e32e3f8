"""A server full of tasks, as a province has them: by COPY, and behind those that a first page shows, sealed names."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import psycopg

from agencies.partners import EVERYBODY
from chassis import migrate
from chassis.codec import Codec
from chassis.ids import uuid7
from chassis.roles import SERVICES
from chassis.vault import ciphers
from contracts import intake as facts
from lab.bench import history
from machine import embedded, environment, key_files, secrets
from machine.environment import Place
from machine.ports import Ports, free_port
from machine.program import Program
from machine.provision import provision
from machine.readiness import http_ready
from machine.service_tools import CHECKOUT
from machine.stack import module
from machine.supervisor import Supervisor

PROVINCE: Final = "44"
COUNTY: Final = "44/4405/440507"
NAMED: Final = 200
"""So many of the most urgent tasks of the county and of the province are of households with a sealed application."""
COUNTIES, UNIONS = 100, 10
PERSON: Final = "li.wei"
PEOPLE, TAKEN = 5_000, 1 / 3
"""A third of the tasks are taken, by so many people."""
KINDS: Final = ("file_number", "review", "papers", "second_signature", "exit")
AT: Final = datetime(2026, 11, 2, 4, tzinfo=UTC)


@contextmanager
def served(folder: Path) -> Iterator[Place]:
    with watched_over(folder) as (place, _):
        yield place


@contextmanager
def watched_over(folder: Path) -> Iterator[tuple[Place, Supervisor]]:
    """PostgreSQL and intake's own process; the other services' databases are there and stand still."""
    started = embedded.start(folder / "server", free_port(), history.QUICK)
    watched = Supervisor(folder / "logs")
    try:
        made, ports = secrets.load_or_create(folder / "secrets", EVERYBODY), Ports.free()
        urls = provision(started.admin_url, made.passwords)
        for service in SERVICES:
            migrate.upgrade(f"services.{service}", urls.services[service].owner)
        migrate.upgrade_vault(urls.vault.owner)
        keys = key_files.write(folder / "keys", made, ports)
        place = Place(urls, ports, keys, made.master_key_file, "direct", None, None, None)
        settings = environment.of_service("intake", place)
        watched.start(Program("intake", module("intake"), http_ready(ports.intake), settings, CHECKOUT))
        yield place, watched
    finally:
        watched.stop()
        started.stop()


def fill(place: Place, count: int, today: date) -> None:
    """So many tasks more, a hundredth of them in the county; the most urgent of both are the named ones."""
    drawn = random.Random(count)
    with history.into(place.urls) as (intake, vault):
        named = _named(intake, vault, place.master_key_file.read_bytes())
        with intake.cursor() as cursor, cursor.copy(_TASKS) as copy:
            for number in range(count):
                urgent = named.pop() if named else None
                county = COUNTY if number % COUNTIES == 0 or (urgent and number % 2) else _county(number % COUNTIES)
                due = today - timedelta(days=60) if urgent else today + timedelta(days=drawn.randrange(-30, 60))
                household = urgent or uuid7()
                kind, union = drawn.choice(KINDS), f"{county}/u{drawn.randrange(UNIONS)}"
                assignee = f"{PERSON}{drawn.randrange(PEOPLE) or ''}" if drawn.random() < TAKEN else None
                copy.write_row((uuid7(), kind, household, household, union, due, AT, [], assignee, AT))
        intake.execute("ANALYZE tasks")


def _county(number: int) -> str:
    city = f"44{number // 5 + 1:02d}"
    return f"44/{city}/{city}{number % 5 + 1:02d}"


def _named(intake: psycopg.Connection[Any], vault: psycopg.Connection[Any], master: bytes) -> list[str]:
    """Households with an application, which is all that a name is read of; none twice."""
    keys = {uuid7(): ciphers.new_key() for _ in range(NAMED)}
    history.keep(vault, master, keys)
    codec = Codec(
        "intake", {"jiekun.intake.ApplicationSubmitted.v1": facts.ApplicationSubmitted}, history.sealing(keys)
    )
    with intake.transaction(), intake.cursor() as cursor:
        history.store(cursor, codec, ((household, [_application(household)]) for household in keys))
    return list(keys)


def _application(household: str) -> facts.ApplicationSubmitted:
    member = facts.Member(
        token=f"person:{household}",
        name="陈示例",
        id_number="44050019850101000X",
        birth_date=date(1985, 1, 1),
        relation="self",
        can_work=True,
        employment="laid_off",
        monthly_income=60_000,
        health="healthy",
        disability=False,
    )
    declared = facts.Declared(
        on_dibao=False,
        relief_monthly=0,
        hardship_expenditure_monthly=0,
        causes=("laid_off",),
        primary_cause="laid_off",
        union_member=True,
        migrant_worker=False,
        single_parent=False,
        sudden_event=False,
        restructuring_affected=False,
    )
    return facts.ApplicationSubmitted(
        org_path=f"{COUNTY}/u0",
        region="440507",
        profile="shantou-2016",
        channel="portal",
        submitted_on=AT.date(),
        applicant=member.token,
        members=(member.token,),
        account="account:1",
        consent=facts.Consent(
            reference="1", signed_on=AT.date(), valid_until=AT.date(), items=(), persons=(member.token,)
        ),
        items=(),
        details=facts.Details(
            members=(member,),
            declared=declared,
            contact=facts.Contact("0754-0000 0000", "示例路 1 号"),
            account=facts.Account("示例银行", "9999990000000000000"),
            employer=facts.Employer("示例厂", "91440500000000000X", "private"),
        ),
    )


_TASKS = "COPY tasks (task, kind, household, about, org_path, due_on, since, reason, assignee, changed_at) FROM STDIN"
