"""Personal data are found wherever they would leak to, and are named without being told again."""

import json
from datetime import date
from pathlib import Path

import pytest

from agencies.population import Population, generate
from checks import leaks
from checks.leaks import Leak, Needles
from checks.storage import Storage
from contracts import intake
from kernel.resident_id import to_18
from tests.checks.world import World
from tests.contracts.examples import example


@pytest.fixture(scope="module")
def population() -> Population:
    return generate(60, 3, date(2026, 11, 2))


@pytest.fixture(scope="module")
def needles(population: Population) -> Needles:
    return Needles(population)


def test_each_kind_of_datum_is_found_in_a_line_of_log(population: Population, needles: Needles) -> None:
    body = population.households[0].body
    number = to_18(body["members"][0]["id_number"]) if len(body["members"][0]["id_number"]) == 15 else ""
    number = number or body["members"][0]["id_number"]
    for what, datum in {
        "name": body["members"][0]["name"],
        "phone": body["contact"]["phone"],
        "address": body["contact"]["address"],
        "account": body["account"]["number"],
        "id_number": number.lower(),
    }.items():
        assert leaks.in_texts(needles, [("a log", f'{{"event": "went wrong: {datum}!"}}')]) == [
            Leak(what, "00001", "a log")
        ]
    old_form = number[:6] + number[8:17]
    assert leaks.in_texts(needles, [("a key", f"person/{old_form}".encode())]) == [Leak("id_number", "00001", "a key")]


def test_personal_data_in_json_escapes_are_found_too(population: Population, needles: Needles) -> None:
    bodies = [household.body for household in population.households]
    plain, escaped = json.dumps(bodies, ensure_ascii=False), json.dumps(bodies)
    assert leaks.in_texts(needles, [("a topic", escaped)]) == leaks.in_texts(needles, [("a topic", plain)]) != []


def test_a_short_name_inside_another_word_is_no_leak() -> None:
    one = generate(60, 3, date(2026, 11, 2))
    short = next(m["name"] for h in one.households for m in h.body["members"] if len(m["name"]) == 2)
    needles = Needles(one)
    assert [leak.what for leak in leaks.in_texts(needles, [("a text", f"姓名：{short}，")])] == ["name"]
    assert leaks.in_texts(needles, [("a text", f"说{short}的话")]) == []


def test_a_datum_is_found_in_a_binary_file_across_its_pieces(
    population: Population, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaks, "_CHUNK", 4096)
    account = population.households[0].body["account"]["number"]
    for gap in range(4070, 4100):
        (tmp_path / "segment").write_bytes(b"\xff\x00\x81" * 10 + b"\x00" * (gap - 30) + account.encode() + b"\xf0\x9f")
        found = leaks.in_files(Needles(population), tmp_path)
        assert found == [Leak("account", "00001", str(tmp_path / "segment"))]


def test_a_sealed_datum_is_no_leak_and_a_plain_one_in_an_event_is(
    population: Population, needles: Needles, world: World, storage: Storage
) -> None:
    name = population.households[0].body["members"][0]["name"]
    world.tell("intake", "h1", example(intake.ApplicationWithdrawn, reason=f"{name}说不用了"))
    world.settle()
    assert leaks.in_tables(needles, storage) == []
    world.tell("intake", "h1", example(intake.FileNumberRecorded, number=name))
    world.settle()
    assert {(leak.what, leak.where) for leak in leaks.in_tables(needles, storage)} == {
        ("name", "intake.events"),
        ("name", "ledger.log"),
    }
