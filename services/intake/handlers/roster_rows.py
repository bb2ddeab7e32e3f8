"""One row of a roster: an application without flaw, with its household's id, or every flaw by column."""

import json
import uuid
from typing import Any

from msgspec import Struct
from pydantic import ValidationError

from chassis.http.principal import Principal
from chassis.http.refusals import field_errors
from chassis.http.refusals.errors import FieldError, fill
from services.intake.adapters.roster_body import CellFlaw, body_of, header_of
from services.intake.adapters.roster_reader import Row
from services.intake.domain.commands import CheckedApplication
from services.intake.errors import TABLE
from services.intake.form.body import ApplicationForm
from services.intake.handlers.form_check import check
from services.intake.resources import Resources


class Good(Struct, frozen=True):
    number: int
    household: str
    application: CheckedApplication


class Refused(Struct, frozen=True):
    """`errors`: {column, code, zh, en}; `id` follows from the row and its errors.

    `household`: whose the row would be, when it could be read: taken in an earlier import, it stays taken.
    """

    number: int
    id: str
    errors: list[dict[str, str]]
    household: str | None = None


class Known(Struct, frozen=True):
    """A row of an earlier import; what has become wrong with it since (a child came of age) changes nothing."""

    number: int
    household: str


def examine(resources: Resources, principal: Principal, row: Row, defaults: dict[str, str | None]) -> Good | Refused:
    body, unreadable = body_of(row, defaults)
    if unreadable:
        return _refused(resources, principal, row, [_cell_error(flaw) for flaw in unreadable])
    try:
        form = ApplicationForm.model_validate(body)
    except ValidationError as invalid:
        findings = [{**finding, "loc": ("body", *finding["loc"])} for finding in invalid.errors()]
        return _refused(
            resources, principal, row, [_field_error(e) for e in field_errors.from_pydantic(findings, TABLE)]
        )
    normalised = json.dumps(form.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
    household = id_of(resources, "row", form.org_path, normalised)
    result = check(resources, principal, form, resources.store.reading)
    if isinstance(result, CheckedApplication):
        return Good(row.number, household, result)
    mine = household if principal.covers(form.org_path) else None
    return _refused(resources, principal, row, [_field_error(error) for error in result], mine)


def _refused(
    resources: Resources, principal: Principal, row: Row, errors: list[dict[str, str]], household: str | None = None
) -> Refused:
    cells = json.dumps(row.cells, ensure_ascii=False, sort_keys=True, default=str)
    codes = json.dumps([(error["column"], error["code"]) for error in errors], ensure_ascii=False)
    return Refused(row.number, id_of(resources, "refused-row", principal.org_path, cells, codes), errors, household)


def _cell_error(flaw: CellFlaw) -> dict[str, str]:
    text, params = TABLE[flaw.code], {"words": flaw.words}
    return _error(flaw.column, flaw.code, fill(text.zh, params), fill(text.en, params))


def _field_error(error: FieldError) -> dict[str, str]:
    return _error(header_of(error.pointer), error.code, error.zh, error.en)


def _error(column: str, code: str, zh: str, en: str) -> dict[str, str]:
    return {"column": column, "code": code, "zh": zh, "en": en}


def id_of(resources: Resources, *parts: Any) -> str:
    """UUIDv8 (RFC 9562 §5.8) from a keyed hash: equal parts, equal id, and nothing can be guessed from it."""
    value = int(resources.vault.keyed_hash(json.dumps(parts, ensure_ascii=False).encode())[:32], 16)
    value = value & ~(0xF << 76) | 0x8 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
