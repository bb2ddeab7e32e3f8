"""Differences as a reviewer is shown them: only what differs; names, numbers, addresses and accounts masked."""

from typing import Any, Final

import msgspec

from chassis import access
from chassis.amounts import in_yuan
from chassis.http.principal import Principal
from kernel import resident_id
from kernel.errors import DomainError
from kernel.masked_name import masked_name
from services.intake.domain.events import Values
from services.intake.domain.survey.comparison import Difference
from services.intake.handlers import disclosure
from services.intake.handlers.surveyed_rows import STREAM, surveyed
from services.intake.projections.survey_queries import DifferenceRow
from services.intake.resources import Resources

CHANGED: Final = "（已变更）"
TELLS_WHO: Final = frozenset(
    {"name", "phone", "address", "number", "bank", "branch", "postcode", "other_contact", "place_of_work_or_study",
     "credit_code", "giver", "reference", "administration", "union", "system_union"}
)  # fmt: skip
"""Fields of the form that are shown by their first sign alone."""


def shown(resources: Resources, principal: Principal, rows: list[DifferenceRow]) -> list[dict[str, Any]]:
    """What was said is for those who see facts, and each household that they are shown has it on record."""
    if not principal.roles & disclosure.SEES_FACTS:
        return [_plain(row) for row in rows]
    for household in {row.household for row in rows}:
        access.record(resources, principal, household, "survey")
    said = _said(resources, {row.survey_row for row in rows})
    return [{**_plain(row), **_values(said.get(row.difference))} for row in rows]


def _said(resources: Resources, ids: set[str]) -> dict[str, Difference]:
    found: dict[str, Difference] = {}
    with resources.store.transaction() as transaction:
        for id in sorted(ids):
            try:
                found |= surveyed(transaction.load(f"{STREAM}{id}")).differences()
            except DomainError:  # erased: what was said of it is gone
                continue
    return found


def _plain(row: DifferenceRow) -> dict[str, Any]:
    return {
        "difference": row.difference,
        "outcome": row.outcome,
        "kind": row.kind,
        "row": row.number or None,
        "household": row.household,
        "others": row.others,
        "org_path": row.org_path,
        "sheet_org_path": row.sheet_org_path,
        "person": row.person,
        "status": row.status,
        "read_on": row.read_on.isoformat(),
        "before": None,
        "after": None,
    }


def _values(said: Difference | None) -> dict[str, Any]:
    if said is None:
        return {}
    before, after = _builtins(said.before), _builtins(said.after)
    was, now = _masked(_differing(before, after)), _masked(_differing(after, before))
    return {"before": was, "after": _marked(now, was)}


def _marked(now: Any, was: Any) -> Any:
    """Only what differs is shown: what a mask makes alike says that it is not."""
    if isinstance(now, dict) and isinstance(was, dict):
        return {name: _marked(value, was.get(name)) for name, value in now.items()}
    if isinstance(now, list) and isinstance(was, list) and len(now) == len(was):
        return [_marked(*pair) for pair in zip(now, was, strict=True)]
    return f"{now}{CHANGED}" if isinstance(now, str) and now == was else now


def _builtins(values: Values) -> Any:
    said = {name: value for name, value in msgspec.to_builtins(values).items() if value is not None}
    return in_yuan(said)


def _differing(one: Any, other: Any) -> Any:
    """Of two parts of the form the fields that are not alike; all of one that stands alone."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one
    return {name: _differing(value, other.get(name)) for name, value in one.items() if value != other.get(name)}


def _masked(said: Any, name: str = "") -> Any:
    if isinstance(said, dict):
        return {each: _masked(value, each) for each, value in said.items() if each != "birth_date"}
    if isinstance(said, list):
        return [_masked(value, name) for value in said]
    if not isinstance(said, str):
        return said
    if name == "id_number":
        return resident_id.mask(said)
    return masked_name(said) if name in TELLS_WHO else said
