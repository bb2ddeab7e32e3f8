"""One household's way, told event by event straight into four stores: what the services would have written."""

from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from chassis.codec import Codec
from chassis.envelope import Context
from chassis.message import Mark, Message
from chassis.roles import SERVICES
from chassis.store.postgres import PostgresStore
from chassis.unit_of_work import Change, unit
from chassis.urls import Urls, with_database
from chassis.vault.memory import MemoryVault
from checks import quiet
from checks.expected import SUBSCRIPTIONS
from checks.storage import Storage
from contracts import assistance, intake, ledger, verification
from kernel.period import Period
from services.assistance.domain import events as of_assistance
from services.assistance.domain import journal
from services.intake.domain import events as of_intake
from services.ledger.domain import events as of_ledger
from services.ledger.index import writes as ledger_index
from services.ledger.log.sequence import sequence
from services.verification.domain import events as of_verification
from tests.contracts.examples import example
from tests.support.read_models import of_service

NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 2)
MAY = Period(date(2026, 5, 1), date(2026, 5, 31))


class World:
    def __init__(self, urls: Urls, storage: Storage, admin_url: str) -> None:
        self.urls, self.storage, self.vault, self.admin_url = urls, storage, MemoryVault(), admin_url
        catalogues = {service: import_module(f"services.{service}.bootstrap").CATALOGUE for service in SERVICES}
        self.codecs = {service: Codec(service, catalogues[service], self.vault) for service in SERVICES}
        self.stores = {
            service: PostgresStore(
                urls.services[service].app, self.codecs[service], of_service(service).project, connections=2
            )
            for service in SERVICES
        }

    def tell(self, service: str, subject: str, *events: Any, stream: str = "", cause: str | None = None) -> str:
        """Appends the events as one unit; gives the id of the first."""
        self.vault.create(subject)
        stream = stream or f"stream-{subject}"
        context = Context(actor="somebody", at=NOON, correlation="c", causation=cause)
        with self.stores[service].transaction() as transaction:
            version = len(transaction.load(stream))
            made = unit(self.codecs[service], context, [Change(stream, version, subject, events)])
            if service == "ledger":
                ledger_index.folded(transaction, made)
            transaction.append([made])
        return made.rows[0].id

    def settle(self) -> None:
        """Sequences everything and moves every mark to its head."""
        tops = {service: at.heads for service, at in quiet.heads(self.storage).items()}
        for service, subscriptions in SUBSCRIPTIONS.items():
            with self.stores[service].transaction() as transaction:
                for name, source in subscriptions:
                    for partition, position in enumerate(tops[source]):
                        mark = transaction.mark(name, source, partition)
                        if name == "log" and (fresh := self._messages(source, partition, mark.position)):
                            sequence(transaction, fresh)
                        transaction.move(name, source, partition, Mark(position))

    def park(self, service: str, source: str, position: int) -> None:
        """The event of `source` at this position is parked in the subscription that bears the service's name."""
        with self.stores[service].transaction() as transaction:
            transaction.park(service, self._message(source, position), "a_reason")

    def damage(self, service: str, sql: str) -> None:
        """What only a broken system or a hand in the database does."""
        database = conninfo_to_dict(self.urls.services[service].owner)["dbname"]
        with psycopg.connect(with_database(self.admin_url, str(database))) as hand:
            hand.execute("SET session_replication_role = replica")  # past the triggers that keep events
            hand.execute(sql)

    def close(self) -> None:
        for store in self.stores.values():
            store.close()

    def _message(self, source: str, position: int) -> Message:
        query = "SELECT partition, position, previous, subject, type, body FROM events WHERE position = %s"
        return Message(source, *self.storage.row(source, query, (position,)))

    def _messages(self, source: str, partition: int, after: int) -> list[Message]:
        rows = self.storage.rows(
            source,
            "SELECT position, previous, subject, type, body FROM events WHERE partition = %s AND position > %s"
            " ORDER BY position",
            (partition, after),
        )
        return [Message(source, partition, *row) for row in rows]


def walk(world: World, household: str = "h1", person: str = "person:a", act: str = "a1") -> None:
    """From the application to money paid, right in every part."""
    tell = world.tell
    submitted = tell("intake", household, example(intake.ApplicationSubmitted))
    tell("verification", household, example(of_verification.InquiryOpened), cause=submitted)
    report = tell("verification", household, example(verification.ReportCompleted))
    tell("intake", household, example(of_intake.CategoryProposed), cause=report)
    opened = tell("intake", household, example(intake.FileOpened, members=(person,)))
    with world.stores["intake"].transaction() as transaction:
        transaction.connection.execute("INSERT INTO claims VALUES (%s, %s)", (person, household))
    tell("assistance", household, example(assistance.PlanDrafted), cause=opened)
    recorded = example(of_ledger.FileRecorded, household=household, members=(person,))
    tell("ledger", household, recorded, stream=f"file-{household}", cause=opened)
    _aid(world, household, person, act)


def _aid(world: World, household: str, person: str, act: str) -> None:
    fund, batch, terms = f"fund-{act}", f"batch-{act}", {"act": act, "kind": "living_subsidy", "amount": 500}
    established = example(of_assistance.FundEstablished, budget=2_000)
    world.tell("assistance", fund, established, journal.established(fund, 2_000))
    with world.stores["assistance"].transaction() as transaction:
        transaction.connection.execute("INSERT INTO budgets (fund, free) VALUES (%s, %s)", (fund, 1_500))
    proposal = example(assistance.AidProposed, **terms, fund=fund, beneficiaries=(person,), period=MAY)
    commitment = of_assistance.BudgetCommitted(act=act, fund=fund, amount=500)
    proposed = world.tell("assistance", household, proposal, commitment, journal.committed(fund, act, 500))
    same = {name: getattr(proposal, name) for name in ("giver", "account", "bill", "period", "beneficiaries")}
    recorded = example(of_ledger.ActRecorded, **terms, **same, household=household)
    cleared = ledger.AidCleared(act=act, expires_on=DAY)
    world.tell("ledger", household, recorded, cleared, stream=f"act-{act}", cause=proposed)
    line = example(assistance.ActLine, act=act, household=household, amount=500, beneficiaries=(person,))
    closed = world.tell("assistance", batch, example(assistance.PaymentBatchClosed, acts=(line,), total=500))
    check = ledger.ActCheck(act=act, household=household, confirmed=True, amount=500)
    world.tell("ledger", batch, ledger.BatchChecked(fund=fund, acts=(check,), total=500), cause=closed)
    paid = assistance.AidPaid(act=act, batch=batch, amount=500, paid_on=DAY)
    told = world.tell("assistance", household, paid, journal.paid(fund, act, 500))
    recorded_paid = of_ledger.ActPaid(act=act, paid_on=DAY)
    world.tell("ledger", household, recorded_paid, stream=f"act-{act}", cause=told)
