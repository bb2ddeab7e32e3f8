"""Lines that machines read and that hold no person."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog

from chassis import logs, trace
from kernel.errors import DomainError


@dataclass
class Person:
    name: str


@pytest.fixture(autouse=True)
def configured(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    logs.configure("intake", "INFO")
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def line(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    (written,) = capsys.readouterr().err.splitlines()
    found: dict[str, Any] = json.loads(written)
    return found


def test_a_line_has_service_and_trace(capsys: pytest.CaptureFixture[str]) -> None:
    with trace.use(None) as inside:
        logs.logger("relay").info("relay_started", epoch=3, since=datetime(2026, 1, 1, tzinfo=UTC))
    found = line(capsys)
    assert datetime.fromisoformat(found.pop("timestamp")).utcoffset() is not None
    assert found == {
        "event": "relay_started",
        "level": "info",
        "logger": "relay",
        "service": "intake",
        "trace_id": inside.trace_id,
        "span_id": inside.span_id,
        "epoch": 3,
        "since": "2026-01-01 00:00:00+00:00",
    }


def test_whole_objects_are_named_by_type_and_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    logs.logger("x").info("stored", who=Person("Zhang"), row={"name": "Zhang"}, rows=["Zhang"])
    written = line(capsys)
    assert (written["who"], written["row"], written["rows"]) == ("<Person>", "<dict>", "<list>")


def test_an_exception_shows_its_type_and_place_but_not_its_message(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        try:
            int("440524188001010014x")
        except ValueError as error:
            raise DomainError("id_number.characters") from error
    except DomainError:
        logs.logger("x").exception("failed")
    written = capsys.readouterr().err
    assert "440524188001010014x" not in written
    told = json.loads(written)["exception"]
    assert told[0] == "kernel.errors.DomainError: id_number.characters"
    assert "caused by" in told
    assert "builtins.ValueError" in told


def test_lines_of_libraries_take_the_same_form(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise RuntimeError("Zhang")
    except RuntimeError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    written = capsys.readouterr().err
    assert "Zhang" not in written
    found = json.loads(written)
    assert (found["service"], found["logger"], found["level"]) == ("intake", "uvicorn.error", "error")
    assert found["exception"][0] == "builtins.RuntimeError"


def test_a_line_below_the_level_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    logs.logger("x").debug("too_fine")
    assert capsys.readouterr().err == ""
