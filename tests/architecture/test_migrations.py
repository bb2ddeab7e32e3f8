"""A read model that a migration adds to a store that has lived is filled from the events of before."""

import importlib
import re

import pytest

from tests.architecture.tree import ROOT, SERVICES


def unfilled(service: str) -> set[str]:
    """Read models that no migration from theirs on has filled: what is filled takes its whole group along."""
    models = set(importlib.import_module(f"services.{service}.projections").TABLES)
    waiting = set[str]()
    for migration in sorted((ROOT / "services" / service / "migrations").glob("*.py"))[1:]:
        text = migration.read_text(encoding="utf-8")
        waiting |= models & set(re.findall(r"CREATE TABLE (\w+)", text))
        if filled := re.search(r"filled_from_events\(([^)]*)\)", text):
            assert models & set(re.findall(r'"(\w+)"', filled[1])), migration.name
            waiting = set()
    return waiting


@pytest.mark.parametrize("service", SERVICES)
def test_no_read_model_waits_for_somebody_to_remember_a_rebuild(service: str) -> None:
    assert unfilled(service) == set()
