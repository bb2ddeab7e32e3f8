"""The import rules hold, and are seen to fail on planted breaches."""

from pathlib import Path

import pytest

from tests.architecture.imports import breaches
from tests.architecture.tree import ROOT


def test_no_room_imports_what_it_may_not() -> None:
    assert breaches(ROOT) == []


PLANTED = [
    ("kernel/fen.py", "import chassis.codec", "kernel may not import chassis.codec"),
    ("kernel/fen.py", "import polars", "the kernel imports no library but holidays, msgspec"),
    ("contracts/intake.py", "from services.intake.domain import events", "contracts may not import services.intake"),
    ("policies/judgement/engine.py", "from chassis import codec", "policies.judgement may not import chassis.codec"),
    (
        "policies/language/parser.py",
        "from policies.judgement import engine",
        "policies.language may not import policies.judgement",
    ),
    (
        "chassis/group_commit.py",
        "def f():\n    from services.intake import api",
        "chassis may not import services.intake",
    ),
    ("services/intake/api/x.py", "from ...ledger import domain", "services.intake may not import services.ledger"),
    ("services/intake/api.py", "from services import ledger", "services.intake may not import services.ledger"),
    ("services/intake/api.py", "import httpcore", "httpcore is imported only in chassis.client, chassis.deadline"),
    ("services/intake/api.py", "import psycopg", "psycopg is imported only in chassis, checks, machine"),
    ("services/intake/domain/rules.py", "from chassis import clock", "services.intake.domain may not import chassis"),
    ("services/intake/domain/rules.py", "import contracts.ledger", "services.intake.domain may not import contracts"),
    ("services/intake/domain/rules.py", "import fastapi", "a domain imports no library but msgspec"),
    ("agencies/app.py", "from contracts import intake", "agencies may not import contracts.intake"),
    ("cli/show.py", "import services.intake.domain", "cli may not import services.intake"),
    ("cli/commands/up.py", "def up():\n    from lab.demo import roster", "cli may not import lab.demo"),
    ("machine/stack.py", "from lab.faults import errors", "machine may not import lab.faults"),
    ("machine/stack.py", "from portal.client import Portal", "machine may not import portal.client"),
    ("portal/client.py", "from machine.stack import Stack", "portal may not import machine.stack"),
    ("checks/run.py", "from machine import provision", "checks may not import machine"),
    ("dci/receiver.py", "from chassis import clock", "dci may not import chassis"),
    ("lab/faults/serve.py", "from services.intake import bootstrap", "lab may not import services.intake"),
    ("checks/run.py", "import importlib\nimportlib.import_module('services.intake')", "checks may not import services"),
]


@pytest.mark.parametrize(("path", "source", "rule"), PLANTED)
def test_a_planted_breach_is_found(tmp_path: Path, path: str, source: str, rule: str) -> None:
    planted = tmp_path / path
    planted.parent.mkdir(parents=True)
    planted.write_text(source)
    (breach,) = breaches(tmp_path)
    assert breach.rule.startswith(rule)


ALLOWED = [
    (
        "services/intake/domain/rules.py",
        "import datetime, msgspec\nfrom kernel import fen\nfrom contracts import intake",
    ),
    ("services/intake/handlers/x.py", "import psycopg\nfrom .. import domain\nfrom dci import codes"),
    ("chassis/client.py", "import httpcore"),
    ("agencies/roster.py", "from contracts.roster_columns import SHEET"),
]


@pytest.mark.parametrize(("path", "source"), ALLOWED)
def test_an_allowed_import_passes(tmp_path: Path, path: str, source: str) -> None:
    fine = tmp_path / path
    fine.parent.mkdir(parents=True)
    fine.write_text(source)
    assert breaches(tmp_path) == []
