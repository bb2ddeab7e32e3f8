"""Read models rebuilt from the events alone: equal to the live ones, or the difference is shown."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Json

from chassis.codec import Recorded
from chassis.rebuild import drift, fresh, live, rebuild
from chassis.store.append import append
from chassis.store.postgres import PostgresStore
from chassis.unit_of_work import Change, unit
from chassis.urls import ServiceUrls
from chassis.vault.memory import MemoryVault
from tests.support.events import CONTEXT, Noted, Opened, codec, texts
from tests.support.until import wait_until

TABLES = ["households", "notes"]
SCHEMA = """
CREATE TABLE households (household text PRIMARY KEY, number int NOT NULL, notes int NOT NULL DEFAULT 0);
CREATE TABLE notes (household text REFERENCES households, version int, data jsonb NOT NULL);
"""


def project(recorded: Recorded) -> Iterable[tuple[str, Any]]:
    household = recorded.envelope.subject
    match recorded.event:
        case Opened(number=number):
            yield "INSERT INTO households (household, number) VALUES (%s, %s)", (household, number)
        case Noted(text=text):
            yield "UPDATE households SET notes = notes + 1 WHERE household = %s", (household,)
            yield (
                "INSERT INTO notes VALUES (%s, %s, %s)",
                (household, recorded.envelope.streamversion, Json({"text": text})),
            )


def project_leaking(recorded: Recorded) -> Iterable[tuple[str, Any]]:
    """The planted breach: the read model holds something of a personal field."""
    if isinstance(recorded.event, Opened):
        number = len(str(recorded.event.name))
        yield "INSERT INTO households (household, number) VALUES (%s, %s)", (recorded.envelope.subject, number)


@pytest.fixture
def store(database: ServiceUrls) -> Iterator[PostgresStore]:
    with psycopg.connect(database.owner) as owner:
        owner.execute(SCHEMA)
    vault = MemoryVault()
    for number in range(20):
        vault.create(f"h{number}")
    made = PostgresStore(database.app, codec(vault), project)
    yield made
    made.close()


def open_households(store: PostgresStore, numbers: Iterable[int]) -> None:
    for number in numbers:
        events = [Opened(number=number, name="张三"), Noted(text="met"), Noted(text="helped")]
        with store.transaction() as transaction:
            transaction.append([unit(store.codec, CONTEXT, [Change(f"h{number}", 0, f"h{number}", events)])])


def test_live_equals_rebuilt_for_an_operator_who_can_open_nothing(store: PostgresStore, database: ServiceUrls) -> None:
    open_households(store, range(3))
    with psycopg.connect(database.operator) as operator:
        assert drift(operator, codec(), project, TABLES) == {}
        assert drift(operator, codec(), project, TABLES) == {}
        rows = fresh(operator, codec(), project, TABLES)
        assert rows == live(operator, TABLES)
    assert rows["households"] == [("h0", 0, 2), ("h1", 1, 2), ("h2", 2, 2)]
    assert len(rows["notes"]) == 6


def test_a_changed_row_is_shown_as_it_is_and_as_it_should_be(store: PostgresStore, database: ServiceUrls) -> None:
    open_households(store, range(3))
    with store.transaction() as transaction:
        transaction.connection.execute("UPDATE households SET notes = 9 WHERE household = 'h1'")
    with psycopg.connect(database.operator) as operator:
        assert drift(operator, codec(), project, TABLES) == {"households": ([("h1", 1, 9)], [("h1", 1, 2)])}


def test_a_projection_that_reads_a_personal_field_is_found_out(database: ServiceUrls, store: PostgresStore) -> None:
    leaking = PostgresStore(database.app, store.codec, project_leaking)
    open_households(leaking, [1])
    leaking.close()
    with psycopg.connect(database.operator) as operator:
        assert drift(operator, codec(), project_leaking, TABLES).keys() == {"households"}


def test_a_rebuild_that_only_looks_leaves_the_live_tables_alone(store: PostgresStore, database: ServiceUrls) -> None:
    open_households(store, range(2))
    with store.reading() as connection:
        before = live(connection, TABLES)
        connection.commit()
    with psycopg.connect(database.app) as connection:
        fresh(connection, codec(), project, TABLES)
    with store.reading() as connection:
        assert live(connection, TABLES) == before


def test_a_damaged_read_model_is_rebuilt_and_swapped_in(store: PostgresStore, database: ServiceUrls) -> None:
    open_households(store, range(3))
    with store.reading() as connection:
        before = live(connection, TABLES)
    with store.transaction() as transaction:
        transaction.connection.execute("DELETE FROM notes")
        transaction.connection.execute("UPDATE households SET number = 7")
    with psycopg.connect(database.app, autocommit=True) as connection:
        assert rebuild(connection, codec(), project, TABLES) == 9
        assert live(connection, TABLES) == before
        assert rebuild(connection, codec(), project, TABLES) == 9


def test_the_swap_and_what_tells_of_it_commit_together_or_not_at_all(
    store: PostgresStore, database: ServiceUrls
) -> None:
    open_households(store, range(3))
    with store.transaction() as transaction:
        transaction.connection.execute("DELETE FROM notes")

    def tell(connection: psycopg.Connection[Any], position: int) -> None:
        done = unit(store.codec, CONTEXT, [Change("operating", 0, "read-models", [Noted(text=f"up to {position}")])])
        append(connection, [done], lambda recorded: ())

    def die(connection: psycopg.Connection[Any], position: int) -> None:
        tell(connection, position)
        raise ConnectionError

    with psycopg.connect(database.app, autocommit=True) as connection:
        with pytest.raises(ConnectionError):
            rebuild(connection, codec(), project, TABLES, tell=die)
        assert (live(connection, TABLES)["notes"], recorded(store)) == ([], [])
        assert rebuild(connection, codec(), project, TABLES, tell=tell) == 9
        assert (len(live(connection, TABLES)["notes"]), recorded(store)) == (6, ["up to 9"])


def recorded(store: PostgresStore) -> list[str]:
    with store.transaction() as transaction:
        return texts(transaction.load("operating"))


def test_what_is_written_while_it_rebuilds_is_in_the_new_read_model(
    store: PostgresStore, database: ServiceUrls
) -> None:
    open_households(store, range(2))
    began, went_on = Event(), Event()

    def project_slowly(recorded: Recorded) -> Iterable[tuple[str, Any]]:
        """The first replay waits until another household was opened meanwhile: writers are not held back."""
        began.set()
        assert went_on.wait(10)
        return project(recorded)

    def write() -> None:
        began.wait(10)
        open_households(store, [7])
        went_on.set()

    writer = Thread(target=write)
    writer.start()
    with psycopg.connect(database.app, autocommit=True) as connection:
        assert rebuild(connection, codec(), project_slowly, TABLES) == 9
        assert [row[0] for row in live(connection, TABLES)["households"]] == ["h0", "h1", "h7"]
    writer.join(10)


def test_tables_that_are_written_before_the_counter_row_are_locked_before_it(
    store: PostgresStore, database: ServiceUrls, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the swap waits for a writer's rows, and that writer for the counter row: a deadlock."""
    monkeypatch.setattr("chassis.rebuild.SWAP_TRIES", 1)
    guarded = PostgresStore(database.app, store.codec, lambda _: (), connections=2)
    wrote, go_on = Event(), Event()

    def open_household(number: int) -> None:
        """The guard's row first, the event last."""
        with guarded.transaction() as transaction:
            row = (f"h{number}", number)
            transaction.connection.execute("INSERT INTO households (household, number) VALUES (%s, %s)", row)
            transaction.connection.execute("UPDATE households SET number = number")
            wrote.set()
            assert go_on.wait(10)
            opened = Change(f"h{number}", 0, f"h{number}", [Opened(number=number, name="张三")])
            transaction.append([unit(store.codec, CONTEXT, [opened])])

    go_on.set()
    open_household(1)
    wrote.clear()
    go_on.clear()
    with (
        psycopg.connect(database.app, autocommit=True) as connection,
        psycopg.connect(database.app, autocommit=True) as looking,
        ThreadPoolExecutor(2) as hands,
    ):
        writing = hands.submit(open_household, 2)
        assert wrote.wait(10)
        rebuilding = hands.submit(rebuild, connection, codec(), project, TABLES[:1], guards=True)
        wait_until(lambda: waits_for_a_lock(looking, connection.info.backend_pid), "the rebuild to wait for the writer")
        go_on.set()
        assert rebuilding.result(30) == 2
        writing.result(30)
        assert live(connection, TABLES[:1])["households"] == [("h1", 1, 0), ("h2", 2, 0)]
    guarded.close()


def waits_for_a_lock(connection: psycopg.Connection[Any], pid: int) -> bool:
    row = connection.execute("SELECT wait_event_type FROM pg_stat_activity WHERE pid = %s", (pid,)).fetchone()
    return row == ("Lock",)


def test_a_failed_rebuild_changes_nothing_and_leaves_nothing_behind(
    store: PostgresStore, database: ServiceUrls
) -> None:
    open_households(store, range(2))

    def project_wrongly(recorded: Recorded) -> Iterable[tuple[str, Any]]:
        yield "INSERT INTO households (household, number) VALUES ('same', 1)", ()

    with psycopg.connect(database.app, autocommit=True) as connection:
        before = live(connection, TABLES)
        with pytest.raises(psycopg.errors.UniqueViolation):
            rebuild(connection, codec(), project_wrongly, TABLES)
        with pytest.raises(psycopg.errors.UniqueViolation):
            fresh(connection, codec(), project_wrongly, TABLES)
        assert live(connection, TABLES) == before
        assert rebuild(connection, codec(), project, TABLES) == 6
